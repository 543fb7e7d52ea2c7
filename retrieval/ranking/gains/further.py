"""What ranks a passage besides its words and its day: the kind of thing it gives, its years, its
headline's names, its place. None of it says how surely it answers."""

from __future__ import annotations

from typing import NamedTuple

from retrieval.days.moment import TimeContext
from retrieval.model import Passage
from retrieval.ranking.candidate import Candidate
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
        self._many_news = bool(moment.sought and moment.sought.reported)

    def of(
        self, passage: Passage, read: Candidate, headline: str, published: str | None
    ) -> Further:
        """What the passage, as it is `read`, gains; `published` is its article's day, if stated.

        Place and headline say what an article's news is: beside the point where it is asked about
        years that are not the article's, or for all that was reported on a day.
        """
        news = bool(published) and not self._many_news and self._years.may_be(published)
        return Further(
            kind=self.candidates.kinds.gain(read),
            years=self._years.gain(read),
            headline=self._headlines.gain(passage.text, headline, dated=news),
            place=standing(self.candidates.query, passage, dated=news),
        )
