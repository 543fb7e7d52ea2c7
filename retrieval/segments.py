"""Segments: batches of new passages with their posting lists, written once and merged later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sqlite_utils import Database

from retrieval.analysis import fold
from retrieval.inversion import Inverted
from retrieval.postings import UNIT, Floats, encode, impact
from retrieval.spelling import skeleton

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
    _numbers: dict[str, int] = field(default_factory=dict)
    _names: set[int] = field(default_factory=set)
    _base: int = 0
    _gathered: int = 0
    _lengths: list[Ints] = field(default_factory=list)
    _terms: list[Ints] = field(default_factory=list)
    _passages: list[Ints] = field(default_factory=list)
    _units: list[Ints] = field(default_factory=list)
    _counts: dict[int, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._base = self.next_passage = end_of_passages(self.database)

    def add(self, inverted: Inverted) -> int:
        """Takes an article's postings; its first passage's number."""
        first = self.next_passage
        known = self._term_numbers(inverted)
        self._lengths.append(inverted.lengths)
        self._terms.append(known[inverted.term_of])
        self._passages.append(inverted.passage_of + np.int32(first - self._base))
        self._units.append(inverted.units)
        self._gathered += len(inverted.units)
        self.next_passage += len(inverted.passages)
        for number, df, uses in zip(
            known.tolist(), inverted.df.tolist(), inverted.uses.tolist(), strict=True
        ):
            counted = self._counts.setdefault(number, [0, 0])
            counted[0] += df
            counted[1] += uses
        if self._gathered >= SPILL:
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
        lengths = np.concatenate(self._lengths)
        self.database.conn.executemany(
            "update terms set df = df + ?, uses = uses + ? where number = ?",
            [(df, uses, number) for number, (df, uses) in self._counts.items()],
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
        self._counts.clear()
        for gathered in (self._lengths, self._terms, self._passages, self._units):
            gathered.clear()

    def _term_numbers(self, inverted: Inverted) -> Ints:
        """The number of each term; a term not met before is entered, as the article spells it."""
        numbers = self._numbers
        for term, spelling in zip(inverted.terms, inverted.spellings, strict=True):
            if term not in numbers:
                numbers[term] = self._entered(term, spelling)
            if numbers[term] in self._names and spelling.islower():
                self._make_common(numbers[term], spelling)
        return np.array([numbers[term] for term in inverted.terms], dtype=np.int32)

    def _entered(self, term: str, spelling: str) -> int:
        """The number of a term, entered if new; a capital initial makes it a name for now."""
        row = self.database.execute(
            "select number, name from terms where term = ?", [term]
        ).fetchone()
        if row is None:
            name, plain = spelling[0].isupper(), fold(spelling)
            cursor = self.database.execute(
                "insert into terms(term, df, uses, spelling, name, skeleton, initial, length) "
                "values (?, 0, 0, ?, ?, ?, ?, ?)",
                [term, spelling, name, skeleton(plain), plain[:1], len(plain)],
            )
            row = int(cursor.lastrowid or 0), name
        number, name = row
        if name:
            self._names.add(number)
        return int(number)

    def _make_common(self, number: int, spelling: str) -> None:
        """A word that an article writes in lower case is no name."""
        self._names.discard(number)
        self.database.execute(
            "update terms set spelling = ?, name = 0 where number = ?", [spelling, number]
        )


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
                    impact(np.asarray(units * UNIT, np.float64), terms_each[passages], average),
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
