"""Article -> its passages and, for each term, in which of them it stands and how often."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Final

import numpy as np

from retrieval.analysis import plain_word, term, words_of
from retrieval.article_rows import article_row
from retrieval.attribution import speaking
from retrieval.inverted import Days, Ints, Inverted, Words
from retrieval.model import Article, Passage
from retrieval.passages import parted, split
from retrieval.spoken_days import spoken
from retrieval.written_days import signs_of

if TYPE_CHECKING:  # it takes as long to import as a question to answer
    from numpy.typing import NDArray

BODY, ABOVE = 2, 1
"""What a word weighs in postings.UNITs in the body, and in the headline or section above it
(fields as in BM25F: S. Robertson, H. Zaragoza, M. Taylor, CIKM 2004)."""
_RUNS_LIMIT: Final = 300_000


def is_plainer(word: str, other: str) -> bool:
    """Whether `word` stands for a term rather than the `other` of its words: it is in lower case
    or, if none is, not all in capitals; else the first in the order of letters."""
    return _plainness(word) < _plainness(other)


def _plainness(word: str) -> tuple[bool, bool, str]:
    return not word.islower(), word.isupper(), word


class Inverter:
    """Inverts articles, one after the other. It numbers the terms it meets, and remembers those of
    what stands between two spaces, so that a word met again costs a look-up."""

    def __init__(self) -> None:
        self.words = Words()
        self._numbers: dict[str, int] = {}
        self._runs = _Runs(self._met)
        self._parted: dict[str, list[str]] = {}  # the article's paragraphs
        self._places = np.zeros(1 << 12, dtype=np.int32)  # of an article's terms, by number

    def invert(self, article: Article) -> Inverted:
        """The passages and postings of `article`."""
        self._parted.clear()
        passages = split(article, words=self._part)
        body, days = self._body(article, passages)
        headline = self._of(article.headline)
        sections = {name: self._of(name or "") for name in dict.fromkeys(_sections(passages))}
        above = [headline + sections[name] for name in _sections(passages)]
        distinct = [*dict.fromkeys(chain.from_iterable((*body, *above)))]
        keys = np.concatenate([_keys(body), _keys(above)])
        in_body = sum(map(len, body))
        weights = np.repeat(np.array([BODY, ABOVE], dtype=np.int32), [in_body, len(keys) - in_body])
        order = np.argsort(keys)
        keys, weights = keys[order], weights[order]
        starts = np.flatnonzero(np.diff(keys, prepend=-1))
        term_of = self._place(distinct)[keys[starts] & _TERM]
        in_bodies = term_of[_highest(weights, starts) == BODY]
        return Inverted(
            article=article_row(article),
            passages=tuple(
                (each.kind, each.number, each.section, each.start, each.end) for each in passages
            ),
            days=days,
            speaking=tuple(
                row for each in passages for row in speaking(each, self._parted.get(each.text))
            ),
            lengths=np.array([len(words) for words in body], dtype=np.int32),
            numbers=np.array(distinct, dtype=np.int32),
            df=_counted(in_bodies, len(distinct)),
            uses=_counted(term_of, len(distinct)),
            term_of=term_of,
            passage_of=(keys[starts] >> _BITS).astype(np.int32),
            units=_sums(weights, starts),
        )

    def _body(
        self, article: Article, passages: Sequence[Passage]
    ) -> tuple[list[list[int]], tuple[Days, ...]]:
        """The numbers of each passage's terms, in text order, and the days that it speaks of."""
        published = date.fromisoformat(article.published[:10]) if article.published else None
        body, days = [], []
        for ordinal, passage in enumerate(passages):
            numbers = self._numbers_of(passage.text)
            if signs := _signs(numbers):
                numbers = [number for number in numbers if number >= 0]
                found = spoken(passage.text, published, signs)
                days += [(ordinal, each.first.toordinal(), each.last.toordinal()) for each in found]
            body.append(numbers)
        return body, tuple(days)

    def _of(self, text: str) -> list[int]:
        """The numbers of the terms of `text`, in text order."""
        return [number for number in self._numbers_of(text) if number >= 0]

    def _numbers_of(self, text: str) -> list[int]:
        """As `_of`, with numbers below 0 for signs of a day."""
        runs = self._parted.get(text) or parted(text)
        return [*chain.from_iterable(map(self._runs.__getitem__, runs))]

    def _part(self, paragraph: str) -> list[str]:
        runs = self._parted[paragraph] = parted(paragraph)
        return runs

    def _met(self, run: str) -> tuple[int, ...]:
        plain = plain_word(run)
        if plain and plain != run:
            return self._runs[plain]
        words = [(term(plain), plain)] if plain else words_of(run)
        numbers = tuple(self._number(found, word) for found, word in words if found)
        signs = signs_of(run)
        return (*numbers, -signs) if signs else numbers

    def _number(self, term: str, word: str) -> int:
        words = self.words
        number = self._numbers.setdefault(term, len(words.terms))
        if number == len(words.terms):
            words.terms.append(term)
            words.spellings.append(word)
        elif word != words.spellings[number] and is_plainer(word, words.spellings[number]):
            words.spellings[number] = words.respelt[number] = word
        return number

    def _place(self, distinct: list[int]) -> Ints:
        """An array that has for each of the `distinct` numbers its place among them."""
        if len(self._places) < len(self.words.terms):
            self._places = np.zeros(2 * len(self.words.terms), dtype=np.int32)
        self._places[distinct] = np.arange(len(distinct), dtype=np.int32)
        return self._places


class _Runs(dict[str, tuple[int, ...]]):
    """The numbers of the terms of what stands between two spaces; below 0 for a sign of a day."""

    def __init__(self, met: Callable[[str], tuple[int, ...]]) -> None:
        super().__init__()
        self._met = met

    def __missing__(self, run: str) -> tuple[int, ...]:
        if len(self) >= _RUNS_LIMIT:
            self.clear()
        found = self[run] = self._met(run)
        return found


def _sections(passages: Sequence[Passage]) -> list[str | None]:
    return [passage.section for passage in passages]


_BITS: Final = 32
_TERM: Final = (1 << _BITS) - 1


def _keys(words: Sequence[Sequence[int]]) -> NDArray[np.int64]:
    """An entry for each word of each passage: the passage's index above the term's number."""
    numbers = np.fromiter(chain.from_iterable(words), dtype=np.int64)
    return numbers + np.repeat(np.arange(len(words)) << _BITS, [len(each) for each in words])


def _highest(weights: Ints, starts: NDArray[np.intp]) -> Ints:
    return np.maximum.reduceat(weights, starts) if len(starts) else weights


def _sums(weights: Ints, starts: NDArray[np.intp]) -> Ints:
    return np.add.reduceat(weights, starts, dtype=np.int32) if len(starts) else weights


def _counted(terms_of: Ints, size: int) -> Ints:
    return np.bincount(terms_of, minlength=size).astype(np.int32)


def _signs(numbers: list[int]) -> int:
    """The signs of a day among the numbers, which are those below 0."""
    if not numbers or min(numbers) >= 0:
        return 0
    signs = 0
    for number in numbers:
        if number < 0:
            signs |= -number
    return signs
