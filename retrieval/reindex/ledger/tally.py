"""What a run brings and takes of each word: added up beside it, and written at its end."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterator

import numpy as np
from sqlite_utils import Database

from retrieval.inversion.inverted import Inverted, TermNumbers
from retrieval.inversion.term_numbers import is_plainer

Counts = dict[str, tuple[int, int, str]]
"""By term: passages whose body holds it, passages that it counts for, and its spelling."""
Row = tuple[str, int, int, str]
"""A term, with its counts and its spelling."""


class Tally:
    """Adds words up: those of a batch in memory, of a run in the ledger."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._counted: list[_Counted] = []
        database.conn.create_function("plainer", 2, plainer, deterministic=True)
        database.execute(
            "create temp table tally(term text primary key, df integer not null, "
            "uses integer not null, spelling text) without rowid"
        )

    def add(self, new: Inverted, words: TermNumbers, sign: int = 1) -> None:
        """Takes the words of an article; with the sign -1 out of the counts. Of those no spelling
        is learned."""
        for each in self._counted:
            if each.words is words and each.sign == sign:
                break
        else:
            each = _Counted(words, sign)
            self._counted.append(each)
        each.add(new)

    def end_batch(self) -> Counts:
        """The words of the batch, which is added to the run."""
        batch: Counts = {}
        for counted in self._counted:
            for term, df, uses, spelling in counted.taken():
                before = batch.get(term)
                if before is None:
                    batch[term] = df, uses, spelling
                else:
                    same = spelling == before[2]
                    plainest = spelling if same else plainer(spelling, before[2])
                    batch[term] = before[0] + df, before[1] + uses, plainest
        self.merge(batch)
        return batch

    def merge(self, counts: Counts) -> None:
        """Adds a batch to those of the run."""
        self.database.conn.executemany(
            "insert into temp.tally values (?, ?, ?, ?) on conflict(term) do update set "
            "df = df + excluded.df, uses = uses + excluded.uses, "
            "spelling = case when spelling = excluded.spelling then spelling "
            "else plainer(excluded.spelling, spelling) end",
            [(term, *counted) for term, counted in sorted(counts.items())],
        )

    def rows(self) -> Iterator[Row]:
        """Each word of the run."""
        rows = self.database.execute(
            "select term, df, uses, spelling from temp.tally order by term"
        )
        return iter(rows)


class _Counted:
    """What articles whose terms are numbered by `words` bring or take, by those numbers."""

    def __init__(self, words: TermNumbers, sign: int) -> None:
        self.words, self.sign = words, sign
        self._df = self._uses = np.zeros(0, dtype=np.int64)

    def add(self, new: Inverted) -> None:
        """Counts an article, each of whose terms stands in it once."""
        lacking = len(self.words.terms) - len(self._df)
        if lacking > 0:
            room = lacking + len(self._df) // 2
            self._df, self._uses = (np.pad(each, (0, room)) for each in (self._df, self._uses))
        self._df[new.numbers] += self.sign * new.df
        self._uses[new.numbers] += self.sign * new.uses

    def taken(self) -> Iterator[Row]:
        """What was counted, and is forgotten by that."""
        met = np.flatnonzero((self._df != 0) | (self._uses != 0))
        terms, spellings = self.words.terms, self.words.spellings
        counts = zip(met.tolist(), self._df[met].tolist(), self._uses[met].tolist(), strict=True)
        for number, df, uses in counts:
            yield terms[number], df, uses, spellings[number] if self.sign > 0 else ""
        self._df[met] = self._uses[met] = 0


def plainer(spelling: str, other: str) -> str:
    """The plainer of two spellings; "" is none."""
    if not spelling or not other:
        return spelling or other
    return spelling if is_plainer(spelling, other) else other


def pressed(counts: Counts) -> str:
    """A batch's words, small enough for a document."""
    raw = json.dumps(list(counts.items()), ensure_ascii=False, separators=(",", ":")).encode()
    return base64.b64encode(zlib.compress(raw, 1)).decode()


def expanded(text: str) -> Counts:
    """What `pressed` made small."""
    return {term: tuple(each) for term, each in json.loads(zlib.decompress(base64.b64decode(text)))}
