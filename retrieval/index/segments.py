"""Segments: batches of new passages with their posting lists, written once and merged later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from sqlite_utils import Database

from retrieval.index.external_sort import Gathered, PostingBatch, Runs
from retrieval.index.postings import Floats, encode
from retrieval.index.vocabulary import VocabularyWriter
from retrieval.inversion.inverted import Inverted, TermNumbers
from retrieval.store.traits.worded import packed

if TYPE_CHECKING:  # it takes as long to import as a question to answer
    from numpy.typing import NDArray

SPILL: Final = 1_000_000
"""Postings gathered in memory before they are put aside, sorted, in a file: 12 MB, 50 meanwhile."""

_ROWS: Final = 10_000


class Added(NamedTuple):
    """The number of an article's first passage, and the packed terms of each."""

    first: int
    worded: list[bytes | None]


class SegmentWriter:
    """Gathers inverted articles and writes them as one segment inside the caller's transaction.

    The passages of an article are numbered from `next_passage` on, in order. What memory need not
    hold lies in files of `folder` meanwhile, which are gone when the process ends.
    """

    def __init__(self, database: Database, folder: Path) -> None:
        self.database = database
        self.next_passage = self._base = end_of_passages(database)
        self._vocabulary = VocabularyWriter(database)
        self._runs = Runs(folder)
        self._gathered = Gathered()
        self._lengths: list[NDArray[np.int32]] = []
        self._counts: list[NDArray[np.int32]] = []  # rows: terms, df, uses

    def add(self, inverted: Inverted, words: TermNumbers) -> Added:
        """Takes the postings of an article whose terms are these words."""
        first = self.next_passage
        known = self._vocabulary.numbers(inverted, words)
        self._lengths.append(inverted.lengths.copy())  # the rest of its memory may go
        self._gathered.add(
            known[inverted.term_of],
            inverted.passage_of + np.int32(first - self._base),
            inverted.units,
        )
        self._counts.append(np.stack([known, inverted.df, inverted.uses]))
        self.next_passage += len(inverted.passages)
        if self._gathered.postings >= SPILL:
            self._sum_up()
            self._runs.put(self._gathered)
            self._gathered = Gathered()
        return Added(first, packed(known[inverted.worded], inverted.lengths))

    def forget(self, inverted: Inverted, words: TermNumbers) -> None:
        """Takes the passages of an article that goes out of the counts of its terms."""
        terms = map(words.terms.__getitem__, inverted.numbers.tolist())
        self.database.conn.executemany(
            "update counts set df = df - ?, uses = uses - ? "
            "where term = (select number from terms where terms.term = ?)",
            zip(inverted.df.tolist(), inverted.uses.tolist(), terms, strict=True),
        )

    def flush(self) -> None:
        """Writes what was gathered as one segment."""
        self._vocabulary.flush()
        if self.next_passage == self._base:
            return
        self._write_counts()
        write_segment(
            self.database,
            base=self._base,
            lengths=np.concatenate(self._lengths),
            postings=self._runs.merged(self._gathered),
        )
        self._base = self.next_passage
        self._gathered = Gathered()
        self._lengths.clear()

    def _sum_up(self) -> None:
        """Makes one of the counts of several articles, each term once."""
        everything = np.concatenate(self._counts, axis=1)
        terms, at = np.unique(everything[0], return_inverse=True)
        sums = [np.bincount(at, counts, minlength=len(terms)) for counts in everything[1:]]
        self._counts = [np.stack([terms, *sums]).astype(np.int32)]

    def _write_counts(self) -> None:
        self._sum_up()
        (counts,) = self._counts
        self._counts = []
        self.database.conn.executemany(
            "insert into counts values (?, ?, ?) on conflict(term) do update "
            "set df = df + excluded.df, uses = uses + excluded.uses",
            (row for some in _slices(counts.T) for row in some.tolist()),
        )


def _slices(rows: NDArray[Any]) -> Iterator[NDArray[Any]]:
    """The rows, some at a time: all as Python's own numbers would take far more memory."""
    return (rows[first : first + _ROWS] for first in range(0, len(rows), _ROWS))


def write_segment(
    database: Database, *, base: int, lengths: NDArray[Any], postings: Iterable[PostingBatch]
) -> None:
    """Writes a segment of `len(lengths)` passages, numbered from `base`.

    Each of the `postings` holds whole lists, sorted by term, then by passage; the next one's terms
    are higher. Impacts are those for the average length in all segments.
    """
    number, size, total = database.execute(
        "select coalesce(max(number), 0) + 1, total(size), total(total) from segments"
    ).fetchone()
    mine = int(lengths.sum(dtype=np.int64))
    average = max(1.0, (total + mine) / (size + len(lengths)))
    database.execute(
        "insert into segments values (?, ?, ?, ?, ?, ?)",
        [number, base, len(lengths), average, mine, lengths.astype("<u4").tobytes()],
    )
    terms_each: Floats = np.asarray(lengths, dtype=np.float64)
    database.conn.executemany(
        "insert into postings values (?, ?, ?, ?, ?, ?, ?)",
        _rows(number, postings, terms_each, average),
    )


def _rows(
    number: int, postings: Iterable[PostingBatch], lengths: Floats, average: float
) -> Iterator[tuple[object, ...]]:
    for some in postings:
        for term, columns in encode(*some, lengths=lengths, average=average):
            yield number, term, *columns


def clear_segments(database: Database) -> None:
    """Forgets all posting lists and terms."""
    for table in ("postings", "segments", "dead", "terms", "counts"):
        database.execute(f"delete from {table}")


def end_of_passages(database: Database) -> int:
    """The number that the next new passage takes."""
    (end,) = database.execute("select coalesce(max(base + size), 0) from segments").fetchone()
    return int(end)
