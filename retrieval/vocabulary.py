"""The coverage's terms as rows: their numbers, how they are spelt, which are names."""

from __future__ import annotations

from json import dumps
from typing import Final

import numpy as np
from sqlite_utils import Database

from retrieval.analysis import fold
from retrieval.inversion import Inverted, Ints, Words, plainness
from retrieval.spelling import skeleton


_UNMET: Final = 0  # the store's numbers count from 1


class VocabularyWriter:
    """Numbers terms as they come; writes what is new of them at `flush`, in the caller's
    transaction. A term's spelling is the plainest that any article has."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._numbers: dict[str, int] = {}
        self._stored: dict[str, str] = {}  # spellings of the terms that the store has
        self._met: list[tuple[Words, Ints]] = []  # the store's numbers of each inverter's words
        (self._last,) = database.execute("select coalesce(max(number), 0) from terms").fetchone()
        self._empty = not self._last

    def numbers(self, inverted: Inverted, words: Words) -> Ints:
        """The number of each of the article's terms."""
        of_words = self._of(words)
        found = of_words[inverted.numbers]
        if (found == _UNMET).any():
            unmet = inverted.numbers[found == _UNMET]
            of_words[unmet] = self._entered([words.terms[number] for number in unmet.tolist()])
            found = of_words[inverted.numbers]
        return found

    def flush(self) -> None:
        """Writes the new terms, and the new spellings of others."""
        spelt = self._stored.copy()
        for words, of_words in self._met:
            for number in np.flatnonzero(of_words).tolist():
                term, spelling = words.terms[number], words.spellings[number]
                known = spelt.setdefault(term, spelling)
                if spelling != known and plainness(spelling) < plainness(known):
                    spelt[term] = spelling
        new = [term for term in self._numbers if term not in self._stored]
        self.database.conn.executemany(
            "insert into terms values (?, ?, ?, ?, ?, ?, ?)",
            ((self._numbers[term], term, *_shape(spelt[term])) for term in new),
        )
        self.database.conn.executemany(
            "update terms set spelling = ?, name = ?, skeleton = ?, initial = ?, length = ? "
            "where term = ?",
            (
                (*_shape(spelt[term]), term)
                for term, known in self._stored.items()
                if spelt[term] != known
            ),
        )
        self._stored = spelt

    def _of(self, words: Words) -> Ints:
        """For each of the words the store's number, _UNMET where no article had it."""
        for place, (other, of_words) in enumerate(self._met):
            if other is words:
                if len(of_words) < len(words.terms):
                    of_words = np.append(of_words, np.zeros(len(words.terms), dtype=np.int32))
                    self._met[place] = words, of_words
                return of_words
        self._met.append((words, np.zeros(2 * len(words.terms), dtype=np.int32)))
        return self._met[-1][1]

    def _entered(self, terms: list[str]) -> list[int]:
        """The numbers of terms that an inverter had not met, the store's or new ones."""
        numbers = self._numbers
        if not self._empty and (unmet := [term for term in terms if term not in numbers]):
            rows = self.database.conn.execute(
                "select term, number, spelling from terms "
                "where term in (select value from json_each(?))",
                (dumps(unmet),),
            )
            for term, number, spelling in rows:
                numbers[term], self._stored[term] = number, spelling
        for term in terms:
            if term not in numbers:
                self._last += 1
                numbers[term] = self._last
        return [numbers[term] for term in terms]


def _shape(spelling: str) -> tuple[str, bool, str, str, int]:
    """What a term's row says of its spelling: itself, whether it is a name, its skeleton if so, its
    first letter and its length."""
    plain = fold(spelling)
    name = spelling[0].isupper()
    return spelling, name, skeleton(plain) if name else "", plain[:1], len(plain)
