"""A language's code -> what makes terms of texts in it, passages and questions alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib import import_module
from typing import Final, Protocol
from unicodedata import normalize

from retrieval.analysis import terms as english
from retrieval.analysis.snowball import snowball
from retrieval.analysis.terms import Token, fold
from retrieval.languages.detection import DEFAULT
from retrieval.languages.language import Language, codes, language
from retrieval.model import Span

_ENGLISH_WORD: Final = re.compile(r"[^\W_]+(?:[.,'’][^\W_]+)*")
_CACHE_LIMIT: Final = 200_000
_UNSEEN = "\u00ad\u200b-\u200d\u2060"
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0900-\u0963"
    "\u0966-\u096f\u0971-\u0dff\u0e01-\u0e3a\u0e40-\u0e4e\u0e50-\u0e59\u0e81-\u0fff\u1000-\u1049"
    "\u1050-\u109f\u1780-\u17d3"
)
"""What stands inside words beside letters and digits: marks, of scripts that write vowels so."""
_IN_WORD = f"(?:[^\\W_]|[{_MARKS}{_UNSEEN}])"
_UNBROKEN = (
    "[\u0e01-\u0e3a\u0e40-\u0e4e\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]"
)
"""A letter of a script that is written without spaces, or whose words have no clear ends."""
_APOSTROPHES = "['’ʼ]"
_APOSTROPHE = re.compile(_APOSTROPHES)
_HIDDEN = re.compile(f"[{_UNSEEN}]")
_SPACES = " \u00a0\u202f\u2009"
_WIDE_DIGITS: Final = {
    code: str(digit)
    for start in (0x660, 0x6F0, 0x966, 0xE50, 0xFF10)
    for digit, code in enumerate(range(start, start + 10))
}


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


class Words:
    """A language of words: each is stemmed, then its marks are folded."""

    letters_a_word = 1.0

    def __init__(self, language: Language, stem: Callable[[str], str]) -> None:
        self.code = language.code
        self._language = language
        self._stem = stem
        self._stop_words = _without_apostrophes(language.analysis.stop_words)
        self._latin = _is_latin(self._stop_words)
        self._keeps = language.analysis.keeps
        self._digits = {
            _APOSTROPHE.sub("", form): str(number)
            for number, forms in enumerate(language.numbers.words)
            for form in forms
            if number > 1
        }
        elided = language.analysis.elided
        self._elided = re.compile(rf"(?:{'|'.join(elided)}){_APOSTROPHES}") if elided else None
        thousands = re.escape(language.numbers.thousands.replace(" ", "")) + _SPACES
        decimal = re.escape(language.numbers.decimal)
        number = rf"\d{{1,3}}(?:[{thousands}]\d{{3}})+(?!\d)(?:{decimal}\d+)?"
        self._token = re.compile(
            rf"{number}|\d+(?:[.,]\d+)+|(?:[^\W\d_]\.){{2,}}(?!{_IN_WORD})"
            rf"|{_IN_WORD}+(?:{_APOSTROPHES}{_IN_WORD}+)*"
        )
        self._grouped = re.compile(rf"{number}")
        self._spaced = re.compile(rf"(?<=\d)[{_SPACES}](?=\d{{3}}(?!\d))")
        self._signs = re.compile(f"[{thousands}]")
        self._known: dict[str, str] = {}

    def terms(self, text: str) -> list[str]:
        """The terms of `text`, in text order."""
        return [term for word in self._token.findall(text) if (term := self.term(word))]

    def tokens(self, text: str) -> Iterator[Token]:
        """The words of `text` that have a term."""
        for match in self._token.finditer(text):
            if found := self.term(match.group()):
                yield Token(found, match.span())

    def term(self, word: str) -> str:
        """The term of one word."""
        found = self._known.get(word)
        if found is None:
            if len(self._known) >= _CACHE_LIMIT:
                self._known.clear()
            found = self._known[word] = self._analysed(word)
        return found

    def words(self, text: str) -> Iterator[Span]:
        """Where words stand, numbers as one."""
        return (match.span() for match in self._token.finditer(text))

    def silenced(self, question: str) -> str:
        """The question itself."""
        return question

    def readings(self, word: str) -> Sequence[str]:
        """Its term, and that of the word without accents."""
        found = dict.fromkeys((self.term(word), self.term(fold(word))))
        return [each for each in found if each]

    def runs(self, text: str) -> list[str]:
        """What stands between spaces; a number is one."""
        return self._spaced.sub("\u2060", text).replace(", ", " ").split()

    def words_of(self, run: str) -> Iterator[tuple[str, str]]:
        """The words of a run that have a term."""
        for word in self._token.findall(run):
            if found := self.term(word):
                yield found, word.replace("\u2060", " ")

    def _analysed(self, written: str) -> str:
        if written[0].isdigit():
            return self._number(written)
        word = self._plain(written)
        if word in self._stop_words:
            return ""
        if word.isascii() and not self._latin:
            return english.term(written)
        if digits := self._digits.get(word):
            return digits
        return self._folded(self._stem(word))

    def _plain(self, written: str) -> str:
        """The word in small letters, without what is elided before it or hung on to it."""
        word = _HIDDEN.sub("", normalize("NFC", self._lower(written)))
        if self._language.analysis.apostrophe_parts:
            word = _APOSTROPHE.split(word, 1)[0]
        if self._elided and (elided := self._elided.match(word)):
            word = word[elided.end() :] or word
        return _APOSTROPHE.sub("", word).replace(".", "")

    def _lower(self, word: str) -> str:
        if self.code in ("tr", "az"):
            word = word.replace("I", "ı").replace("İ", "i")
        return word.casefold()

    def _folded(self, stem: str) -> str:
        if self._keeps == "*":
            return stem
        if not self._keeps:
            return fold(stem)
        return "".join(each if each in self._keeps else fold(each) for each in stem)

    def _number(self, written: str) -> str:
        """The number without what parts its thousands, a stop before what is less than one."""
        word = written.translate(_WIDE_DIGITS).replace("\u2060", " ")
        decimal = self._language.numbers.decimal
        if self._grouped.fullmatch(word):
            whole, _, rest = word.partition(decimal)
            return self._signs.sub("", whole) + (f".{rest}" if rest else "")
        if decimal != "." and word.count(decimal) == 1 and word.replace(decimal, "").isdigit():
            return word.replace(decimal, ".")
        return fold(word)


class Grams:
    """A language whose words have no clear ends: its terms are the pieces of so many letters."""

    letters_a_word = 1.7

    def __init__(self, language: Language, size: int) -> None:
        self.code = language.code
        self._size = size
        self._token = re.compile(rf"{_UNBROKEN}+|\d+(?:[.,]\d+)*|(?:(?!{_UNBROKEN}){_IN_WORD})+")
        self._unbroken = re.compile(_UNBROKEN)
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
            return english.term(word.translate(_WIDE_DIGITS))
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


def asked_tokens(question: str, code: str) -> Iterator[Token]:
    """The words of a question in that language that have a term."""
    own = analyser(code)
    return own.tokens(own.silenced(question))


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


def _without_apostrophes(words: frozenset[str]) -> frozenset[str]:
    plain = {_APOSTROPHE.sub("", word) for word in words}
    return frozenset(plain | {fold(word) for word in plain})


def _is_latin(words: frozenset[str]) -> bool:
    letters = "".join(words)
    return 2 * sum(letter.isascii() for letter in letters) > len(letters)
