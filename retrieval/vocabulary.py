"""The coverage's terms as rows: their numbers, how they are spelt, which are names."""

from __future__ import annotations

from collections.abc import Sequence
from json import dumps

import numpy as np
from numpy.typing import NDArray
from sqlite_utils import Database

from retrieval.analysis import fold
from retrieval.inversion import Inverted
from retrieval.spelling import skeleton


class VocabularyWriter:
    """Numbers terms as they come; writes the new ones at `flush`, in the caller's transaction."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._numbers: dict[str, int] = {}
        self._names: set[str] = set()  # terms that no article so far has in lower case
        self._new: dict[str, str] = {}  # term -> spelling, not written yet
        self._common: dict[str, str] = {}  # written as a name, now met in lower case
        (self._last,) = database.execute("select coalesce(max(number), 0) from terms").fetchone()

    def numbers(self, inverted: Inverted) -> NDArray[np.int32]:
        """The number of each of the article's terms, as it spells them."""
        numbers = self._numbers
        spelt = dict(zip(inverted.terms, inverted.spellings, strict=True))
        if unmet := [term for term in inverted.terms if term not in numbers]:
            self._enter(unmet, spelt)
        for term in self._names.intersection(spelt):
            if spelt[term].islower():
                self._names.discard(term)
                kept = self._new if term in self._new else self._common
                kept[term] = spelt[term]
        return np.array([numbers[term] for term in inverted.terms], dtype=np.int32)

    def flush(self) -> None:
        """Writes the new terms, and those that turned out to be no names."""
        rows = []
        for term, spelling in self._new.items():
            plain = fold(spelling)
            name = spelling[0].isupper()
            key = skeleton(plain if name else term)
            rows.append((self._numbers[term], term, spelling, name, key, plain[:1], len(plain)))
        self.database.conn.executemany(
            "insert into terms(number, term, df, uses, spelling, name, skeleton, initial, length) "
            "values (?, ?, 0, 0, ?, ?, ?, ?, ?)",
            rows,
        )
        self.database.conn.executemany(
            "update terms set spelling = ?, name = 0, skeleton = ? where term = ?",
            [(spelling, skeleton(term), term) for term, spelling in self._common.items()],
        )
        self._new.clear()
        self._common.clear()

    def _enter(self, unmet: Sequence[str], spelt: dict[str, str]) -> None:
        """Gives terms that this run has not met their number, the store's or a new one."""
        rows = self.database.conn.execute(
            "select term, number, name from terms where term in (select value from json_each(?))",
            (dumps(unmet),),
        )
        for term, number, name in rows:
            self._numbers[term] = number
            if name:
                self._names.add(term)
        for term in unmet:
            if term not in self._numbers:
                self._last += 1
                self._numbers[term] = self._last
                self._new[term] = spelt[term]
                if spelt[term][0].isupper():
                    self._names.add(term)
