"""An inverted article and the words that its terms are numbered by: what a worker hands over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np

from retrieval.model import PassageKind
from retrieval.speakers.attribution import Speaking
from retrieval.stored.articles import ArticleRow

if TYPE_CHECKING:  # it takes as long to import as a question to answer
    from numpy.typing import NDArray

Ints: TypeAlias = "NDArray[np.int32]"
Row = tuple[PassageKind, int, str | None, int, int]
"""A passage as it is stored, without its text: kind, number, section, start, end."""
DayRow = tuple[int, int, int]
"""Days that the article's passage with this ordinal, from 0, speaks of: the ordinal, the first and
the last day, as days since 0001-01-01."""


class TermNumbers:
    """The terms that an inverter has met, each with its plainest word, by the inverter's number."""

    def __init__(self) -> None:
        self.terms: list[str] = []
        self.spellings: list[str] = []
        self.respelt: dict[int, str] = {}
        """Those of the spellings that changed since `news` were last taken; of a Words that only
        learns, all."""
        self._told = 0

    def news(self) -> tuple[list[str], list[str], dict[int, str]]:
        """What another TermNumbers must `learn` to be like this one."""
        told, self._told = self._told, len(self.terms)
        respelt, self.respelt = self.respelt, {}
        return self.terms[told:], self.spellings[told:], respelt

    def learn(self, news: tuple[list[str], list[str], dict[int, str]]) -> None:
        """Takes the news of another TermNumbers."""
        terms, spellings, respelt = news
        self.terms += terms
        self.spellings += spellings
        for number, spelling in respelt.items():
            self.spellings[number] = self.respelt[number] = spelling


@dataclass(frozen=True, slots=True)
class Inverted:
    """An article as it is stored, its passages, their `lengths` in body terms, and its postings.

    Posting i says that the term number `numbers[term_of[i]]` of an inverter's Words stands in
    passage `passage_of[i]` with a weight of `units[i]`; postings are in the order of their terms'
    numbers, then of passages. `df[j]` counts the passages whose body
    holds the term `numbers[j]`, `uses[j]` those that it counts for. `worded` has each term of the
    passages' texts, in text order, one passage after the other, as its place in `numbers`.
    """

    article: ArticleRow
    passages: tuple[Row, ...]
    days: tuple[DayRow, ...]
    speaking: tuple[Speaking, ...]
    lengths: Ints
    numbers: Ints
    df: Ints
    uses: Ints
    term_of: Ints
    passage_of: Ints
    units: Ints
    worded: Ints
    notes: tuple[str, ...] = ()
    """What was left out as the article was read, and why."""
    mapping: str = ""
    """Which fields of a record it was read from."""
    language: str = "en"
    """The code of that in which it is analysed."""
    alike: tuple[int, ...] = ()
    """Keys that near copies of its paragraphs have too."""

    def __reduce__(self) -> tuple[Callable[..., Inverted], tuple[object, ...]]:
        """Plain tuples and few arrays, because pickle takes its time over anything else."""
        arrays = [getattr(self, name) for name in _ARRAYS]
        parts = tuple(map(len, arrays))
        rows = (
            tuple(self.article),
            self.passages,
            self.days,
            self.speaking,
            (self.notes, self.mapping, self.language, self.alike),
        )
        return _unpacked, (*rows, parts, np.concatenate(arrays).tobytes())


_ARRAYS: Final = ("lengths", "numbers", "df", "uses", "term_of", "passage_of", "units", "worded")


def _unpacked(
    article: Sequence[Any],
    passages: tuple[Row, ...],
    days: tuple[DayRow, ...],
    speaking: tuple[Speaking, ...],
    said: tuple[tuple[str, ...], str, str, tuple[int, ...]],
    parts: Sequence[int],
    arrays: bytes,
) -> Inverted:
    everything = np.frombuffer(arrays, dtype=np.int32)
    ends = [*accumulate(parts)]
    some = [everything[start:end] for start, end in zip([0, *ends], ends, strict=False)]
    columns = dict(zip(_ARRAYS, some, strict=True))
    notes, mapping, language, alike = said
    return Inverted(
        ArticleRow(*article),
        passages,
        days,
        speaking,
        **columns,
        notes=notes,
        mapping=mapping,
        language=language,
        alike=alike,
    )
