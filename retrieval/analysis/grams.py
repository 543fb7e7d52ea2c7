"""The analyser of a language whose words have no clear ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from unicodedata import normalize

from retrieval.analysis import terms as english
from retrieval.analysis.terms import Token
from retrieval.languages.language import Language
from retrieval.languages.letters import IN_WORD, UNBROKEN, WIDE_DIGITS
from retrieval.model import Span


class Grams:
    """A language whose words have no clear ends: its terms are the pieces of so many letters."""

    letters_a_word = 2.4

    def __init__(self, language: Language, size: int) -> None:
        self.code = language.code
        self._size = size
        self._token = re.compile(rf"{UNBROKEN}+|\d+(?:[.,]\d+)*|(?:(?!{UNBROKEN}){IN_WORD})+")
        self._unbroken = re.compile(UNBROKEN)
        stop_words = sorted(map(re.escape, language.analysis.stop_words), key=len, reverse=True)
        self._silent = re.compile("|".join(stop_words) or "(?!)")

    def terms(self, text: str) -> list[str]:
        """The terms of `text`, in text order."""
        return [term for run in self.runs(text) for term, _ in self.words_of(run)]

    def tokens(self, text: str) -> Iterator[Token]:
        """The pieces of `text`, which overlap, and its other words."""
        for start, end in self._pieces(text):
            if found := self.term(text[start:end]):
                yield Token(found, (start, end))

    def term(self, word: str) -> str:
        """The word itself, another script's as in English."""
        if self._unbroken.match(word):
            return normalize("NFKC", word)
        if word[0].isdigit():
            return english.term(word.translate(WIDE_DIGITS))
        return english.term(normalize("NFKC", word))

    def words(self, text: str) -> Iterator[Span]:
        """Where its pieces stand, and other words."""
        return self._pieces(text)

    def readings(self, word: str) -> Sequence[str]:
        """Its terms."""
        return self.terms(word)

    def runs(self, text: str) -> list[str]:
        """Its pieces."""
        return [text[start:end] for start, end in self._pieces(text)]

    def words_of(self, run: str) -> Iterator[tuple[str, str]]:
        """The run itself, as its term."""
        if found := self.term(run):
            yield found, run

    def silenced(self, question: str) -> str:
        """The question with spaces for its stop words: no piece reaches over one."""
        return self._silent.sub(lambda match: " " * len(match.group()), question)

    def _pieces(self, text: str) -> Iterator[Span]:
        for match in self._token.finditer(text):
            start, end = match.span()
            if end - start <= self._size or not self._unbroken.match(text, start):
                yield start, end
                continue
            for at in range(start, end - self._size + 1):
                yield at, at + self._size
