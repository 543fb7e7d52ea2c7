"""How sure it is that the best hit answers; pure."""

from __future__ import annotations

from math import exp
from typing import Final

from retrieval.analysis.terms import terms
from retrieval.query.query import Query
from retrieval.ranking.search import SearchResult

UNDATED: Final = 0.3
"""The nearness in days of a passage of which nothing tells the day."""

BIAS, BY_SHARE, BY_WEIGHT, BY_DAY, UNCOUNTED = -8.2, 3.14, 0.5, 3.9, -1.2
"""The confidence's logistic regression: fitted on the questions of rtqa-2022, many of them asked
after the coverage ended, and on those about seeds/; see docs/quality.md."""

ABSENT: Final = -4.0
"""What is added where the coverage never uses a name or a number of the question."""


def confidence(query: Query, found: SearchResult) -> float:
    """The probability that the best passage answers, by its score and its day.

    The score's share of the question's idf says whether what was asked is there, its share of the
    rarest word's idf whether that is worth anything; a passage near the day that the question is
    about, or asked on, answers more often.
    """
    best = found.candidates.read(found.hits[0].passage.text)
    weight = BIAS + BY_SHARE * found.match / (query.mass or query.rarest)
    near = UNDATED if found.nearness is None else max(0.0, found.nearness)
    weight += BY_WEIGHT * found.match / query.rarest + BY_DAY * near
    weight += ABSENT * query.lacks_decisive
    weight += UNCOUNTED * found.candidates.cues.lacks_figure(best)
    return 1 / (1 + exp(-weight))


def sureness(query: Query, found: SearchResult) -> float:
    """The confidence in the best hit.

    A question that is its headline is surely answered, one that asks for a day alone by what
    speaks of that day.
    """
    if query.day_terms.issuperset(query.idf):
        return found.nearness or 0.0
    headline = set(terms(found.articles[found.hits[0].passage.article_id].headline))
    return 1.0 if headline and headline == set(query.idf) else confidence(query, found)
