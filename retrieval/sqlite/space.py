"""The bits of all passages, in memory: 48 bytes for each that has a vector."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from retrieval.index.postings import Positions
from retrieval.index.statistics import Statistics
from retrieval.meaning.vectors import NUMBERS, columns, distances, nearest

if TYPE_CHECKING:  # it takes as long to import as a question to answer
    from numpy.typing import NDArray

_BYTES: Final = NUMBERS // 8
_OUT: Final = NUMBERS + 1
"""A distance for passages that are left out."""


class Space(NamedTuple):
    """The bits of the passages at `positions`, in `columns`, as they were after so many
    `batches`."""

    batches: int
    positions: Positions
    columns: NDArray[np.uint64]

    def nearest(
        self, statistics: Statistics, question: NDArray[np.floating], most: int
    ) -> Positions:
        """Where the passages stand that are nearest to the question's vector, about so many."""
        found = distances(self.columns, question)
        if statistics.dead is not None:
            found[statistics.dead[self.positions]] = _OUT
        return self.positions[nearest(found, most)]


def space(rows: Iterable[tuple[int, bytes]], statistics: Statistics, batches: int) -> Space:
    """The bits of the coverage as it is now, of which `rows` are read once for each generation and
    batch: for each article the number of its first passage, and the bits of all."""
    known: Space | None = statistics.recent.meaning
    if known is None or known.batches != batches:
        known = statistics.recent.meaning = _placed(list(rows), statistics, batches)
    return known


def _placed(rows: Sequence[tuple[int, bytes]], statistics: Statistics, batches: int) -> Space:
    packed = np.frombuffer(b"".join(each for _, each in rows), dtype=np.uint8)
    counts = np.array([len(each) // _BYTES for _, each in rows], dtype=np.intp)
    firsts = np.array([first for first, _ in rows], dtype=np.int64)
    starts = np.empty(len(firsts), dtype=np.intp)
    for _, base, size, at, _ in statistics.segments:
        inside = (firsts >= base) & (firsts < base + size)
        starts[inside] = firsts[inside] - base + at
    before = np.cumsum(counts) - counts
    positions = np.repeat(starts - before, counts) + np.arange(counts.sum())
    return Space(batches, positions, columns(packed))
