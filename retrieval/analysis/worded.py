"""The analyser of a language whose words stand between spaces."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final
from unicodedata import normalize

from retrieval.analysis import terms as english
from retrieval.analysis.terms import Token, fold
from retrieval.languages.language import Language
from retrieval.languages.letters import APOSTROPHES, IN_WORD, SPACES, UNSEEN, WIDE_DIGITS
from retrieval.model import Span

_CACHE_LIMIT: Final = 200_000
_APOSTROPHE = re.compile(APOSTROPHES)
_HIDDEN = re.compile(f"[{UNSEEN}]")


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
        self._elided = re.compile(rf"(?:{'|'.join(elided)}){APOSTROPHES}") if elided else None
        thousands = re.escape(language.numbers.thousands.replace(" ", "")) + SPACES
        decimal = re.escape(language.numbers.decimal)
        number = rf"\d{{1,3}}(?:[{thousands}]\d{{3}})+(?!\d)(?:{decimal}\d+)?"
        self._token = re.compile(
            rf"{number}|\d+(?:[.,]\d+)+|(?:[^\W\d_]\.){{2,}}(?!{IN_WORD})"
            rf"|{IN_WORD}+(?:{APOSTROPHES}{IN_WORD}+)*"
        )
        self._grouped = re.compile(rf"{number}")
        self._spaced = re.compile(rf"(?<=\d)[{SPACES}](?=\d{{3}}(?!\d))")
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
        word = written.translate(WIDE_DIGITS).replace("\u2060", " ")
        decimal = self._language.numbers.decimal
        if self._grouped.fullmatch(word):
            whole, _, rest = word.partition(decimal)
            return self._signs.sub("", whole) + (f".{rest}" if rest else "")
        if decimal != "." and word.count(decimal) == 1 and word.replace(decimal, "").isdigit():
            return word.replace(decimal, ".")
        return fold(word)


def _without_apostrophes(words: frozenset[str]) -> frozenset[str]:
    plain = {_APOSTROPHE.sub("", word) for word in words}
    return frozenset(plain | {fold(word) for word in plain})


def _is_latin(words: frozenset[str]) -> bool:
    letters = "".join(words)
    return 2 * sum(letter.isascii() for letter in letters) > len(letters)
