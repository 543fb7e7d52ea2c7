"""Passages as they are found: with their scores, their places and their days, before any text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

if TYPE_CHECKING:  # it takes as long to import as a question to answer
    from numpy.typing import NDArray

Floats: TypeAlias = "NDArray[np.float64]"
Ints: TypeAlias = "NDArray[np.int64]"


class Scored(NamedTuple):
    """Passages in the order in which they were found, a column for each thing that is known.

    `numbers` are theirs in what keeps the coverage, which says nothing but which is which: those of
    one article follow one another in the order of its passages. `articles` are their articles'
    numbers, `ordinals` their places in these, counted from 0, `published` their articles' days as
    `date.toordinal` has them, 0 where none is stated. `scores` are their BM25 scores, 0 where
    no term was looked for.
    """

    numbers: Ints
    scores: Floats
    articles: Ints
    ordinals: Ints
    published: Ints

    def __bool__(self) -> bool:
        return bool(len(self.numbers))

    @property
    def size(self) -> int:
        """How many passages."""
        return len(self.numbers)

    def take(self, at: NDArray[np.intp] | NDArray[np.bool_] | list[int] | slice) -> Scored:
        """Those of them, in that order."""
        return Scored(
            self.numbers[at],
            self.scores[at],
            self.articles[at],
            self.ordinals[at],
            self.published[at],
        )

    def and_then(self, others: Scored) -> Scored:
        """These, and the others after them."""
        return Scored(
            np.concatenate([self.numbers, others.numbers]),
            np.concatenate([self.scores, others.scores]),
            np.concatenate([self.articles, others.articles]),
            np.concatenate([self.ordinals, others.ordinals]),
            np.concatenate([self.published, others.published]),
        )

    def besides(self, others: Scored, k: int) -> Scored:
        """The first `k` of them that are not among the others."""
        if not others:
            return self.take(slice(k))
        known = np.sort(others.numbers)
        is_new = known.take(known.searchsorted(self.numbers), mode="clip") != self.numbers
        return self.take(np.flatnonzero(is_new)[:k])


def none_scored() -> Scored:
    """No passages."""
    none = np.empty(0, dtype=np.int64)
    return Scored(none, np.empty(0), none, none, none)
