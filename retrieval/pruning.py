"""Which passages can be among the best k, without scoring the others.

The terms' lists are added up, the rarest term's first, until the terms that are left, all of them
together, cannot lift a passage that has none of the terms so far to the score that k passages
already reach (max-score: H. Turtle, J. Flood, Query Evaluation: Strategies and Optimizations, 1995;
impacts quantised: V. Anh, A. Moffat, Pruned Query Evaluation Using Pre-Computed Impacts, 2006).
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from retrieval.lists import Lists, Term
from retrieval.postings import K1, LEVELS, Positions, Postings

CHUNKS: Final = 1024
"""Groups of passages, at least; the best of each group is a passage of its own."""
FEW: Final = 300
"""Passages that are scored exactly rather than looked up in further lists."""
_ROUNDING: Final = 1e-5  # of a sum of 32-bit numbers, generously

Sums = NDArray[np.float32]


class _Weighed(NamedTuple):
    """A term's lists, each with where its segment starts, ends, and what a level of impact adds to
    a score at most. `bound`: what the term adds at most; `level`: the most that its rounding adds;
    `shrunk`: how far the impacts of its lists may be too high, as a factor."""

    parts: list[tuple[int, int, Postings, np.float32]]
    bound: float
    level: float
    shrunk: float


def candidates(lists: Lists, k: int) -> Positions:
    """Positions among which are the best `k`, and all that tie with the last of them."""
    known = lists.known
    if not lists.terms or not known.passages or k < 1:
        return np.empty(0, dtype=np.intp)
    order = sorted(range(len(lists.terms)), key=lambda at: lists.terms[at].df)
    weighed = [_weighed(lists, lists.terms[at], at) for at in order]
    sums = np.zeros(len(known.lengths), dtype=np.float32)
    rest, done, floor, taken = sum(each.bound for each in weighed), 0.0, 0.0, 0
    rounding = _ROUNDING * rest
    error, shrunk = rounding, 1.0
    for each in weighed:
        _add(each, sums)
        taken += 1
        rest, done = rest - each.bound, done + each.bound
        error, shrunk = error + each.level, min(shrunk, each.shrunk)
        if rest < done - error:
            sums[known.dead] = 0
            floor = _kth(sums, k) * shrunk - error
            if floor > rest + rounding:
                break
    sums[known.dead] = 0
    return _narrowed(sums, weighed[taken:], floor - rounding)


def _narrowed(sums: Sums, left: list[_Weighed], floor: float) -> Positions:
    """The positions whose sum, with what the terms that are `left` may add, reaches `floor`."""
    rest = sum(each.bound for each in left)
    positions = np.flatnonzero(sums >= floor - rest if floor > rest else sums > 0)
    for each in left:
        if len(positions) <= FEW:
            break
        _add(each, sums)
        rest -= each.bound
        positions = positions[sums[positions] >= floor - rest]
    return positions


def _weighed(lists: Lists, term: Term, at: int) -> _Weighed:
    average = lists.known.average
    parts = []
    bound = level = 0.0
    shrunk = 1.0
    for segment, postings in lists.lists[at]:
        grown = average / segment.average
        weight = term.idf * (K1 + 1) / LEVELS * max(1.0, grown)
        shrunk = min(shrunk, grown, 1 / grown)
        level, bound = max(level, weight), max(bound, postings.most * weight)
        parts.append((segment.at, segment.at + segment.size, postings, np.float32(weight)))
    return _Weighed(parts, bound, level, shrunk)


def _add(term: _Weighed, sums: Sums) -> None:
    for start, end, postings, weight in term.parts:
        part = sums[start:end]
        added = np.multiply(postings.impacts, weight, dtype=np.float32)
        if postings.passages is None:
            np.add(part, added, out=part)
        else:
            part[postings.passages] += added


def _kth(sums: Sums, k: int) -> float:
    """A sum that at least `k` passages reach, near the highest such; 0 if there may be none.

    A group is every n-th passage, so that one vector operation finds the best of all groups.
    """
    groups = max(CHUNKS, 8 * k)
    rows = len(sums) // groups
    if rows > 1:
        sums = sums[: rows * groups].reshape(rows, groups).max(axis=0)
    return float(np.partition(sums, -k)[-k]) if len(sums) >= k else 0.0
