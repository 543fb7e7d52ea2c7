"""Which passages can be among the best k, without scoring the others.

The terms' lists are added up, the rarest term's first, until the terms that are left, all of them
together, cannot lift a passage that has none of the terms so far to the score that k passages
already reach (max-score: H. Turtle, J. Flood, Query Evaluation: Strategies and Optimizations, 1995;
impacts quantised: V. Anh, A. Moffat, Pruned Query Evaluation Using Pre-Computed Impacts, 2006).
Only the passages that can still be lifted so far are looked up in the lists that are left.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from retrieval.index.posting_lists import SHORT, PostingLists, WeightedTerm
from retrieval.index.postings import SPARSE, Ids, Positions
from retrieval.index.statistics import Statistics

if TYPE_CHECKING:  # it takes as long to import as a question to answer
    from numpy.typing import NDArray

GROUPS: Final = 1024
"""Groups of passages, at least; the best of each group is a passage of its own."""
LITTLE: Final = 0.05
"""Of what the terms so far can add at most, what those that are left may add for them to be looked
up: to add up a whole list is faster than to look up what more leaves in question."""
_ROUNDING: Final = 1e-5  # of a sum of 32-bit numbers, generously

Sums: TypeAlias = "NDArray[np.float32]"


def candidates(lists: PostingLists, k: int) -> Positions:
    """Positions among which are the best `k`, and all that tie with the last of them; ascending."""
    statistics = lists.statistics
    if not lists.terms or not statistics.passages or k < 1:
        return np.empty(0, dtype=np.intp)
    weighed = sorted(lists.weighed, key=_df)
    floor = _Floor(k, sum(each.bound for each in weighed))
    sums: _Few | _All | None = None
    taken, rest = _enough(weighed)
    for each in weighed[:taken]:
        floor.count(each)
    while True:
        sums = _summed(weighed[:taken], statistics, sums)
        kth = sums.kth(k)
        if floor.of(kth) > rest or taken == len(weighed):
            break
        floor.count(weighed[taken])
        rest -= weighed[taken].bound
        taken += 1
    reached = floor.of(kth)
    positions, found = sums.above(reached - rest - floor.rounding)
    return _narrowed(positions, found, weighed[taken:], floor, reached)


_df = attrgetter("df")


def _enough(weighed: list[WeightedTerm]) -> tuple[int, float]:
    """How many of the terms will do, presumably, and what the others add at most."""
    done, rest = 0.0, sum(each.bound for each in weighed)
    for taken, each in enumerate(weighed, start=1):
        done, rest = done + each.bound, rest - each.bound
        if rest < LITTLE * done:
            return taken, rest
    return len(weighed), 0.0


class _Floor:
    """Turns sums of impacts into a score that is reached for certain."""

    def __init__(self, k: int, total: float) -> None:
        self.k = k
        self.rounding = _ROUNDING * total
        self._error = self.rounding
        self._shrunk = 1.0

    def count(self, term: WeightedTerm) -> None:
        """Takes note that the sums are of this term, too."""
        self._error += term.level
        self._shrunk = min(self._shrunk, term.shrunk)

    def of(self, kth: float) -> float:
        """The score that at least k passages reach, if so many have the sum `kth`."""
        return max(0.0, kth * self._shrunk - self._error)


class _Few:
    """The sums of passages with some terms, whose lists are short."""

    def __init__(self, terms: list[WeightedTerm], statistics: Statistics) -> None:
        lists = [each for term in terms for each in term.lists]
        ids = [each.positions for each in lists if each.positions is not None]
        values = [each.values for each in lists if each.values is not None]
        self.positions, self.sums = _grouped(np.concatenate(ids), np.concatenate(values))
        if statistics.dead is not None:
            alive = ~statistics.dead[self.positions]
            self.positions, self.sums = self.positions[alive], self.sums[alive]

    def kth(self, k: int) -> float:
        """The k-th highest sum, 0 where there are fewer."""
        return float(np.partition(self.sums, -k)[-k]) if len(self.sums) >= k else 0.0

    def above(self, least: float) -> tuple[Ids, Sums]:
        """The positions with a sum of `least` or more, and their sums."""
        kept = self.sums >= least
        return self.positions[kept], self.sums[kept]


class _All:
    """The sums of all passages, 0 for those without the terms."""

    def __init__(self, statistics: Statistics) -> None:
        self.statistics = statistics
        self.sums = np.zeros(len(statistics.lengths), dtype=np.float32)

    def add(self, term: WeightedTerm) -> None:
        """Adds what the term's lists say."""
        for start, end, postings, weight, positions, values in term.lists:
            if values is not None and positions is not None:
                np.add.at(self.sums, positions.astype(np.intp), values)
                continue
            part = self.sums[start:end]
            added = np.multiply(postings.impacts, weight, dtype=np.float32)
            if postings.passages is None:
                np.add(part, added, out=part)
            else:  # thrice as fast as `part[passages] += added`
                np.add.at(part, postings.passages.astype(np.intp), added)

    def kth(self, k: int) -> float:
        """A sum that at least k passages reach, near the highest such; 0 if there may be none.

        A group is every n-th passage, so that one operation finds the best of all groups.
        """
        if self.statistics.dead is not None:
            self.sums[self.statistics.dead] = 0
        sums, groups = self.sums, max(GROUPS, 8 * k)
        rows = len(sums) // groups
        if rows > 1:
            sums = sums[: rows * groups].reshape(rows, groups).max(axis=0)
        return float(np.partition(sums, -k)[-k]) if len(sums) >= k else 0.0

    def above(self, least: float) -> tuple[Positions, Sums]:
        """The positions with a sum of `least` or more, but not 0, and their sums."""
        positions = np.flatnonzero(self.sums >= least if least > 0 else self.sums > 0)
        return positions, self.sums[positions]


def _summed(
    terms: list[WeightedTerm], statistics: Statistics, before: _Few | _All | None
) -> _Few | _All:
    """The sums for the terms, given those `before` the last of them was taken, if there were."""
    if isinstance(before, _All):
        before.add(terms[-1])
        return before
    if (
        sum(term.postings for term in terms) * SPARSE < len(statistics.lengths)
        and max(term.postings for term in terms) <= SHORT
    ):
        return _Few(terms, statistics)
    sums = _All(statistics)
    for term in terms:
        sums.add(term)
    return sums


def _narrowed(
    positions: Ids | Positions,
    sums: Sums,
    left: list[WeightedTerm],
    floor: _Floor,
    reached: float,
) -> Positions:
    """Those of the positions that still reach the floor when the terms `left` are looked up."""
    rest = sum(each.bound for each in left)
    for each in left:
        if len(positions) <= floor.k:
            break
        sums = sums + _looked_up(each, positions)
        rest -= each.bound
        floor.count(each)
        reached = max(reached, floor.of(float(np.partition(sums, -floor.k)[-floor.k])))
        kept = sums >= reached - rest - floor.rounding
        positions, sums = positions[kept], sums[kept]
    return positions.astype(np.intp)


def _looked_up(term: WeightedTerm, positions: Ids | Positions) -> Sums:
    """What the term adds at each of the ascending positions."""
    added = np.zeros(len(positions), dtype=np.float32)
    for start, end, postings, weight, *_ in term.lists:
        first, last = np.searchsorted(positions, (start, end)).tolist()
        local = positions[first:last].astype(np.int32) - np.int32(start)
        added[first:last] = postings.impacts_of(local) * weight
    return added


def _grouped(ids: Ids, values: Sums) -> tuple[Ids, Sums]:
    """The ids, each once, ascending, with the sums of their values."""
    order = ids.argsort()
    ids = ids[order]
    first = np.empty(len(ids), dtype=np.bool_)
    first[:1] = True
    np.not_equal(ids[1:], ids[:-1], out=first[1:])
    starts = np.flatnonzero(first)
    return ids[starts], np.add.reduceat(values[order], starts)
