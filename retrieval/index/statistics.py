"""What scoring needs of the whole coverage: how many passages, how long, which are dead."""

from __future__ import annotations

from collections.abc import Sequence
from sqlite3 import Connection
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from retrieval.index.cache import IndexCache
from retrieval.index.postings import Positions
from retrieval.store.database import meta

if TYPE_CHECKING:  # it takes as long to import as a question to answer
    from numpy.typing import NDArray


_ARTICLES = (
    "select first, passages, number, "
    "coalesce(cast(julianday(substr(published, 1, 10)) - 1721424.5 as integer), 0) "
    "from articles where passages > 0 order by id"
)


class SegmentInfo(NamedTuple):
    """Passages `base` to `base + size - 1`, which stand at `at` and after in `Statistics.lengths`.

    `average`: the average length for which the segment's impacts were stored.
    """

    number: int
    base: int
    size: int
    at: int
    average: float


class Statistics(NamedTuple):
    """How many articles and passages live, the passages' average length in terms, and the
    `generation` of the coverage that says so.

    `lengths` (uint32) has an entry for each passage of the segments; `dead` marks those that are no
    longer in the coverage, None where all of them are. `recent` remembers what was read of this
    generation.
    """

    generation: int
    articles: int
    passages: int
    average: float
    lengths: NDArray[np.uint32]
    dead: NDArray[np.bool_] | None
    segments: tuple[SegmentInfo, ...]
    recent: IndexCache

    def numbers(self, positions: Positions) -> NDArray[np.int64]:
        """The numbers in the store of the passages at `positions`."""
        found: NDArray[np.int64]
        if len(self.segments) == 1:
            segment = self.segments[0]
            found = positions + (segment.base - segment.at)
        else:
            bases = np.array([each.base - each.at for each in self.segments], dtype=np.int64)
            ats = np.array([each.at for each in self.segments])
            found = positions + bases[np.searchsorted(ats, positions, "right") - 1]
        return found

    def positions(self, numbers: NDArray[np.int64]) -> Positions:
        """Where the passages with these numbers stand in `lengths`, in the segments' order; none
        of a number that no segment has."""
        return _positions(self.segments, numbers)

    def positions_of(self, numbers: NDArray[np.int64]) -> Positions:
        """The same of passages that are there, in their order."""
        found: Positions
        if len(self.segments) == 1:
            segment = self.segments[0]
            found = numbers + (segment.at - segment.base)
        else:
            in_order = sorted(self.segments, key=lambda segment: segment.base)
            bases = np.array([each.base for each in in_order], dtype=np.int64)
            moved = np.array([each.at - each.base for each in in_order], dtype=np.intp)
            found = numbers + moved[np.searchsorted(bases, numbers, "right") - 1]
        return found

    def alive(self, positions: Positions) -> Positions:
        """Those of the positions that are not left out."""
        return positions if self.dead is None else positions[~self.dead[positions]]


def read_statistics(database: Connection) -> Statistics:
    """The statistics of the coverage as it is now; 5 bytes a passage."""
    segments, lengths, at, total = [], [], 0, 0
    rows = database.execute(
        "select number, base, size, average, total, lengths from segments order by number"
    )
    for number, base, size, average, terms, blob in rows:
        segments.append(SegmentInfo(number, base, size, at, average))
        lengths.append(np.frombuffer(blob, dtype="<u4"))
        at, total = at + size, total + terms
    everything = lengths[0] if len(lengths) == 1 else np.concatenate([*lengths, _NONE])
    rows = database.execute("select passage from dead order by passage")
    dead = _positions(segments, np.array([number for (number,) in rows], dtype=np.int64))
    live = len(everything) - len(dead)
    total -= int(everything[dead].sum(dtype=np.int64))
    return Statistics(
        generation=int(meta(database, "generation") or 0),
        articles=int(meta(database, "articles") or 0),
        passages=live,
        average=total / live if total else 1.0,
        lengths=everything,
        dead=_marks(dead, len(everything)) if len(dead) else None,
        segments=tuple(segments),
        recent=IndexCache(),
    )


class ArticlesAt(NamedTuple):
    """Where each article's passages begin, ascending, how many they are, and how many terms these
    have; the articles' numbers in the store, their days as `date.toordinal` has them, 0 where none
    is stated, and their places in the order of their ids."""

    starts: NDArray[np.int32]
    counts: NDArray[np.int32]
    lengths: NDArray[np.uint32]
    numbers: NDArray[np.int64]
    published: NDArray[np.int32]
    ranks: NDArray[np.int32]

    def rows_of(self, positions: Positions) -> NDArray[np.intp]:
        """Which of the articles the passages at `positions`, which are there, belong to."""
        return self.starts.searchsorted(positions.astype(np.int32), "right") - 1

    def passages_of(self, rows: NDArray[np.intp]) -> Positions:
        """All positions of these articles, one article after the other."""
        counts = self.counts[rows].astype(np.intp)
        before = np.cumsum(counts) - counts
        every: Positions = np.repeat(self.starts[rows] - before, counts) + np.arange(counts.sum())
        return every


def articles_at(database: Connection, statistics: Statistics) -> ArticlesAt:
    """Where the articles stand, as is read once of a generation: 28 bytes each."""
    known: ArticlesAt | None = statistics.recent.articles
    if known is None:
        names = ("starts", "counts", "numbers", "published")
        read = np.fromiter(database.execute(_ARTICLES), dtype=[(name, np.int64) for name in names])
        numbers = np.ascontiguousarray(read["starts"])
        starts = np.full(len(read), -1, dtype=np.int32)
        for _, base, size, at, _ in statistics.segments:
            inside = (numbers >= base) & (numbers < base + size)
            starts[inside] = numbers[inside] - base + at
        order = starts.argsort()
        order = order[np.searchsorted(starts[order], 0) :]
        starts, counts = starts[order], read["counts"][order].astype(np.int32)
        known = statistics.recent.articles = ArticlesAt(
            starts,
            counts,
            _summed(statistics.lengths, starts, starts + counts),
            read["numbers"][order],
            read["published"][order].astype(np.int32),
            order.astype(np.int32),
        )
    return known


def _summed(
    lengths: NDArray[np.uint32], starts: NDArray[np.int32], ends: NDArray[np.int32]
) -> NDArray[np.uint32]:
    """The sum of the lengths from each start to each end, which ascend and do not overlap."""
    bounds = np.stack([starts, ends], axis=1).ravel()
    if len(bounds) and bounds[-1] == len(lengths):
        bounds = bounds[:-1]
    return np.add.reduceat(lengths, bounds, dtype=np.uint32)[::2].copy()


def _marks(positions: Positions, size: int) -> NDArray[np.bool_]:
    marks = np.zeros(size, dtype=np.bool_)
    marks[positions] = True
    return marks


_NONE = np.empty(0, dtype=np.uint32)


def _positions(segments: Sequence[SegmentInfo], numbers: NDArray[np.int64]) -> Positions:
    found = [np.empty(0, dtype=np.intp)]
    for base, size, at in ((each.base, each.size, each.at) for each in segments):
        inside = numbers[(numbers >= base) & (numbers < base + size)]
        found.append((inside - base + at).astype(np.intp))
    return np.concatenate(found)
