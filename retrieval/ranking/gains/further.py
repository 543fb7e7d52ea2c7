"""What ranks a passage besides its words and its day: the kind of thing it gives, its years, its
headline's names, its place. None of it says how surely it answers."""

from __future__ import annotations

from typing import NamedTuple

from retrieval.days.moment import TimeContext
from retrieval.model import Passage
from retrieval.ranking.candidates import Candidates
from retrieval.ranking.gains.headlines import Headlines
from retrieval.ranking.gains.standing import standing
from retrieval.ranking.gains.years import Years


class Further(NamedTuple):
    """What a passage gains for the kind of thing that it gives, for its years, for the names in its
    headline, and for its place."""

    kind: float
    years: float
    headline: float
    place: float


class FurtherGains:
    """What passages gain for the question that the candidates are read for."""

    def __init__(self, candidates: Candidates, moment: TimeContext) -> None:
        self.candidates = candidates
        self._years = Years(candidates.query, moment.sought)
        self._headlines = Headlines(candidates.query)
        self._ordered = not (moment.sought and moment.sought.reported)

    def of(self, passage: Passage, headline: str, *, dated: bool) -> Further:
        """What the passage gains; `dated`: its article states its day. Where what was reported on a
        day is asked for, many things are, and none is more important for its place."""
        read = self.candidates.read(passage.text)
        return Further(
            kind=self.candidates.kinds.gain(read),
            years=self._years.gain(read),
            headline=self._headlines.gain(passage.text, headline, dated=dated),
            place=standing(self.candidates.query, passage, dated=dated and self._ordered),
        )
