"""How sure it is that the best hit answers; pure."""

from __future__ import annotations

from math import exp
from typing import Final

from retrieval.analysis.terms import terms
from retrieval.answering.holding import Holding, is_keywords, unheard
from retrieval.languages.english.cues import (
    ASKS_DATE,
    COUNTS,
    DATES,
    HAS_NUMBER,
    WEEKDAY_OR_MONTH,
)
from retrieval.model import Hit
from retrieval.query.query import Query
from retrieval.query.question import Question
from retrieval.ranking.search import SearchResult

UNKNOWN_DAY: Final = 0.3
"""The nearness in days where nothing tells: of an undated passage, or where no day is asked for and
the question is put long after the coverage ended."""
LATE: Final = 31
"""Days after the coverage's newest from which on the day of asking tells nothing."""

BIAS, BY_SHARE, BY_WEIGHT, BY_REST, BY_DAY = -10.7, 2.5, 0.85, 4.0, 3.9
ABSENT, NAMELESS, NUMBERLESS, ELSEWHERE, UNCOUNTED, UNDATED = -4.5, -2.75, -1.5, -5.0, -2.5, -1.0
KEYWORDS = 3.0
"""The weights of a logistic regression, the same in a coverage of one article and of a million
passages: see docs/quality.md for what they were fitted on."""


def confidence(question: Question, found: SearchResult) -> float:
    """The probability that the best passage answers, by its score, its words and its day.

    The score's share of the question's idf says whether what was asked is there, its share of the
    rarest word's idf whether that is worth anything; a passage near the day that the question is
    about, or asked on, answers more often. Names and numbers that are missing, and words of the
    event that only other passages have, tell another event of the same names. A few words that ask
    nothing are looked for.
    """
    query, hit = question.query, found.hits[0]
    holding = Holding(query, found, hit)
    mass = (query.mass or query.rarest) + unheard(query)
    weight = BIAS + BY_SHARE * found.match / mass + BY_WEIGHT * found.match / query.rarest
    weight += BY_REST * holding.share + BY_DAY * _near(question, found)
    weight += ABSENT * query.lacks_decisive + NAMELESS * holding.lacks_name / query.rarest
    weight += NUMBERLESS * holding.lacks_number + ELSEWHERE * holding.elsewhere
    weight += UNCOUNTED * _lacks_number(found, hit) + UNDATED * _lacks_date(query, found, hit)
    return 1 / (1 + exp(-weight - KEYWORDS * is_keywords(query)))


def sureness(question: Question, found: SearchResult) -> float:
    """The confidence in the best hit.

    A question that is its headline is surely answered, one that asks for a day alone by what
    speaks of that day.
    """
    query = question.query
    if query.day_terms.issuperset(query.idf):
        return found.nearness or 0.0
    headline = set(terms(found.articles[found.hits[0].passage.article_id].headline))
    whole = headline and headline == set(query.idf) and not query.everyday
    return 1.0 if whole else confidence(question, found)


def _near(question: Question, found: SearchResult) -> float:
    moment = question.moment
    told = moment.sought or moment.since
    late = moment.newest and (moment.asked_on - moment.newest).days > LATE
    if found.nearness is None or (late and not told):
        return UNKNOWN_DAY
    return max(0.0, found.nearness)


def _lacks_number(found: SearchResult, hit: Hit) -> bool:
    """Whether a "how many" finds no figure in the passage for what it counts, and a "how old" or
    "how long" no number."""
    cues, best = found.candidates.cues, found.candidates.read(hit.passage.text)
    if COUNTS.search(found.candidates.query.text):
        return cues.lacks_figure(best)
    return cues.asks_number and not HAS_NUMBER.search(hit.passage.text)


def _lacks_date(query: Query, found: SearchResult, hit: Hit) -> bool:
    """Whether a "when" finds no date: neither in the passage nor of its article."""
    if found.articles[hit.passage.article_id].published or not ASKS_DATE.search(query.text):
        return False
    return not (DATES.search(hit.passage.text) or WEEKDAY_OR_MONTH.search(hit.passage.text))
