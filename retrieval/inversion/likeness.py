"""The terms of an article's paragraphs -> keys by which its near copies are found.

A paragraph's key is made of the least values that some functions give to its terms: two paragraphs
have the same one with about the fourth power of the share of terms they have in common (MinHash:
A. Broder, SEQUENCES 1997), in whatever order, wherever it stands in an article.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final
from zlib import crc32

import numpy as np

from retrieval.inversion.inverted import TermNumbers
from retrieval.model import PassageKind

if TYPE_CHECKING:  # it takes as long to import as a question to answer
    from numpy.typing import NDArray

VERSION: Final = "1"
"""Changes whenever an article would have other keys; reindex then starts anew."""
MOST: Final = 8
"""Keys of an article, of its first paragraphs that are long enough."""
TERMS: Final = 8
"""A paragraph with fewer, counted as often as they stand there, has no key."""

_LOOKED_AT: Final = 16  # of the first passages
_FACTORS: Final = np.array([0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F], dtype=np.uint32)
_SUMMANDS: Final = np.array([0x165667B1, 0xD3A2646C, 0xFD7046C5, 0xB55A4F09], dtype=np.uint32)
_MIXED: Final = np.array(
    [0x9E3779B97F4A7C15, 0xD1B54A32D192ED03, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB],
    dtype=np.uint64,
)
_SHIFT: Final = np.uint64(33)  # 31 bits are left, which SQLite keeps in four bytes


class Likeness:
    """Makes the keys; terms go by their numbers in `words`."""

    def __init__(self, words: TermNumbers) -> None:
        self._words = words
        self._values = np.empty((0, len(_FACTORS)), dtype=np.uint32)  # for each term
        self._known = 0

    def keys(
        self, numbers: NDArray[np.int64], texts: NDArray[np.int64], kinds: Sequence[PassageKind]
    ) -> tuple[int, ...]:
        """The keys of an article whose passages are of these `kinds`, from its terms' numbers and
        the passages (`texts`) in which they stand."""
        looked_at = np.flatnonzero(texts < _LOOKED_AT)
        if not len(looked_at):
            return ()
        order = looked_at[np.argsort(texts[looked_at], kind="stable")]
        passages, values = texts[order], self._of(numbers[order])
        begins = np.ones(len(order), dtype=bool)
        np.not_equal(passages[1:], passages[:-1], out=begins[1:])
        starts = np.flatnonzero(begins)
        least = np.minimum.reduceat(values, starts, axis=0).astype(np.uint64)
        keys = (least @ _MIXED >> _SHIFT).tolist()
        at = [*starts.tolist(), len(order)]
        found = [
            key
            for key, passage, start, end in zip(
                keys, passages[starts].tolist(), at, at[1:], strict=False
            )
            if end - start >= TERMS and kinds[passage] == "paragraph"
        ]
        return tuple(dict.fromkeys(found[:MOST]))

    def _of(self, numbers: NDArray[np.int64]) -> NDArray[np.uint32]:
        """The values of the terms with these numbers, a row for each."""
        terms = self._words.terms
        if self._known < len(terms):
            new = [crc32(term.encode()) for term in terms[self._known :]]
            if len(terms) > len(self._values):
                more = np.empty((2 * len(terms), len(_FACTORS)), dtype=np.uint32)
                more[: self._known] = self._values[: self._known]
                self._values = more
            hashed = np.array(new, dtype=np.uint32)[:, None]
            self._values[self._known : len(terms)] = _mixed(hashed * _FACTORS + _SUMMANDS)
            self._known = len(terms)
        return self._values[numbers]


def _mixed(values: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Each value in a place of its own (the finaliser of MurmurHash3)."""
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35)):
        values = (values ^ (values >> np.uint32(shift))) * np.uint32(factor)
    mixed: NDArray[np.uint32] = values ^ (values >> np.uint32(16))
    return mixed
