"""Words of the coverage, looked up by what a misspelt one may share with them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from json import dumps
from sqlite3 import Connection
from typing import Final

from rapidfuzz import fuzz, process

from retrieval.analysis.terms import fold
from retrieval.spelling.across import ONE_NAME, ONE_WORD, alike, is_plain, keys, plain_forms
from retrieval.spelling.aliases import Aliases
from retrieval.spelling.candidates import MOST, Reading, Word, readings

SHAPES: Final = 6
"""Times that one question has all names of a first letter and some lengths read, to find one by its
sound: each takes milliseconds."""


ALIKE: Final = 75.0
"""How alike, of 100, a word must be to be offered for one that the coverage lacks."""


_WORD: Final = (
    "select terms.term, spelling, df, name from terms join counts on counts.term = number "
    "where uses > 0 and "
)


class Vocabulary:
    """The coverage's words, looked up by what a misspelt one may share with them."""

    def __init__(self, database: Connection, terms: Sequence[str]) -> None:
        self.database = database
        self.shapes = SHAPES
        self.known = {word.term: word for word in self._by_term(terms)}

    def readings(
        self, word: str, term: str, aliases: Aliases, *, known: Word | None = None
    ) -> tuple[Reading, ...]:
        """What the coverage may call `word`, whose `term` is among those that the vocabulary was
        made for, or which is `known` in another language; see `spelling.readings`."""
        return readings(
            word,
            term,
            known=known or self.known.get(term),
            by_skeleton=self._by_skeleton,
            by_shape=self._by_shape,
            by_term=self._by_term,
            aliases=aliases,
        )

    def heard(
        self, word: str, code: str, languages: Sequence[str], *, known: bool
    ) -> tuple[Reading, ...]:
        """The words of a coverage in these languages that sound like `word` of the language `code`;
        of one that is `known` names in another script alone."""
        forms = plain_forms(word, (code,))
        found = []
        for other in chain.from_iterable(map(self._of_skeleton, keys(forms))):
            if known and (not other.name or is_plain(other.spelling) == is_plain(word)):
                continue
            sound = alike(forms, plain_forms(other.spelling, languages))
            if sound >= (ONE_NAME if other.name and word[0].isupper() else ONE_WORD):
                found.append(Reading(word, other, sound))
        found.sort(key=lambda each: (-each.weight, -each.word.df, each.word.term))
        return tuple(found[:MOST])

    def any_of(self, terms: Sequence[str]) -> Word | None:
        """The most frequent word of these terms that the coverage has, if any."""
        return max(self._by_term(terms), key=lambda word: word.df, default=None)

    def _by_skeleton(self, skeleton: str) -> list[Word]:
        return [word for word in self._of_skeleton(skeleton) if is_plain(word.spelling)]

    def _of_skeleton(self, skeleton: str) -> list[Word]:
        return self._words("skeleton = ? and skeleton != ''", skeleton)

    def _by_shape(self, initial: str, shortest: int, longest: int) -> list[Word]:
        self.shapes -= 1
        if self.shapes < 0:
            return []
        return self._words(
            "initial = ? and length between ? and ? and name", initial, shortest, longest
        )

    def _by_term(self, terms: Sequence[str]) -> list[Word]:
        return self._words("terms.term in (select value from json_each(?))", dumps(list(terms)))

    def _words(self, where: str, *values: object) -> list[Word]:
        rows = self.database.execute(_WORD + where + " order by terms.term", values)
        return [Word(term, spelling, df, bool(name)) for term, spelling, df, name in rows]


def nearest(database: Connection, word: str) -> str | None:
    """The coverage's word that looks most like `word`, if any does."""
    folded = fold(word)
    rows = database.execute(
        "select spelling from terms join counts on counts.term = number "
        "where initial = ? and length between ? and ? and df > 0",
        [folded[:1], len(folded) - 3, len(folded) + 3],
    )
    spellings = [spelling for (spelling,) in rows]
    found = process.extractOne(
        folded, spellings, scorer=fuzz.ratio, processor=fold, score_cutoff=ALIKE
    )
    return found[0] if found else None
