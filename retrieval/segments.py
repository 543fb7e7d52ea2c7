"""Segments: batches of new passages with their posting lists, written once and merged later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sqlite_utils import Database

from retrieval.inversion import Inverted
from retrieval.postings import UNIT, Floats, encode, impact

SPILL: Final = 8_000_000
"""Postings gathered in memory before they are written as a segment: about 100 MB."""

Ints = NDArray[np.int32]


@dataclass(slots=True)
class SegmentWriter:
    """Gathers inverted articles and writes them as segments inside the caller's transaction.

    The passages of an article are numbered from `next_passage` on, in order.
    """

    database: Database
    next_passage: int = field(init=False)
    numbers: dict[str, int] = field(default_factory=dict, init=False)
    _base: int = 0
    _gathered: int = 0
    _lengths: list[Ints] = field(default_factory=list)
    _terms: list[Ints] = field(default_factory=list)
    _passages: list[Ints] = field(default_factory=list)
    _units: list[Ints] = field(default_factory=list)
    _df: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._base = self.next_passage = end_of_passages(self.database)

    def add(self, inverted: Inverted) -> int:
        """Takes an article's postings; its first passage's number."""
        first = self.next_passage
        known = self._term_numbers(inverted.terms)
        self._lengths.append(inverted.lengths)
        self._terms.append(known[inverted.term_of])
        self._passages.append(inverted.passage_of + np.int32(first - self._base))
        self._units.append(inverted.units)
        self._gathered += len(inverted.units)
        self.next_passage += len(inverted.passages)
        for number, df in zip(known.tolist(), inverted.df.tolist(), strict=True):
            self._df[number] = self._df.get(number, 0) + df
        if self._gathered >= SPILL:
            self.flush()
        return first

    def bury(self, inverted: Inverted) -> None:
        """Takes the passages of an article that goes out of the counts of its terms."""
        self.database.conn.executemany(
            "update terms set df = df - ? where term = ?",
            zip(inverted.df.tolist(), inverted.terms, strict=True),
        )

    def flush(self) -> None:
        """Writes what was gathered as one segment."""
        if self.next_passage == self._base:
            return
        lengths = np.concatenate(self._lengths)
        self.database.conn.executemany(
            "update terms set df = df + ? where number = ?",
            [(df, number) for number, df in self._df.items() if df],
        )
        write_segment(
            self.database,
            base=self._base,
            lengths=lengths,
            lists=_by_term(
                np.concatenate(self._terms),
                np.concatenate(self._passages),
                np.concatenate(self._units),
            ),
        )
        self._base = self.next_passage
        self._gathered = 0
        self._df.clear()
        for gathered in (self._lengths, self._terms, self._passages, self._units):
            gathered.clear()

    def _term_numbers(self, terms: tuple[str, ...]) -> Ints:
        """The number of each term; a term not met before is entered."""
        numbers = self.numbers
        for term in terms:
            if term not in numbers:
                numbers[term] = self._entered(term)
        return np.array([numbers[term] for term in terms], dtype=np.int32)

    def _entered(self, term: str) -> int:
        row = self.database.execute("select number from terms where term = ?", [term]).fetchone()
        if row:
            return int(row[0])
        cursor = self.database.execute("insert into terms(term, df) values (?, 0)", [term])
        assert cursor.lastrowid is not None
        return cursor.lastrowid


def write_segment(
    database: Database, *, base: int, lengths: NDArray[Any], lists: Iterable[tuple[int, Ints, Ints]]
) -> None:
    """Writes a segment of `len(lengths)` passages, numbered from `base`.

    `lists` gives, terms ascending: a term's number, its passages counted from `base` (ascending)
    and their frequencies in postings.UNITs.
    """
    average = max(1.0, float(lengths.mean()))
    terms_each: Floats = np.asarray(lengths, dtype=np.float64)
    (number,) = database.execute("select coalesce(max(number), 0) + 1 from segments").fetchone()
    database.execute(
        "insert into segments values (?, ?, ?, ?, ?)",
        [number, base, len(lengths), average, lengths.astype("<u4").tobytes()],
    )
    database.conn.executemany(
        "insert into postings values (?, ?, ?, ?, ?, ?)",
        (
            (
                number,
                term,
                *encode(
                    passages,
                    units,
                    impact(units * UNIT, terms_each[passages], average),
                    len(lengths),
                ),
            )
            for term, passages, units in lists
        ),
    )


def _by_term(terms: Ints, passages: Ints, units: Ints) -> Iterator[tuple[int, Ints, Ints]]:
    """Parallel postings in any order -> each term's list."""
    order = np.lexsort((passages, terms))
    terms, passages, units = terms[order], passages[order], units[order]
    starts = [*np.flatnonzero(np.diff(terms, prepend=-1)).tolist(), len(terms)]
    for start, end in pairwise(starts):
        yield int(terms[start]), passages[start:end], units[start:end]


def clear_segments(database: Database) -> None:
    """Forgets all posting lists and terms."""
    for table in ("postings", "segments", "dead", "terms"):
        database.execute(f"delete from {table}")


def end_of_passages(database: Database) -> int:
    """The number that the next new passage takes."""
    (end,) = database.execute("select coalesce(max(base + size), 0) from segments").fetchone()
    return int(end)
