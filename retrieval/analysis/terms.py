"""Text -> terms: the one function for passages and questions, so that both speak alike."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from itertools import chain
from typing import Final, NamedTuple
from unicodedata import combining, normalize

from retrieval.analysis.snowball import snowball
from retrieval.languages.english.american import american
from retrieval.languages.english.irregular import BASE
from retrieval.languages.english.numbers import DIGITS_OF
from retrieval.languages.english.stop_words import STOP_WORDS
from retrieval.model import Span

VERSION: Final = "5"
"""Changes whenever `terms` would give other terms for some text, `skeleton` another key for some
word, or a long paragraph is split elsewhere; reindex then starts anew."""

# Inside a word: letters, digits, combining marks, and characters that are not seen.
_IN_WORD = "(?:[^\\W_]|[\u0300-\u036f\u00ad\u200b-\u200d\u2060])"
_TOKEN = re.compile(
    rf"[A-Za-z]{{2,}}(?!{_IN_WORD}|['’ʼ.])"  # most words; the rest says the same of all
    rf"|\d+(?:[.,]\d+)+"  # 300,000 and 1.85 are one number
    rf"|(?:[^\W\d_]\.){{2,}}(?!{_IN_WORD})"  # U.S. is one word
    rf"|{_IN_WORD}+(?:['’ʼ]{_IN_WORD}+)*"
)
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
_POSSESSIVE = re.compile(r"['’ʼ]s?$")
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060]")
_APOSTROPHE = re.compile("['’ʼ]")

# Letters that have no decomposition into a base letter and a mark.
_FOLDED: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ё": "е"}
)


_ABBREVIATED: Final = {"us": "usa", "u.s": "usa", "u.s.a": "usa", "usa": "usa"}

_AROUND: Final = '"“”„«»‹›()[],.:;!?…–—-'  # with which no word of two letters begins or ends
_CACHE_LIMIT: Final = 400_000
_RUNS_LIMIT: Final = 60_000
_LETTERS_LIMIT: Final = 4_096
_stem = snowball("english").stemWord
_stems = snowball("english").stemWords


class _Terms(dict[str, str]):
    """The term of each token met, "" for a stop word. Tokens recur, so terms are remembered."""

    def __missing__(self, token: str) -> str:
        if len(self) >= _CACHE_LIMIT:
            self.clear()
        found = self[token] = _analysed(token)
        return found


_terms = _Terms()


class Token(NamedTuple):
    """A word as written, at `span` of its text, with its term."""

    term: str
    span: Span


class _Runs(dict[str, tuple[str, ...]]):
    """The terms of what stands between two spaces. No word reaches over a space, and such runs
    recur: to split a text at spaces and look them up takes a tenth of the time of finding its
    words."""

    def __missing__(self, run: str) -> tuple[str, ...]:
        if len(self) >= _RUNS_LIMIT:
            self.clear()
        found = self[run] = tuple([term for term, _ in words_of(run)])
        return found


_runs = _Runs()


def words_of(text: str) -> Iterator[tuple[str, str]]:
    """The words of `text` that have a term, in text order: (term, word as written)."""
    plain = plain_word(text)
    words = [plain] if plain else _TOKEN.findall(text)
    return ((term, word) for word in words if (term := _terms[word]))


def plain_word(run: str) -> str:
    """What stands between two spaces as one word of letters A to Z without the marks around it; ""
    where it is something else."""
    plain = run.strip(_AROUND)
    return plain if len(plain) > 1 and _is_plain(plain) else ""


def terms(text: str) -> list[str]:
    """The terms of `text`, in text order, repeated as often as they occur; none is empty."""
    return list(chain.from_iterable(map(_runs.__getitem__, text.split())))


def term(word: str) -> str:
    """The term of one word, "" for a stop word."""
    return _terms[word]


def terms_of(words: list[str]) -> list[str]:
    """The terms of words in small letters A to Z, "" for a stop word; none is remembered."""
    plain = [word if word in STOP_WORDS else american(word) for word in words]
    stems = _stems([BASE.get(word, word) for word in plain])
    return [
        "" if word in STOP_WORDS else DIGITS_OF.get(word) or stem
        for word, stem in zip(plain, stems, strict=True)
    ]


def tokens(text: str) -> Iterator[Token]:
    """The words of `text` that have a term; spans count characters of `text`."""
    for match in _TOKEN.finditer(text):
        if found := _terms[match.group()]:
            yield Token(found, match.span())


def spans_with(text: str, wanted: Container[str]) -> Iterator[Span]:
    """Where the words of `text` stand that have one of the `wanted` terms, as `tokens` has them."""
    end = 0
    for run in text.split():
        start = text.find(run, end)
        end = start + len(run)
        if any(map(wanted.__contains__, _runs[run])):
            for match in _TOKEN.finditer(text, start, end):
                if _terms[match.group()] in wanted:
                    yield match.span()


def fold(word: str) -> str:
    """`word` without case, accents, unseen characters and a possessive ending."""
    if word.isascii() and word.isalnum():
        return word.lower()
    plain = _UNSEEN.sub("", _POSSESSIVE.sub("", word)).casefold()
    return plain if plain.isascii() else plain.translate(_folded)


class _Folded(dict[int, str]):
    """What stands for a letter: nothing for a mark that another letter bears."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        found = letter if letter.isascii() else _bare(letter.translate(_FOLDED)).translate(_FOLDED)
        if len(self) < _LETTERS_LIMIT:
            self[code] = found
        return found


def _bare(letter: str) -> str:
    return "".join(each for each in normalize("NFKD", letter) if not combining(each))


_folded = _Folded()


def _is_plain(word: str) -> bool:
    """Whether it is letters of the English alphabet and nothing else, as most words are."""
    return word.isascii() and word.isalpha()


def _analysed(token: str) -> str:
    if token.isupper() and (whole := _ABBREVIATED.get(token.rstrip(".").casefold())):
        return whole
    word = _without_marks(token)
    if word in STOP_WORDS:
        return ""
    if word[:1].isdigit():
        return word
    word = american(word)
    return DIGITS_OF.get(word) or _stem(BASE.get(word, word))


def _without_marks(token: str) -> str:
    """The folded token without apostrophes and dots, a number without commas or an ending."""
    word = fold(token)
    if word.isascii() and word.isalnum() and not word[0].isdigit():
        return word
    word = _APOSTROPHE.sub("", word)
    if _THOUSANDS.fullmatch(word):
        return word.replace(",", "")
    if word[:1].isdigit():
        ordinal = _ORDINAL.fullmatch(word)
        return ordinal.group(1) if ordinal else word
    return word.replace(".", "")
