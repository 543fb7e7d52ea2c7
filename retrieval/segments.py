"""Segments: batches of new passages with their posting lists, written once and merged later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlite_utils import Database

from retrieval.inversion import Inverted
from retrieval.postings import Floats, encode
from retrieval.vocabulary import VocabularyWriter

SPILL: Final = 5_000_000
"""Postings gathered in memory before they are written as a segment: 60 MB, 200 while sorted."""
BATCH: Final = 500_000
"""Postings that are encoded at once: 30 MB."""

Ints = NDArray[np.int32]


class Postings(NamedTuple):
    """Parallel arrays, a posting each; passages count from the segment's first, units from UNIT."""

    terms: Ints
    passages: Ints
    units: Ints


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What a segment is made of: arrays, one an article. Terms are by number.

    `terms`, `passages` and `units` are parallel, a posting each; `counted`, `df` and `uses` too, a
    term of an article each.
    """

    lengths: list[Ints] = field(default_factory=list)
    terms: list[Ints] = field(default_factory=list)
    passages: list[Ints] = field(default_factory=list)
    units: list[Ints] = field(default_factory=list)
    counted: list[Ints] = field(default_factory=list)
    df: list[Ints] = field(default_factory=list)
    uses: list[Ints] = field(default_factory=list)


class SegmentWriter:
    """Gathers inverted articles and writes them as segments inside the caller's transaction.

    The passages of an article are numbered from `next_passage` on, in order.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        self.next_passage = end_of_passages(database)
        self._vocabulary = VocabularyWriter(database)
        self._start_segment()

    def add(self, inverted: Inverted) -> int:
        """Takes an article's postings; its first passage's number."""
        first = self.next_passage
        known = self._vocabulary.numbers(inverted)
        gathered = self._gathered
        gathered.lengths.append(inverted.lengths)
        gathered.terms.append(known[inverted.term_of])
        gathered.passages.append(inverted.passage_of + np.int32(first - self._base))
        gathered.units.append(inverted.units)
        gathered.counted.append(known)
        gathered.df.append(inverted.df)
        gathered.uses.append(inverted.uses)
        self._postings += len(inverted.units)
        self.next_passage += len(inverted.passages)
        if self._postings >= SPILL:
            self.flush()
        return first

    def bury(self, inverted: Inverted) -> None:
        """Takes the passages of an article that goes out of the counts of its terms."""
        self.database.conn.executemany(
            "update terms set df = df - ?, uses = uses - ? where term = ?",
            zip(inverted.df.tolist(), inverted.uses.tolist(), inverted.terms, strict=True),
        )

    def flush(self) -> None:
        """Writes what was gathered as one segment."""
        if self.next_passage == self._base:
            return
        gathered = self._gathered
        self._vocabulary.flush()
        self._count()
        write_segment(
            self.database,
            base=self._base,
            lengths=np.concatenate(gathered.lengths),
            postings=self._sorted(),
        )
        self._start_segment()

    def _start_segment(self) -> None:
        self._base = self.next_passage
        self._postings = 0
        self._gathered = _Gathered()

    def _sorted(self) -> Iterator[Postings]:
        """The gathered postings by term, then by passage, BATCH of them or a little more a time."""
        gathered = self._gathered
        terms = np.concatenate(gathered.terms)
        order = np.argsort(terms, kind="stable")  # passages already ascend
        terms = terms[order]
        passages = np.concatenate(gathered.passages)[order]
        units = np.concatenate(gathered.units)[order]
        del order
        start = 0
        while start < len(terms):
            last = terms[min(start + BATCH, len(terms)) - 1]
            end = int(np.searchsorted(terms, last, side="right"))
            yield Postings(terms[start:end], passages[start:end], units[start:end])
            start = end

    def _count(self) -> None:
        """Adds the gathered articles to the counts of their terms."""
        counted = np.concatenate(self._gathered.counted)
        df = np.bincount(counted, np.concatenate(self._gathered.df))
        uses = np.bincount(counted, np.concatenate(self._gathered.uses))
        changed = np.flatnonzero(uses)
        self.database.conn.executemany(
            "update terms set df = df + ?, uses = uses + ? where number = ?",
            zip(
                df[changed].astype(int).tolist(),
                uses[changed].astype(int).tolist(),
                changed.tolist(),
                strict=True,
            ),
        )


def write_segment(
    database: Database, *, base: int, lengths: NDArray[Any], postings: Iterable[Postings]
) -> None:
    """Writes a segment of `len(lengths)` passages, numbered from `base`.

    Each of the `postings` holds whole lists, sorted by term, then by passage; the next one's terms
    are higher.
    """
    average = max(1.0, float(lengths.mean()))
    (number,) = database.execute("select coalesce(max(number), 0) + 1 from segments").fetchone()
    database.execute(
        "insert into segments values (?, ?, ?, ?, ?)",
        [number, base, len(lengths), average, lengths.astype("<u4").tobytes()],
    )
    terms_each: Floats = np.asarray(lengths, dtype=np.float64)
    for some in postings:
        database.conn.executemany(
            "insert into postings values (?, ?, ?, ?, ?, ?)",
            (
                (number, term, *columns)
                for term, columns in encode(*some, lengths=terms_each, average=average)
            ),
        )


def clear_segments(database: Database) -> None:
    """Forgets all posting lists and terms."""
    for table in ("postings", "segments", "dead", "terms"):
        database.execute(f"delete from {table}")


def end_of_passages(database: Database) -> int:
    """The number that the next new passage takes."""
    (end,) = database.execute("select coalesce(max(base + size), 0) from segments").fetchone()
    return int(end)
