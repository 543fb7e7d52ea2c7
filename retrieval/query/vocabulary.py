"""Words of the coverage, looked up by what a misspelt one may share with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Final

from rapidfuzz import fuzz, process

from retrieval.analysis.terms import fold
from retrieval.spelling.across import ONE_NAME, ONE_WORD, alike, is_plain, keys, plain_forms
from retrieval.spelling.aliases import Aliases
from retrieval.spelling.candidates import MOST, Reading, Word, readings
from retrieval.stored.coverage import Words

SHAPES: Final = 6
"""Times that one question has all names of a first letter and some lengths read, to find one by its
sound: each takes milliseconds."""


ALIKE: Final = 75.0
"""How alike, of 100, a word must be to be offered for one that the coverage lacks."""


class Vocabulary:
    """The coverage's words, those of a question's that it has among them (`known`), and others
    looked up by what a misspelt one may share with them."""

    def __init__(self, words: Words, known: Mapping[str, Word]) -> None:
        self.words = words
        self.shapes = SHAPES
        self.known = known

    def readings(
        self, word: str, term: str, aliases: Aliases, *, known: Word | None = None
    ) -> tuple[Reading, ...]:
        """What the coverage may call `word`, whose `term` is among the `known` ones if
        the coverage has it, or which is `known` in another language; see `spelling.readings`."""
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
        for other in chain.from_iterable(map(self.words.words_of_skeleton, keys(forms))):
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
        found = self.words.words_of_skeleton(skeleton)
        return [word for word in found if is_plain(word.spelling)]

    def _by_shape(self, initial: str, shortest: int, longest: int) -> list[Word]:
        self.shapes -= 1
        if self.shapes < 0:
            return []
        return self.words.words_of_shape(initial, shortest, longest)

    def _by_term(self, terms: Sequence[str]) -> list[Word]:
        return sorted(self.words.words(terms).values(), key=lambda word: word.term)


def nearest(words: Words, word: str) -> str | None:
    """The coverage's word that looks most like `word`, if any does."""
    folded = fold(word)
    like = words.words_of_shape(folded[:1], len(folded) - 3, len(folded) + 3, names=False)
    found = process.extractOne(
        folded,
        [each.spelling for each in like],
        scorer=fuzz.ratio,
        processor=fold,
        score_cutoff=ALIKE,
    )
    return found[0] if found else None
