"""Postings of many articles -> whole lists in the order of their terms, in bounded memory: sorted
runs are put aside in files and merged (external sorting, D. Knuth, TAOCP vol. 3, 5.4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Final, NamedTuple, TypeAlias

import numpy as np

if TYPE_CHECKING:  # it takes as long to import as a question to answer
    from numpy.typing import NDArray

BATCH: Final = 500_000
"""Postings that are encoded at once: 30 MB."""

Ints: TypeAlias = "NDArray[np.int32]"


class PostingBatch(NamedTuple):
    """Parallel arrays, a posting each; passages count from the segment's first, units from UNIT."""

    terms: Ints
    passages: Ints
    units: Ints


class Gathered:
    """Postings as articles come: by article, by term, by passage."""

    def __init__(self) -> None:
        self.postings = 0
        self._parts: list[PostingBatch] = []

    def add(self, terms: Ints, passages: Ints, units: Ints) -> None:
        """Takes an article's, whose passages follow all that came before."""
        self._parts.append(PostingBatch(terms, passages, units))
        self.postings += len(terms)

    def sorted(self) -> PostingBatch:
        """All of them by term, then by passage."""
        if not self._parts:
            return PostingBatch(*(np.empty(0, dtype=np.int32) for _ in range(3)))
        terms = np.concatenate([part.terms for part in self._parts])
        # Ascending places make every key differ, so that the fastest sort will do.
        keys = (terms.astype(np.int64) << 32) + np.arange(len(terms))
        keys.sort()
        order = (keys & 0xFFFFFFFF).astype(np.int32)
        del keys
        passages = np.concatenate([part.passages for part in self._parts])[order]
        units = np.concatenate([part.units for part in self._parts])[order]
        return PostingBatch(terms[order], passages, units)


@dataclass(frozen=True, slots=True)
class _Run:
    """Sorted postings; those of term t stand at `ends[t - 1]` to `ends[t]` of two arrays, one
    after the other, in `file`, or in memory."""

    ends: NDArray[np.int64]
    arrays: tuple[Ints, Ints] | None
    file: IO[bytes] | None

    def counts(self, terms: int) -> NDArray[np.int64]:
        """How many postings each of so many terms has."""
        ends = np.zeros(terms, dtype=np.int64)
        ends[: len(self.ends)] = np.diff(self.ends, prepend=0)
        return ends

    def read(self, first: int, last: int) -> PostingBatch:
        """The postings of the terms from `first` to `last`."""
        terms = len(self.ends)
        start = int(self.ends[min(first, terms) - 1]) if first else 0
        end = int(self.ends[min(last, terms - 1)])
        counts = np.diff(self.ends[first : last + 1], prepend=start)
        which = np.repeat(np.arange(first, first + len(counts), dtype=np.int32), counts)
        return PostingBatch(which, self._slice(0, start, end), self._slice(1, start, end))

    def _slice(self, column: int, start: int, end: int) -> Ints:
        if self.arrays is not None:
            return self.arrays[column][start:end]
        assert self.file
        self.file.seek(4 * (column * int(self.ends[-1]) + start))
        return np.fromfile(self.file, dtype=np.int32, count=end - start)


class Runs:
    """Sorted runs, put aside in files of `folder` that no other process sees."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._runs: list[_Run] = []

    def put(self, gathered: Gathered) -> None:
        """Puts a run aside. Raises OSError where there is no room."""
        terms, passages, units = gathered.sorted()
        file = TemporaryFile(dir=self.folder)  # noqa: SIM115 - `merged` closes it
        file.write(passages.data)
        file.write(units.data)
        file.flush()
        self._runs.append(_Run(_ends(terms), None, file))

    def merged(self, last: Gathered) -> Iterator[PostingBatch]:
        """All postings, those put aside and the `last`, by term, then by passage: whole lists,
        BATCH postings or a little more a time."""
        terms, passages, units = last.sorted()
        runs, self._runs = self._runs, []
        if not runs and len(terms) <= BATCH:
            if len(terms):
                yield PostingBatch(terms, passages, units)
            return
        if len(terms):
            runs.append(_Run(_ends(terms), (passages, units), None))
        size = max((len(run.ends) for run in runs), default=0)
        counts = sum((run.counts(size) for run in runs), np.zeros(size, dtype=np.int64))
        for first, end in _batches(np.cumsum(counts)):
            yield _joined([run.read(first, end - 1) for run in runs])
        for run in runs:
            if run.file:
                run.file.close()


def _ends(terms: Ints) -> NDArray[np.int64]:
    return np.cumsum(np.bincount(terms), dtype=np.int64)


def _batches(ends: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Ranges of terms, given where each one's postings end."""
    first, done = 0, 0
    while first < len(ends):
        end = min(int(np.searchsorted(ends, done + BATCH)) + 1, len(ends))
        yield first, end
        first, done = end, int(ends[end - 1])


def _joined(parts: Sequence[PostingBatch]) -> PostingBatch:
    """Parts that follow each other by passage as one, sorted by term."""
    if len(parts) == 1:
        return parts[0]
    terms, passages, units = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.argsort(terms, kind="stable")
    return PostingBatch(terms[order], passages[order], units[order])
