"""A language's code -> what makes terms of texts in it, passages and questions alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Sequence
from functools import cache
from importlib import import_module
from typing import Final, Protocol

from retrieval.analysis import terms as english
from retrieval.analysis.grams import Grams
from retrieval.analysis.snowball import snowball
from retrieval.analysis.terms import Token
from retrieval.analysis.worded import Words
from retrieval.languages.detection import DEFAULT
from retrieval.languages.language import codes, language
from retrieval.model import Span

_ENGLISH_WORD: Final = re.compile(r"[^\W_]+(?:[.,'’][^\W_]+)*")


class Analyser(Protocol):
    """Makes terms of texts in one language. Spans count characters of the text."""

    @property
    def code(self) -> str:
        """The language's, ISO 639-1."""

    @property
    def letters_a_word(self) -> float:
        """Of its runs, how many are as much text as a word of English."""

    def terms(self, text: str) -> list[str]:
        """The terms of `text`, in text order; none is empty."""

    def tokens(self, text: str) -> Iterator[Token]:
        """The words of `text` that have a term."""

    def term(self, word: str) -> str:
        """The term of one word, "" for a stop word."""

    def words(self, text: str) -> Iterator[Span]:
        """Where the words of `text` stand, those without a term too; a number is one."""

    def silenced(self, question: str) -> str:
        """The question, as long, without stop words that no space parts from others."""

    def readings(self, word: str) -> Sequence[str]:
        """Terms that a word of a question may have, as written and without its accents."""

    def runs(self, text: str) -> list[str]:
        """Stretches of `text` that recur and hold its words."""

    def words_of(self, run: str) -> Iterator[tuple[str, str]]:
        """The words of a run that have a term: (term, word as written)."""


class English:
    """English, as `terms` has it."""

    code = DEFAULT
    letters_a_word = 1.0
    terms = staticmethod(english.terms)
    tokens = staticmethod(english.tokens)
    term = staticmethod(english.term)
    words_of = staticmethod(english.words_of)

    def words(self, text: str) -> Iterator[Span]:
        """Where words stand, numbers as one."""
        return (match.span() for match in _ENGLISH_WORD.finditer(text))

    def silenced(self, question: str) -> str:
        """The question itself."""
        return question

    def readings(self, word: str) -> Sequence[str]:
        """Its term alone: English has no accents."""
        found = english.term(word)
        return (found,) if found else ()

    def runs(self, text: str) -> list[str]:
        """What stands between spaces."""
        return text.replace(", ", " ").split()


def asked_tokens(question: str, code: str) -> Iterator[Token]:
    """The words of a question in that language that have a term."""
    own = analyser(code)
    return own.tokens(own.silenced(question))


def spans_with(own: Analyser, text: str, wanted: Container[str]) -> Iterator[Span]:
    """Where the words of `text` stand that have one of the `wanted` terms."""
    if own.code == DEFAULT:
        return english.spans_with(text, wanted)
    return (token.span for token in own.tokens(text) if token.term in wanted)


@cache
def analyser(code: str) -> Analyser:
    """The analyser of the language; English's for one without a file."""
    if code == DEFAULT:
        return English()
    if code not in codes():
        return analyser(DEFAULT)
    found = language(code)
    kind, _, value = found.analysis.terms.partition(" ")
    if kind == "grams":
        return Grams(found, int(value))
    return Words(found, _stemmer(kind, value, code))


def _stemmer(kind: str, value: str, code: str) -> Callable[[str], str]:
    if kind == "snowball":
        stem: Callable[[str], str] = snowball(value).stemWord
        return stem
    if kind == "letters":
        return lambda word: word[: int(value)]
    if kind == "words":
        return lambda word: word
    if kind == "rule":
        rule: Callable[[str], str] = import_module(f"retrieval.analysis.rules.{value}").stem
        return rule
    raise ValueError(f"{code}.toml: no analysis by {kind!r}")
