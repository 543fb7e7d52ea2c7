"""Article -> its passages and, for each term, in which of them it stands and how often."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

import numpy as np

from retrieval.article_rows import article_row
from retrieval.attribution import speaking
from retrieval.day_signs import Sign
from retrieval.inverted import Days, Ints, Inverted
from retrieval.model import Article, Passage
from retrieval.numbering import Numbering
from retrieval.passages import parted, split
from retrieval.spoken_days import spoken

if TYPE_CHECKING:  # it takes as long to import as a question to answer
    from numpy.typing import NDArray

BODY, ABOVE = 2, 1
"""What a word weighs in postings.UNITs in the body, and in the headline or section above it
(fields as in BM25F: S. Robertson, H. Zaragoza, M. Taylor, CIKM 2004)."""


class Inverter:
    """Inverts articles, one after the other; it numbers the terms it meets in `words`."""

    def __init__(self) -> None:
        self._numbering = Numbering()
        self.words = self._numbering.words
        self._parted: dict[str, list[str]] = {}  # the article's paragraphs

    def invert(self, article: Article) -> Inverted:
        """The passages and postings of `article`."""
        self._parted.clear()
        passages = split(article, words=self._part)
        runs = [self._parted.get(each.text) or parted(each.text) for each in passages]
        body = self._numbering.read(runs)
        keys = np.concatenate(
            [_keys(body.numbers, body.texts, _IN_BODY), self._above(article, passages)]
        )
        keys.sort()
        starts = _changes(keys >> 1)
        ends = np.append(starts, len(keys))[1:]
        in_body = (keys[ends - 1] & _IN_BODY).astype(bool)
        numbers = keys[starts] >> _TERM
        firsts = _changes(numbers)
        uses = np.diff(np.append(firsts, len(numbers)))
        term_of = np.repeat(np.arange(len(firsts), dtype=np.int32), uses)
        return Inverted(
            article=article_row(article),
            passages=tuple(
                (each.kind, each.number, each.section, each.start, each.end) for each in passages
            ),
            days=_days(article, passages, body.signs),
            speaking=tuple(
                row
                for ordinal in sorted(body.reporting)
                for row in speaking(passages[ordinal], body.reporting[ordinal])
            ),
            lengths=np.bincount(body.texts, minlength=len(passages)).astype(np.int32),
            numbers=numbers[firsts].astype(np.int32),
            df=np.bincount(term_of[in_body], minlength=len(firsts)).astype(np.int32),
            uses=uses.astype(np.int32),
            term_of=term_of,
            passage_of=(keys[starts] >> 1 & _PASSAGE).astype(np.int32),
            units=_sums(_WEIGHTS[keys & _IN_BODY], starts),
        )

    def _above(self, article: Article, passages: Sequence[Passage]) -> NDArray[np.int64]:
        """The keys of the words above each passage: the headline's, and its section's."""
        sections = list(dict.fromkeys(each.section for each in passages))
        read = self._numbering.read(
            [parted(article.headline), *(parted(s or "") for s in sections)]
        )
        headline = read.numbers[read.texts == 0]
        above = {
            section: np.concatenate([headline, read.numbers[read.texts == at]])
            for at, section in enumerate(sections, 1)
        }
        each = [above[passage.section] for passage in passages]
        places = np.repeat(np.arange(len(each)), [len(some) for some in each])
        return _keys(np.concatenate([headline[:0], *each]), places, _IN_HEADING)

    def _part(self, paragraph: str) -> list[str]:
        runs = self._parted[paragraph] = parted(paragraph)
        return runs


def _days(
    article: Article, passages: Sequence[Passage], signs: dict[int, list[Sign]]
) -> tuple[Days, ...]:
    """The days that the passages speak of; `signs` are those of a day in each that has any."""
    published = date.fromisoformat(article.published[:10]) if article.published else None
    return tuple(
        (ordinal, found.first.toordinal(), found.last.toordinal())
        for ordinal in sorted(signs)
        for found in spoken(passages[ordinal].text, published, signs[ordinal])
    )


# A key has a term's number, the passage's index below it, and in its last bit where it stands.
_TERM: Final = 32
_PASSAGE: Final = (1 << _TERM - 1) - 1
_IN_HEADING, _IN_BODY = 0, 1
_WEIGHTS: Final = np.array([ABOVE, BODY], dtype=np.int32)


def _keys(numbers: NDArray[np.int64], passages: NDArray[np.int64], where: int) -> NDArray[np.int64]:
    return (numbers << _TERM) + (passages << 1) + where


def _changes(ascending: NDArray[np.int64]) -> NDArray[np.intp]:
    """Where a number begins that does not stand before."""
    changed = np.ones(len(ascending), dtype=bool)
    np.not_equal(ascending[1:], ascending[:-1], out=changed[1:])
    return np.flatnonzero(changed)


def _sums(weights: Ints, starts: NDArray[np.intp]) -> Ints:
    return np.add.reduceat(weights, starts, dtype=np.int32) if len(starts) else weights
