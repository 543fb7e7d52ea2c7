"""What a passage must hold to answer: a number for "how many", a date for "when", a name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from retrieval.analysis.analysers import analyser
from retrieval.languages.cues import asking, giving
from retrieval.languages.english.cues import AFTER, ONLY_ASKS, QUOTED
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
        self._asking_words = asking(query.language)
        self.asks_number = bool(self._asking_words.number.search(query.text))
        self.counts = bool(self._asking_words.counts.search(query.text))
        self.counted = Counted(query)
        self._asking = ASKING * query.rarest
        self._held = self._asked_for()

    def gain(self, candidate: Candidate) -> float:
        """What the text gains; less than nothing where it only asks."""
        return self._held(candidate) - self._asking * _only_asks(candidate.text)

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
        asked, asks = query.text, self._asking_words
        if self.asks_number:
            mass = query.mass
            return lambda candidate: mass * _number(candidate, counted)
        if asks.date.search(asked):
            return _date
        gains: list[Callable[[Candidate], float]] = []
        if (why := asks.why.search(asked)) or asks.cause.search(asked):
            gains.append(lambda candidate: CAUSE * _gives_cause(candidate, why=bool(why)))
        if asks.wording.search(asked):
            gains.append(lambda candidate: WORDING * bool(QUOTED.search(candidate.text)))
        if asks.name.search(asked):
            gains.append(lambda candidate: NAME * _has_new_name(query, candidate))
        if len(gains) == 1:
            return gains[0]
        return lambda candidate: sum([gain(candidate) for gain in gains])


def _only_asks(text: str) -> bool:
    return "?" in text and ONLY_ASKS.fullmatch(text) is not None


def _number(candidate: Candidate, counted: Counted) -> float:
    if not giving(candidate.language).has_number.search(candidate.text):
        return 0.0
    return NUMBER + COUNTED * max((share for share, _ in counted.figures(candidate)), default=0.0)


def _date(candidate: Candidate) -> float:
    text, query, gives = candidate.text, candidate.query, giving(candidate.language)
    dates = [match.start() for match in gives.dates.finditer(text)]
    if not dates:
        return 0.5 * DATE * bool(gives.weekday_or_month.search(text))
    starts = [(each.start, each.question_term) for each in candidate.words if each.question_term]
    return DATE + DATED * max(around(query, starts, date, reach=NEAR_DATE) for date in dates)


def _gives_cause(candidate: Candidate, *, why: bool) -> bool:
    text, gives = candidate.text, giving(candidate.language)
    return bool(gives.cause.search(text) or (why and AFTER.search(text)))


def _has_new_name(query: Query, candidate: Candidate) -> bool:
    term, names = analyser(candidate.language).term, giving(candidate.language).names
    known = query.question_term
    return any(term(each) not in known for each in names(candidate.text))
