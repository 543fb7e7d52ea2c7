"""The coverage's terms as rows: their numbers, how they are spelt, which are names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

import numpy as np
from sqlite_utils import Database

from retrieval.analysis.terms import fold
from retrieval.inversion.inverted import Ints, Inverted, TermNumbers
from retrieval.inversion.term_numbers import is_plainer
from retrieval.spelling.across import is_plain, romanised
from retrieval.spelling.candidates import skeleton
from retrieval.store.schema import drop_term_indexes, make_term_indexes

_TERMS_A_QUERY: Final = 900  # SQLite takes at least 999 parameters
_UNMET: Final = 0  # the store's numbers count from 1


class VocabularyWriter:
    """Numbers terms as they come, and writes them in the caller's transaction, whole after `flush`.
    A term's spelling is the plainest that any article has."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._numbers: dict[str, int] = {}
        self._spellings: dict[str, str] = {}  # as the store has them
        self._met: list[
            tuple[TermNumbers, Ints]
        ] = []  # the store's numbers of each inverter's words
        self._other: list[tuple[TermNumbers, int]] = []  # words that are not spelt as in the store
        (self._last,) = database.execute("select coalesce(max(number), 0) from terms").fetchone()
        self._first = not self._last
        if self._first:
            drop_term_indexes(database)

    def numbers(self, inverted: Inverted, words: TermNumbers) -> Ints:
        """The number of each of the article's terms."""
        of_words = self._of(words)
        found = of_words[inverted.numbers]
        if (found == _UNMET).any():
            unmet = inverted.numbers[found == _UNMET].tolist()
            unmet.sort(key=words.terms.__getitem__)  # whatever the inverter met before
            of_words[unmet] = self._entered(words, unmet)
            found = of_words[inverted.numbers]
        return found

    def flush(self) -> None:
        """Writes the spellings that are plainer than those in the store."""
        if self._first:
            make_term_indexes(self.database)
            self._first = False
        respelt: dict[str, str] = {}
        changed = ((words, number) for words, _ in self._met for number in words.respelt)
        for words, number in chain(self._other, changed):
            term, spelling = words.terms[number], words.spellings[number]
            known = self._spellings.get(term)  # none where no article that is kept has it
            if known and spelling != known and is_plainer(spelling, known):
                self._spellings[term] = respelt[term] = spelling
        self.database.conn.executemany(
            "update terms set spelling = ?, name = ?, skeleton = ?, initial = ?, length = ? "
            "where term = ?",
            ((*shape_of(term, spelling), term) for term, spelling in respelt.items()),
        )

    def _of(self, words: TermNumbers) -> Ints:
        """For each of the words the store's number, _UNMET where no article had it."""
        for place, (other, of_words) in enumerate(self._met):
            if other is words:
                if len(of_words) < len(words.terms):
                    of_words = np.append(of_words, np.zeros(len(words.terms), dtype=np.int32))
                    self._met[place] = words, of_words
                return of_words
        self._met.append((words, np.zeros(2 * len(words.terms), dtype=np.int32)))
        return self._met[-1][1]

    def _entered(self, words: TermNumbers, unmet: list[int]) -> list[int]:
        """The numbers of those of the words that no article had, the store's or new ones."""
        numbers = self._numbers
        terms = [words.terms[number] for number in unmet]
        if not self._first and (missing := [term for term in terms if term not in numbers]):
            for term, number, spelling in self._stored(sorted(missing)):
                numbers[term], self._spellings[term] = number, spelling
        new = []
        for term, word in zip(terms, unmet, strict=True):
            if term not in numbers:
                self._last += 1
                numbers[term] = self._last
                self._spellings[term] = words.spellings[word]
                new.append((numbers[term], term, *shape_of(term, words.spellings[word])))
            elif self._spellings[term] != words.spellings[word]:
                self._other.append((words, word))
        self.database.conn.executemany("insert into terms values (?, ?, ?, ?, ?, ?, ?)", new)
        return [numbers[term] for term in terms]

    def _stored(self, terms: Sequence[str]) -> Iterator[tuple[str, int, str]]:
        """Those of the terms that the store has, with their numbers and spellings."""
        for at in range(0, len(terms), _TERMS_A_QUERY):
            some = terms[at : at + _TERMS_A_QUERY]
            yield from self.database.conn.execute(
                "select term, number, spelling from terms "
                f"where term in ({','.join('?' * len(some))})",
                some,
            )


def shape_of(term: str, spelling: str) -> tuple[str, bool, str, str, int]:
    """What a term's row says of its spelling: itself, whether it is a name, the skeleton of the
    name or of the term, its first letter and its length. That of a word in another script is the
    skeleton of the word in Latin letters."""
    plain = fold(spelling)
    name = spelling[0].isupper()
    if plain.isascii() or is_plain(plain):
        key = skeleton(plain if name else term)
    else:
        key = skeleton(romanised(plain))
    return spelling, name, key, plain[:1], len(plain)
