"""How sure it is that the best hit answers; pure."""

from __future__ import annotations

import re
from math import exp
from typing import Final

from retrieval.analysis.analysers import analyser
from retrieval.answering.holding import Holding, is_keywords, unheard
from retrieval.languages.cues import asking, giving
from retrieval.languages.detection import DEFAULT
from retrieval.languages.language import language
from retrieval.model import Hit
from retrieval.query.query import Query
from retrieval.query.question import Question
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.search import SearchResult

_WORD: Final = re.compile(r"\w")
UNKNOWN_DAY: Final = 0.3
"""The nearness in days where nothing tells: of an undated passage, or where no day is asked for and
the question is put long after the coverage ended."""
SAID: Final = 0.9
"""The confidence in a passage that says a day, of which nothing tells the year."""
QUOTED: Final = 3
"""The best passages, which are quoted."""
LATE: Final = 31
"""Days after the coverage's newest from which on the day of asking tells nothing."""

BIAS, BY_SHARE, BY_WEIGHT, BY_REST, BY_DAY = -10.75, 2.5, 0.85, 4.0, 3.9
ABSENT, NAMELESS, NUMBERLESS, ELSEWHERE, UNCOUNTED, UNDATED = -4.5, -2.75, -1.5, -5.0, -2.5, -1.0
KEYWORDS, FIGURELESS = 3.0, -5.0
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
    query, hit = question.query, found.surest or found.hits[0]
    holding = Holding(query, found, hit)
    mass = (query.mass or query.rarest) + unheard(query)
    weight = BIAS + BY_SHARE * found.match / mass + BY_WEIGHT * found.match / query.rarest
    weight += BY_REST * holding.share + BY_DAY * _near(question, found)
    weight += ABSENT * query.lacks_decisive + NAMELESS * holding.lacks_name / query.rarest
    weight += NUMBERLESS * holding.lacks_number + ELSEWHERE * holding.elsewhere
    weight += FIGURELESS * _lacks_figures(found) + UNCOUNTED * _lacks_number(found, hit)
    weight += UNDATED * _lacks_date(query, found, hit) + _of_language(query)
    return 1 / (1 + exp(-weight - KEYWORDS * is_keywords(query)))


def _of_language(query: Query) -> float:
    """What the question's language adds, where the coverage has it, too."""
    if query.language == DEFAULT or query.foreign:
        return 0.0
    added = language(query.language).confidence
    return added.bias + added.looked_for * (not asking(query.language).any.search(query.text))


def sureness(question: Question, found: SearchResult) -> float:
    """The confidence in the best hit.

    A question that is its headline is surely answered, one that asks for a day alone by what
    speaks of that day; of what was found by its meaning, that alone tells.
    """
    if found.likely is not None:
        return found.likely
    query = question.query
    if query.day_terms.issuperset(query.idf):
        return found.nearness or _says_day(question, found)
    passage = found.hits[0].passage
    headline = set(analyser(passage.language).terms(found.articles[passage.article_id].headline))
    whole = headline and headline == set(query.idf) and not query.everyday
    return 1.0 if whole else confidence(question, found)


def _says_day(question: Question, found: SearchResult) -> float:
    """How sure it is that an undated passage speaks of the asked day, by its own words."""
    asked, query = question.moment.asked, question.query
    dated = asked and any(map(str.isdigit, asked.written))
    said = found.candidates.of(found.hits[0].passage).terms
    return SAID if dated and query.day_terms.issubset(said) else 0.0


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
    cues, best = found.candidates.cues, found.candidates.of(hit.passage)
    if cues.counts:
        return cues.lacks_figure(best)
    return cues.asks_number and not giving(best.language).has_number.search(best.text)


def _lacks_figures(found: SearchResult) -> bool:
    """Whether a "how many" finds no figure for what it counts in any of the best passages."""
    cues, asked = found.candidates.cues, found.candidates.query.text
    counts = asking(found.candidates.query.language).counts.search(asked)
    if not counts or not _WORD.search(asked, counts.end()):
        return False  # "Abrams how many"
    best = [found.candidates.of(hit.passage) for hit in found.hits[:QUOTED]]
    return all(map(cues.lacks_figure, best)) and not _spells_number(best[0])


def _spells_number(candidate: Candidate) -> bool:
    """Whether a number stands in the text in letters: "forty demonstrators"."""
    text = candidate.text
    tokens = analyser(candidate.language).tokens(text)
    return any(each.term.isdigit() and text[each.span[0]].isalpha() for each in tokens)


def _lacks_date(query: Query, found: SearchResult, hit: Hit) -> bool:
    """Whether a "when" finds no date: neither in the passage nor of its article."""
    asks = asking(query.language).date
    if found.articles[hit.passage.article_id].published or not asks.search(query.text):
        return False
    text, gives = hit.passage.text, giving(hit.passage.language)
    return not (gives.dates.search(text) or gives.weekday_or_month.search(text))
