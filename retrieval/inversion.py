"""Article -> its passages and, for each term, in which of them it stands and how often; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from retrieval.analysis import terms, written
from retrieval.model import Article, Passage
from retrieval.passages import split
from retrieval.spoken_days import Spoken, spoken

BODY, HEADLINE, SECTION = 2, 1, 1
"""What an occurrence weighs, by field, in postings.UNITs (Robertson and others, BM25F, 2004)."""

Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Inverted:
    """An article's passages, their `lengths` in body terms, and its postings.

    Posting i says that `terms[term_of[i]]` stands in `passages[passage_of[i]]` with a weight of
    `units[i]`. `spellings[j]` is a word of `terms[j]` as the article writes it, in lower case if it
    ever does; `df[j]` counts the passages whose body holds it, `uses[j]` those that it counts for.
    `days` are those that passages speak of: (index of the passage, days).
    """

    article: Article
    passages: tuple[Passage, ...]
    lengths: Ints
    terms: tuple[str, ...]
    spellings: tuple[str, ...]
    df: Ints
    uses: Ints
    term_of: Ints
    passage_of: Ints
    units: Ints
    days: tuple[tuple[int, Spoken], ...]


def invert(article: Article) -> Inverted:
    """The passages and postings of `article`."""
    passages = tuple(split(article))
    headline = Counter(terms(article.headline))
    spellings = _spellings(f"{article.headline}\n{article.body}")
    sections: dict[str | None, Counter[str]] = {None: Counter()}
    numbers: dict[str, int] = {}
    df: Counter[str] = Counter()
    lengths, term_of, passage_of, units = [], [], [], []
    for at, passage in enumerate(passages):
        words = terms(passage.text)
        lengths.append(len(words))
        body = Counter(words)
        df.update(body.keys())
        section = sections.get(passage.section)
        if section is None:
            section = sections[passage.section] = Counter(terms(passage.section or ""))
        weights = {term: BODY * count for term, count in body.items()}
        for field, weight in ((headline, HEADLINE), (section, SECTION)):
            for term, count in field.items():
                weights[term] = weights.get(term, 0) + weight * count
        for term, weight in weights.items():
            term_of.append(numbers.setdefault(term, len(numbers)))
            passage_of.append(at)
            units.append(weight)
    return Inverted(
        article=article,
        passages=passages,
        lengths=np.array(lengths, dtype=np.int32),
        terms=tuple(numbers),
        spellings=tuple(spellings[term] for term in numbers),
        df=np.array([df[term] for term in numbers], dtype=np.int32),
        uses=np.bincount(term_of, minlength=len(numbers)).astype(np.int32),
        term_of=np.array(term_of, dtype=np.int32),
        passage_of=np.array(passage_of, dtype=np.int32),
        units=np.array(units, dtype=np.int32),
        days=tuple(_days(article, passages)),
    )


def _days(article: Article, passages: Sequence[Passage]) -> Iterator[tuple[int, Spoken]]:
    published = date.fromisoformat(article.published[:10]) if article.published else None
    for at, passage in enumerate(passages):
        for days in spoken(passage.text, published):
            yield at, days


def _spellings(text: str) -> dict[str, str]:
    """For each term of `text` a word as written, in lower case if any is."""
    words = written(text)
    return dict(words) | {term: word for term, word in words if word.islower()}
