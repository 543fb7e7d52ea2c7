"""Article -> its passages and, for each term, in which of them it stands and how often; pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from retrieval.analysis import written
from retrieval.model import Article, Passage, PassageKind
from retrieval.passages import split
from retrieval.spoken_days import spoken

BODY, ABOVE = 2, 1
"""What a word weighs in postings.UNITs in the body, and in the headline or section above it
(fields as in BM25F: S. Robertson, H. Zaragoza, M. Taylor, CIKM 2004)."""

Ints = NDArray[np.int32]


class Row(NamedTuple):
    """A passage without its text, as it is stored."""

    kind: PassageKind
    number: int
    section: str | None
    start: int
    end: int


class Days(NamedTuple):
    """Days that the article's passage `ordinal`, counted from 0, speaks of, both included."""

    ordinal: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Inverted:
    """An article's passages, their `lengths` in body terms, and its postings.

    Posting i says that `terms[term_of[i]]` stands in passage `passage_of[i]` with a weight of
    `units[i]`. `spellings[j]` is a word of `terms[j]` as the article writes it, in lower case if it
    ever does; `df[j]` counts the passages whose body holds it, `uses[j]` those that it counts for.
    """

    article: Article
    passages: tuple[Row, ...]
    lengths: Ints
    terms: tuple[str, ...]
    spellings: tuple[str, ...]
    df: Ints
    uses: Ints
    term_of: Ints
    passage_of: Ints
    units: Ints
    days: tuple[Days, ...]

    def __reduce__(self) -> tuple[Callable[..., Inverted], tuple[object, ...]]:
        """Few large values instead of many small ones, which pickle takes its time over."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        values["terms"], values["spellings"] = "\n".join(self.terms), "\n".join(self.spellings)
        values["passages"] = [tuple(row) for row in self.passages]
        return _unpacked, tuple(values.values())


def _unpacked(
    article: Article,
    passages: Sequence[tuple[PassageKind, int, str | None, int, int]],
    lengths: Ints,
    terms: str,
    spellings: str,
    *rest: Any,
) -> Inverted:
    return Inverted(
        article,
        tuple(Row(*row) for row in passages),
        lengths,
        tuple(terms.split("\n")) if terms else (),
        tuple(spellings.split("\n")) if spellings else (),
        *rest,
    )


class _Vocabulary:
    """The article's terms, numbered as they come, and how it writes them."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self._written: set[tuple[str, str]] = set()

    def __len__(self) -> int:
        return len(self.numbers)

    def of(self, text: str) -> list[int]:
        """The numbers of the terms of `text`, in text order."""
        words = written(text)
        self._written.update(words)
        numbers = self.numbers
        return [numbers.setdefault(term, len(numbers)) for term, _ in words]

    def spellings(self) -> tuple[str, ...]:
        """For each term a word as written, in lower case if any is."""
        capitals_first = sorted(self._written, key=lambda each: (each[1].islower(), each))
        spelt = dict(capitals_first)
        return tuple(spelt[term] for term in self.numbers)


def invert(article: Article) -> Inverted:
    """The passages and postings of `article`."""
    passages = split(article)
    vocabulary = _Vocabulary()
    body = [vocabulary.of(passage.text) for passage in passages]
    headline = vocabulary.of(article.headline)
    sections = {name: vocabulary.of(name or "") for name in dict.fromkeys(_sections(passages))}
    size = max(1, len(vocabulary))
    in_body = _keys(body, size)
    above = _keys([headline + sections[name] for name in _sections(passages)], size)
    postings, at = np.unique(np.concatenate([in_body, above]), return_inverse=True)
    weights = np.repeat([BODY, ABOVE], [len(in_body), len(above)])
    return Inverted(
        article=article,
        passages=tuple(
            Row(each.kind, each.number, each.section, each.start, each.end) for each in passages
        ),
        lengths=np.array([len(words) for words in body], dtype=np.int32),
        terms=tuple(vocabulary.numbers),
        spellings=vocabulary.spellings(),
        df=_counted(np.unique(in_body) % size, len(vocabulary)),
        uses=_counted(postings % size, len(vocabulary)),
        term_of=(postings % size).astype(np.int32),
        passage_of=(postings // size).astype(np.int32),
        units=np.bincount(at, weights, minlength=len(postings)).astype(np.int32),
        days=tuple(_days(article, passages)),
    )


def _sections(passages: Sequence[Passage]) -> list[str | None]:
    return [passage.section for passage in passages]


def _keys(words: Sequence[Sequence[int]], size: int) -> NDArray[np.int64]:
    """An entry for each word of each passage: the passage's index times `size`, plus the term."""
    terms_of = np.array([number for each in words for number in each], dtype=np.int64)
    return terms_of + size * np.repeat(np.arange(len(words)), [len(each) for each in words])


def _counted(terms_of: NDArray[np.int64], size: int) -> Ints:
    return np.bincount(terms_of, minlength=size).astype(np.int32)


def _days(article: Article, passages: Sequence[Passage]) -> Iterator[Days]:
    published = date.fromisoformat(article.published[:10]) if article.published else None
    for ordinal, passage in enumerate(passages):
        for days in spoken(passage.text, published):
            yield Days(ordinal, days.first, days.last)
