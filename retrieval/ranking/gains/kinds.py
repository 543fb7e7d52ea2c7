"""What a text gains for giving the kind of thing that a question asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from retrieval.analysis.terms import term, terms
from retrieval.languages.detection import DEFAULT
from retrieval.languages.english.kinds.kinds import (
    AGE,
    ASKED,
    CAUSE,
    COLOUR,
    COUNTRY,
    DAY,
    HELD,
    MONEY,
    OTHER_DAY,
    PERCENT,
    PLACE,
    SCORE,
    STATE,
)
from retrieval.languages.english.kinds.places import STATES
from retrieval.query.query import Query
from retrieval.ranking.candidate import Candidate
from retrieval.spelling.countries import kin

KIND: Final = (0.125, 0.5)
"""What the kind asked for counts in a passage: of the question's idf, and at most of that of the
rarest word."""
SURE: Final = (0.8, 1.5)
"""The same of a kind that is written in few ways, so that a passage without it hardly answers."""
CAUSED: Final = (0.3, 0.5)
"""The same of a cause."""
_SURE: Final = frozenset({MONEY, PERCENT, SCORE, COLOUR, AGE, COUNTRY, STATE, DAY})
_CLAUSE: Final = 80
"""Characters before a day that may say that it is that of something else."""


class Kinds:
    """What a text gains for giving the kind of thing that the question `query` asks for."""

    def __init__(self, query: Query) -> None:
        self.query = query
        english = query.language == DEFAULT
        asked = (kind for kind, asks in ASKED if english and asks.search(query.text))
        self.asked = next(asked, None)
        self._gain = self._weight()

    def _weight(self) -> float:
        if self.asked is None:
            return 0.0
        share, most = CAUSED if self.asked == CAUSE else SURE if self.asked in _SURE else KIND
        return min(share * self.query.mass, most * self.query.rarest)

    def gain(self, candidate: Candidate) -> float:
        """What a passage gains."""
        return self._gain * self.given(candidate) if self._gain else 0.0

    def given(self, candidate: Candidate) -> bool:
        """Whether the text gives the kind asked for, in words that the question lacks."""
        if self.asked is None:
            return False
        if self.asked == CAUSE:
            return bool(HELD[CAUSE].search(candidate.text))
        if self.asked in (COUNTRY, PLACE) and self._has_country(candidate):
            return True
        return self._has_new(candidate.text)

    def _has_country(self, candidate: Candidate) -> bool:
        known = self.query.question_term
        names = map(term, candidate.capitals())
        return any(kin(each) and each not in known for each in names)

    def _has_new(self, text: str) -> bool:
        """Whether a thing of the kind stands in the text, with a word that the question lacks."""
        known = self.query.question_term.keys()
        return any(
            not known >= set(terms(match.group()))
            and not (
                self.asked == DAY
                and OTHER_DAY.search(text, max(0, match.start() - _CLAUSE), match.start())
            )
            for form in self._forms()
            for match in form.finditer(text)
        )

    def _is_of_something_else(self, text: str, start: int) -> bool:
        """Whether a day at `start` is the day after, or before, which what is asked for was."""
        return self.asked == DAY and bool(OTHER_DAY.search(text, max(0, start - _CLAUSE), start))

    def _forms(self) -> Iterator[re.Pattern[str]]:
        """How things of the kind are written."""
        if self.asked in (STATE, PLACE):
            yield STATES
        if self.asked in HELD:
            yield HELD[self.asked]
