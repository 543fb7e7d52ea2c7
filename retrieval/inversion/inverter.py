"""Article -> its passages and, for each term, in which of them it stands and how often."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from retrieval.analysis.analysers import Analyser, analyser
from retrieval.articles.passages import language_of, split
from retrieval.days.mentioned import spoken
from retrieval.days.prefilter import Sign
from retrieval.inversion.inverted import DayRow, Ints, Inverted
from retrieval.inversion.likeness import Likeness
from retrieval.inversion.term_numbers import Numbering
from retrieval.inversion.transcripts import said_in_turns
from retrieval.model import Article, Passage
from retrieval.speakers.attribution import Speaking, speaking
from retrieval.stored.articles import article_row

if TYPE_CHECKING:  # it takes as long to import as a question to answer
    from numpy.typing import NDArray

BODY, ABOVE = 2, 1
"""What a word weighs in postings.UNITs in the body, and in the headline or section above it
(fields as in BM25F: S. Robertson, H. Zaragoza, M. Taylor, CIKM 2004)."""

_SIGNS: Final = 2_000
_LETTERS_A_SIGN: Final = 100
"""Signs of a day that an article may have, and one more for so many letters: news has one for 500.
What stands after them is not looked through for days."""


class _Counted(NamedTuple):
    """An article whose terms are counted, with the signs of days in its passages, and with the
    words in them that may report."""

    article: Article
    language: str
    passages: list[Passage]
    signs: dict[int, list[Sign]]
    reporting: dict[int, list[str]]
    columns: dict[str, Ints]
    alike: tuple[int, ...]


class Inverter:
    """Inverts articles; it numbers the terms it meets in `words`."""

    def __init__(self) -> None:
        self._numbering = Numbering()
        self.words = self._numbering.words
        self._likeness = Likeness(self.words)
        self._parted: dict[str, list[str]] = {}  # the article's paragraphs

    def invert(self, articles: Iterable[Article]) -> list[Inverted]:
        """The passages and postings of each of `articles`.

        First terms are counted in all of them, then days are looked for in all, then speakers:
        what is done again and again stays in the processor's cache.
        """
        counted = [self._counted(article) for article in articles]
        days = [_days(each) for each in counted]
        speakers = [_speaking(each) for each in counted]
        return [
            Inverted(
                article=article_row(each.article),
                passages=tuple(
                    (one.kind, one.number, one.section, one.start, one.end) for one in each.passages
                ),
                days=spoken_days,
                speaking=rows,
                notes=each.article.notes,
                language=each.language,
                mapping=each.article.mapping,
                alike=each.alike,
                **each.columns,
            )
            for each, spoken_days, rows in zip(counted, days, speakers, strict=True)
        ]

    def _counted(self, article: Article) -> _Counted:
        self._parted.clear()
        language = language_of(article)
        own = analyser(language)
        passages = split(article, runs=partial(self._part, own), language=language)
        runs = [self._parted.get(each.text) or own.runs(each.text) for each in passages]
        body = self._numbering.read(runs, own)
        keys = np.concatenate(
            [_keys(body.numbers, body.texts, _IN_BODY), self._above(article, passages, own)]
        )
        keys.sort()
        starts = _changes(keys >> 1)
        ends = np.append(starts, len(keys))[1:]
        in_body = (keys[ends - 1] & _IN_BODY).astype(bool)
        numbers = keys[starts] >> _TERM
        firsts = _changes(numbers)
        uses = np.diff(np.append(firsts, len(numbers)))
        term_of = np.repeat(np.arange(len(firsts), dtype=np.int32), uses)
        columns = {
            "lengths": np.bincount(body.texts, minlength=len(passages)).astype(np.int32),
            "numbers": numbers[firsts].astype(np.int32),
            "df": np.bincount(term_of[in_body], minlength=len(firsts)).astype(np.int32),
            "uses": uses.astype(np.int32),
            "term_of": term_of,
            "passage_of": (keys[starts] >> 1 & _PASSAGE).astype(np.int32),
            "units": _sums(_WEIGHTS[keys & _IN_BODY], starts),
            "worded": numbers[firsts].searchsorted(body.numbers).astype(np.int32),
        }
        alike = self._likeness.keys(body.numbers, body.texts, [each.kind for each in passages])
        return _Counted(article, language, passages, body.signs, body.reporting, columns, alike)

    def _above(
        self, article: Article, passages: Sequence[Passage], own: Analyser
    ) -> NDArray[np.int64]:
        """The keys of the words above each passage: the headline's, and its section's."""
        sections = list(dict.fromkeys(each.section for each in passages))
        read = self._numbering.read(
            [own.runs(article.headline), *(own.runs(s or "") for s in sections)], own
        )
        headline = read.numbers[read.texts == 0]
        above = {
            section: np.concatenate([headline, read.numbers[read.texts == at]])
            for at, section in enumerate(sections, 1)
        }
        each = [above[passage.section] for passage in passages]
        places = np.repeat(np.arange(len(each)), [len(some) for some in each])
        return _keys(np.concatenate([headline[:0], *each]), places, _IN_HEADING)

    def _part(self, own: Analyser, paragraph: str) -> list[str]:
        runs = self._parted[paragraph] = own.runs(paragraph)
        return runs


def _days(counted: _Counted) -> tuple[DayRow, ...]:
    """The days that the passages speak of, the first of an article that is nothing but days."""
    day = counted.article.published
    published = date.fromisoformat(day[:10]) if day else None
    left = _SIGNS + len(counted.article.body) // _LETTERS_A_SIGN
    rows: list[DayRow] = []
    for ordinal, signs in sorted(counted.signs.items()):
        left -= len(signs)
        if left < 0:
            break
        rows += [
            (ordinal, found.first.toordinal(), found.last.toordinal())
            for found in spoken(counted.passages[ordinal].text, published, signs, counted.language)
        ]
    return tuple(rows)


def _speaking(counted: _Counted) -> tuple[Speaking, ...]:
    """Who says what in the passages."""
    turns = said_in_turns(counted.passages) or {}
    return tuple(
        row
        for ordinal in sorted(turns.keys() | counted.reporting.keys())
        for row in (
            turns[ordinal]
            if ordinal in turns
            else speaking(counted.passages[ordinal], counted.reporting[ordinal])
        )
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
