"""What a text gains for giving the kind of thing that a question asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from retrieval.analysis.terms import terms
from retrieval.languages.english.kinds.kinds import ASKED, CAUSE, COUNTRY, HELD, PLACE, STATE
from retrieval.languages.english.kinds.places import STATES
from retrieval.query.query import Query
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.gains.unit import unit
from retrieval.spelling.countries import kin

KIND: Final = 0.5
"""What the kind asked for counts in a passage; a cause is a cue."""


class Kinds:
    """What a text gains for giving the kind of thing that the question `query` asks for."""

    def __init__(self, query: Query) -> None:
        self.query = query
        self.asked = next((kind for kind, asks in ASKED if asks.search(query.text)), None)
        self._gain = KIND * unit(query) if self.asked != CAUSE else 0.0

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
        return any(each not in known and kin(each) for each in candidate.terms)

    def _has_new(self, text: str) -> bool:
        """Whether a thing of the kind stands in the text, with a word that the question lacks."""
        known = self.query.question_term.keys()
        return any(
            not known >= set(terms(match.group()))
            for form in self._forms()
            for match in form.finditer(text)
        )

    def _forms(self) -> Iterator[re.Pattern[str]]:
        """How things of the kind are written."""
        if self.asked in (STATE, PLACE):
            yield STATES
        if self.asked in HELD:
            yield HELD[self.asked]
