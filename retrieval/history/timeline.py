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
from retrieval.answering.showing.soundness import check
from retrieval.answering.speakers import SpeakerFilter
from retrieval.days.mentioned import spoken
from retrieval.history.story import Day, MonthOf, Timeline
from retrieval.index.filters import Limits
from retrieval.index.max_score import candidates
from retrieval.index.posting_lists import PostingLists
from retrieval.model import Hit, Passage, Span
from retrieval.query.query import Query
from retrieval.query.question import searched
from retrieval.ranking.candidates import Candidates
from retrieval.snapshot import Snapshot
from retrieval.speakers.outlets import known_outlet
from retrieval.store.articles import ArticleRow, attributions, passages_at, places
from retrieval.store.catalogue import coverage, passages_by_month
from retrieval.store.days import single_days_of

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
    number: int
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
        self.database, self.query, self.speakers = snapshot.database, query, speakers
        self._languages_of = snapshot.languages_of
        self.candidates = Candidates(query)
        ranked = _ranked(snapshot, query)
        self.where = places(self.database, [number for number, _ in ranked])
        self._spoken = single_days_of(self.database, self.where)
        self.placed = [
            each
            for rank, (number, score) in enumerate(ranked)
            for each in self._places(rank, number, score)
        ]

    def months(self) -> tuple[str, ...]:
        """The months with a day, as 2024-03, in their order."""
        days = {each.day for each in self.placed if each.day is not None}
        return tuple(sorted({date.fromordinal(day).isoformat()[:7] for day in days}))

    def counts(self) -> tuple[MonthOf, ...]:
        """Of each month with a day, how many passages speak of it, and how many there are."""
        every = passages_by_month(self.database)
        pairs = {
            (date.fromordinal(each.day).isoformat()[:7], each.number)
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

    def _places(self, rank: int, number: int, score: float) -> Iterator[_Placed]:
        place = self.where[number]
        days = self._spoken.get((place.article, number - place.first), ())
        for day in days:
            yield _Placed(day, rank, "passage", number, score)
        if not days:
            published = place.published.toordinal() if place.published else None
            yield _Placed(published, rank, "article", number, score)

    def _filled(self, some: Sequence[_Placed], shown: Sequence[Shingles]) -> _Filled | None:
        """The first of a day's passages that fills it and is no near copy."""
        best: _Filled | None = None
        others, left = set(), COMPARED
        for one in some[:TRIED]:
            left -= best is not None
            if left < 0:
                break
            where = {one.number: self.where[one.number]}
            languages = self._languages_of([where[one.number].article])
            passage, article = passages_at(self.database, where, languages)[one.number]
            words = Shingles(passage.text)
            if best is None:
                copied = any(words.near(each) for each in shown)
                span = None if copied else self._sentence(passage, article, one)
                if span:
                    best = _Filled(one, passage, article, words, span)
            elif article.id != best.article.id and words.near(best.words):
                others.add(article.id)
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
    outlet = known_outlet(limits.outlet, snapshot.outlets)
    snapshot = snapshot.within(replace(limits, outlet=outlet))
    query = searched(snapshot, words)
    speakers = SpeakerFilter(attributions(snapshot.database), snapshot.parties)
    whole = Story(snapshot, query, speakers)
    story = whole
    if since or until:
        story = Story(snapshot.of_days(since, until), query, speakers)
    days = story.days(since, until)
    reached = date.fromisoformat(str(days[-1].day)) if days else None
    undated = () if until else tuple(whole.undated(len(days) + 1))
    check(snapshot.database, (each.quote for each in (*days, *undated)))
    return Timeline(
        words=query.text,
        since=since.isoformat() if since else None,
        until=until.isoformat() if until else None,
        days=tuple(days),
        gap=(until - reached).days if until and reached else 0,
        undated=undated,
        months=whole.months(),
        unknown=query.unknown,
        coverage=coverage(snapshot.database),
        counts=whole.counts(),
        reach=whole.reach(),
        outlet=outlet,
        path=limits.path,
    )


def _ranked(snapshot: Snapshot, query: Query) -> list[tuple[int, float]]:
    """Numbers and scores of the best passages that may hold enough of the words, best first."""
    lists = PostingLists(snapshot.database, snapshot.statistics, query.terms)
    positions = candidates(lists, DEEP)
    if not len(positions):
        return []
    frequencies = lists.frequencies(positions)
    scores = lists.scored(positions, frequencies)
    idf = np.array([term.idf for term in lists.terms])
    enough = idf @ (frequencies > HEADLINE) >= FLOOR * sum(query.idf.values()) - 1e-9
    positions, scores = positions[enough], scores[enough]
    best = np.lexsort((positions, -scores))[:DEEP]
    numbers = snapshot.statistics.numbers(positions[best]).tolist()
    return list(zip(numbers, scores[best].tolist(), strict=True))
