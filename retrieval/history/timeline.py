"""A story day by day: for each day that the coverage speaks of, one whole sentence.

BM25 ranks the passages; a passage stands at each single day that it speaks of, else at its
article's; of a day's passages those that speak of it come first. What holds too little of the words
fills no day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Final, Literal, NamedTuple

import numpy as np

from retrieval.analysis.near_duplicates import Shingles
from retrieval.answering.quotes import quoted
from retrieval.answering.showing.bounds import is_bounded
from retrieval.answering.showing.soundness import check
from retrieval.answering.speakers import SpeakerFilter
from retrieval.days.calendar import WIDE, Days
from retrieval.days.mentioned import spoken
from retrieval.days.moment import day_of
from retrieval.history.story import Day, MonthOf, Timeline
from retrieval.model import Hit, Passage, Span
from retrieval.query.query import Query
from retrieval.query.question import searched
from retrieval.ranking.candidates import Candidates
from retrieval.snapshot import Snapshot
from retrieval.speakers.outlets import known_outlet
from retrieval.stored.articles import ArticleRow
from retrieval.stored.coverage import StoredCoverage
from retrieval.stored.limits import Limits
from retrieval.stored.scored import Scored

DEEP: Final = 2_000
"""BM25's best passages, of which a timeline is made."""
HEADLINE: Final = 0.5
"""What a word counts that stands in the headline alone (see `postings`): it fills no day."""
FLOOR: Final = 0.6
"""Of the words' idf, what a passage must hold to fill a day."""
TRIED: Final = 6
"""Passages of a day that are read until one does."""
COMPARED: Final = 2
"""Further passages of a day that are read for being copies."""
FOLDED: Final = 14
"""Days within which a near copy of a passage that is shown fills no other day."""
UNDATED: Final = 10
"""Passages of no known day that are shown at most."""

Told = Literal["passage", "article"]


class _Placed(NamedTuple):
    """A passage at a day (None: of no known day), by its rank in BM25's order."""

    day: int | None
    rank: int
    told: Told
    bm25: float


class _Filled(NamedTuple):
    """A passage that fills a day, its sentence there, and how many articles have copies of it."""

    one: _Placed
    passage: Passage
    article: ArticleRow
    words: Shingles
    span: Span
    copies: int = 0


class Story:
    """The passages that speak of a question's words, each at its days."""

    def __init__(self, snapshot: Snapshot, query: Query, speakers: SpeakerFilter) -> None:
        self.stored, self.query, self.speakers = snapshot.stored, query, speakers
        self.candidates = Candidates(query)
        self.spent: set[str] = set()  # articles not to be shown whole, of which a passage is told
        self.ranked = _ranked(self.stored, query)
        self.placed = [
            each
            for rank, spoken in enumerate(self.stored.days_spoken_of(self.ranked))
            for each in self._places(rank, spoken)
        ]

    def months(self) -> tuple[str, ...]:
        """The months with a day, as 2024-03, in their order."""
        days = {each.day for each in self.placed if each.day is not None}
        return tuple(sorted({date.fromordinal(day).isoformat()[:7] for day in days}))

    def counts(self) -> tuple[MonthOf, ...]:
        """Of each month with a day, how many passages speak of it, and how many there are."""
        every = self.stored.passages_by_month()
        pairs = {
            (date.fromordinal(each.day).isoformat()[:7], each.rank)
            for each in self.placed
            if each.day is not None
        }
        found = Counter(month for month, _ in pairs)
        return tuple(
            MonthOf(month, count, max(count, every.get(month, 0)))
            for month, count in sorted(found.items())
        )

    def reach(self) -> tuple[str, str] | None:
        """The first and the last day."""
        days = [each.day for each in self.placed if each.day is not None]
        if not days:
            return None
        first, last = (date.fromordinal(day).isoformat() for day in (min(days), max(days)))
        return first, last

    def days(self, since: date | None, until: date | None) -> list[Day]:
        """The days from `since` to `until` that a passage fills, in their order."""
        first, last = (since or date.min).toordinal(), (until or date.max).toordinal()
        inside = [each for each in self.placed if each.day and first <= each.day <= last]
        inside.sort(key=lambda each: (each.day, each.told == "article", each.rank))
        shown: list[tuple[int, Shingles]] = []
        found: list[Day] = []
        before = first - 1 if since else None
        for day, some in groupby(inside, key=attrgetter("day")):
            filled = self._filled(list(some), [each for at, each in shown if day - at <= FOLDED])
            if filled is None:
                continue
            one, passage, article, words, span, copies = filled
            gap = day - before - 1 if before is not None else 0
            hit, number = Hit(passage, one.bm25, one.bm25), len(found) + 1
            quote = quoted(self.candidates, hit, article, number, self.speakers, sentence=span)
            found.append(Day(date.fromordinal(day).isoformat(), one.told, quote, copies, gap))
            shown.append((day, words))
            before = day
        return found

    def undated(self, number: int) -> list[Day]:
        """Passages of no known day, the best first, numbered from `number` on."""
        found: list[Day] = []
        shown: list[Shingles] = []
        for one in (each for each in self.placed if each.day is None):
            filled = self._filled([one], shown)
            if filled:
                _, passage, article, words, span, copies = filled
                hit = Hit(passage, one.bm25, one.bm25)
                at = number + len(found)
                quote = quoted(self.candidates, hit, article, at, self.speakers, sentence=span)
                found.append(Day(None, None, quote, copies, 0))
                shown.append(words)
            if len(found) == UNDATED:
                break
        return found

    def _places(self, rank: int, spoken_of: Sequence[Days]) -> Iterator[_Placed]:
        score, published = float(self.ranked.scores[rank]), int(self.ranked.published[rank])
        single = [first for first, last in spoken_of if (last - first).days < WIDE - 1]
        for day in dict.fromkeys(single):
            yield _Placed(day.toordinal(), rank, "passage", score)
        if not single:
            yield _Placed(published or None, rank, "article", score)

    def _filled(self, some: Sequence[_Placed], shown: Sequence[Shingles]) -> _Filled | None:
        """The first of a day's passages that fills it and is no near copy."""
        best: _Filled | None = None
        others, left = set(), COMPARED
        for one in some[:TRIED]:
            left -= best is not None
            if left < 0:
                break
            ((passage, article),) = self.stored.passages(self.ranked.take([one.rank]))
            words = Shingles(passage.text)
            if best is None:
                told = article.id in self.spent or any(words.near(each) for each in shown)
                if not told and (span := self._sentence(passage, article, one)):
                    best = _Filled(one, passage, article, words, span)
            elif article.id != best.article.id and words.near(best.words):
                others.add(article.id)
        self.spent |= {best.article.id} if best and is_bounded(best.article) else set()
        return best._replace(copies=len(others)) if best else None

    def _sentence(self, passage: Passage, article: ArticleRow, one: _Placed) -> Span | None:
        """The sentence with most of the words, of those that speak of the day; None where the
        passage holds too little, or such a sentence nothing, of the words."""
        if self.candidates.of(passage).held < FLOOR * sum(self.query.idf.values()):
            return None
        ranked = self.candidates.ranked(self.candidates.of(passage))
        if one.told == "article" or len(ranked) == 1:
            return ranked[0][0]
        published = date.fromisoformat(article.published[:10]) if article.published else None
        days = spoken(passage.text, published, language=passage.language)
        spoken_at = [each.span[0] for each in days if each.first.toordinal() == one.day]

        def is_of_day(span: Span) -> bool:
            return any(span[0] <= at < span[1] for at in spoken_at)

        if len(spoken_at) < len(days):  # another day's sentence must not stand at this one
            ranked = [each for each in ranked if is_of_day(each[0])]
        of_day = sorted(ranked, key=lambda each: not is_of_day(each[0]))
        holding = [span for span, sentence in of_day if sentence.held]
        return holding[0] if holding else None


def timeline(
    snapshot: Snapshot, words: str, *, since: date | None, until: date | None, limits: Limits
) -> Timeline:
    """The timeline of the words, from `since` to `until`, within the `limits`."""
    since, until = since and day_of(since), until and day_of(until)
    outlet = known_outlet(limits.outlet, snapshot.outlets)
    snapshot = snapshot.within(replace(limits, outlet=outlet))
    query = searched(snapshot, words)
    speakers = SpeakerFilter(snapshot.stored.attributions, snapshot.parties)
    whole = Story(snapshot, query, speakers)
    story = whole
    if since or until:
        story = Story(snapshot.of_days(since, until), query, speakers)
    days = story.days(since, until)
    reached = date.fromisoformat(str(days[-1].day)) if days else None
    whole.spent |= story.spent
    undated = () if until else tuple(whole.undated(len(days) + 1))
    check(snapshot.stored, (each.quote for each in (*days, *undated)))
    return Timeline(
        words=query.text,
        since=since.isoformat() if since else None,
        until=until.isoformat() if until else None,
        days=tuple(days),
        gap=(until - reached).days if until and reached else 0,
        undated=undated,
        months=whole.months(),
        unknown=query.unknown,
        coverage=snapshot.stored.coverage(),
        counts=whole.counts(),
        reach=whole.reach(),
        outlet=outlet,
        path=limits.path,
    )


def _ranked(stored: StoredCoverage, query: Query) -> Scored:
    """The best passages that may hold enough of the words, best first."""
    best = stored.best(query.terms, DEEP)
    idf = np.array([term.idf for term in query.terms])
    own = stored.frequencies(query.terms, best) > HEADLINE
    return best.take(idf @ own >= FLOOR * sum(query.idf.values()) - 1e-9)
