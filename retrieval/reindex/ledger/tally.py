"""What a run brings and takes of each word: added up beside it, and written at its end."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterator

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
        self.batch: Counts = {}
        database.execute(
            "create temp table tally(term text primary key, df integer not null, "
            "uses integer not null, spelling text) without rowid"
        )

    def add(self, new: Inverted, words: TermNumbers, sign: int = 1) -> None:
        """Takes the words of an article; with the sign -1 out of the counts. Of those no spelling
        is learned."""
        counts = zip(new.numbers.tolist(), new.df.tolist(), new.uses.tolist(), strict=True)
        for number, df, uses in counts:
            term = words.terms[number]
            before = self.batch.get(term)
            spelling = words.spellings[number] if sign > 0 else ""
            if before is None:
                self.batch[term] = sign * df, sign * uses, spelling
            else:
                plainest = plainer(spelling, before[2])
                self.batch[term] = before[0] + sign * df, before[1] + sign * uses, plainest

    def merge(self, counts: Counts | None = None) -> None:
        """Adds a batch, the present one if none is given, to those of the run."""
        for term, (df, uses, spelling) in (self.batch if counts is None else counts).items():
            found = self.database.conn.execute(
                "select spelling from temp.tally where term = ?", (term,)
            ).fetchone()
            spelling = plainer(spelling, found[0]) if found else spelling
            self.database.conn.execute(
                "insert into temp.tally values (?, ?, ?, ?) on conflict(term) do update set "
                "df = df + excluded.df, uses = uses + excluded.uses, spelling = excluded.spelling",
                (term, df, uses, spelling),
            )
        if counts is None:
            self.batch = {}

    def rows(self) -> Iterator[Row]:
        """Each word of the run."""
        rows = self.database.execute(
            "select term, df, uses, spelling from temp.tally order by term"
        )
        return iter(rows)


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
