"""What a passage must hold to answer: a number for "how many", a date for "when", a name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from retrieval.analysis.terms import term
from retrieval.languages.english.cues import (
    AFTER,
    ASKS_CAUSE,
    ASKS_DATE,
    ASKS_NAME,
    ASKS_NUMBER,
    ASKS_WORDING,
    COUNTS,
    DATES,
    GIVES_CAUSE,
    HAS_NUMBER,
    INNER_NAME,
    ONLY_ASKS,
    QUOTED,
    WEEKDAY_OR_MONTH,
    WHY,
)
from retrieval.model import Span
from retrieval.query.query import Query
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.figures import Counted
from retrieval.ranking.proximity import around

NUMBER: Final = 0.07
"""What a number anywhere counts for "how many", of the question's idf."""
COUNTED: Final = 0.4
"""What a number counts besides that stands beside all that is counted, of the same;
less beside a part of it."""
DATE: Final = 2.0
"""What a date counts for "when"; a bare weekday or month counts half."""
DATED: Final = 0.1
"""What the question's idf counts besides that stands around a date, fading with distance."""
NEAR_DATE: Final = 100
"""Characters away from which on it counts nothing."""
NAME: Final = 1.0
"""What a name that the question lacks counts for "who", "where" and "which"."""
CAUSE: Final = 2.0
"""What a word that gives a cause counts for "why"."""
WORDING: Final = 2.0
"""What words in quotation marks count for "what did they call it"."""
ASKING: Final = 1.0
"""What a text that only asks loses, in idf of the rarest word: it answers nothing."""


class Cues:
    """What a text gains for holding what the question `query` asks for.

    `counts`: it asks "how many" of what is `counted`.
    """

    def __init__(self, query: Query) -> None:
        self.query = query
        self.asks_number = bool(ASKS_NUMBER.search(query.text))
        self.counts = bool(COUNTS.search(query.text))
        self.counted = Counted(query)
        self._asking = ASKING * query.rarest
        self._held = self._asked_for()

    def gain(self, candidate: Candidate) -> float:
        """What the text gains; less than nothing where it only asks."""
        return self._held(candidate) - self._asking * bool(ONLY_ASKS.fullmatch(candidate.text))

    def figure(self, candidate: Candidate) -> Span | None:
        """The number in the text that stands beside most of what a "how many" question counts."""
        found = list(self.counted.figures(candidate))
        if not found:
            return None
        _, word = max(found, key=lambda each: each[0])
        return word.start, word.start + len(word.written)

    def lacks_figure(self, candidate: Candidate) -> bool:
        """Whether a "how many" finds no number in the text beside what it counts."""
        return self.counts and self.figure(candidate) is None

    def _asked_for(self) -> Callable[[Candidate], float]:
        """The part of the gain for a number, a date, a cause, words or a name, whichever is asked
        for."""
        query, counted = self.query, self.counted
        asked = query.text
        if self.asks_number:
            mass = query.mass
            return lambda candidate: mass * _number(candidate, counted)
        if ASKS_DATE.search(asked):
            return _date
        gains: list[Callable[[str], float]] = []
        if (why := WHY.search(asked)) or ASKS_CAUSE.search(asked):
            gains.append(
                lambda text: CAUSE * bool(GIVES_CAUSE.search(text) or (why and AFTER.search(text)))
            )
        if ASKS_WORDING.search(asked):
            gains.append(lambda text: WORDING * bool(QUOTED.search(text)))
        if ASKS_NAME.search(asked):
            gains.append(lambda text: NAME * _has_new_name(query, text))
        return lambda candidate: sum(gain(candidate.text) for gain in gains)


def _number(candidate: Candidate, counted: Counted) -> float:
    if not HAS_NUMBER.search(candidate.text):
        return 0.0
    return NUMBER + COUNTED * max((share for share, _ in counted.figures(candidate)), default=0.0)


def _date(candidate: Candidate) -> float:
    text, query = candidate.text, candidate.query
    dates = [match.start() for match in DATES.finditer(text)]
    if not dates:
        return 0.5 * DATE * bool(WEEKDAY_OR_MONTH.search(text))
    starts = [(each.start, each.question_term) for each in candidate.words if each.question_term]
    return DATE + DATED * max(around(query, starts, date, reach=NEAR_DATE) for date in dates)


def _has_new_name(query: Query, text: str) -> bool:
    return any(term(each.group()) not in query.question_term for each in INNER_NAME.finditer(text))
