"""How many of the best passages a cluster is asked for, until those that are wanted are proved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from retrieval.opensearch.packing.columns import PackedPassages
from retrieval.opensearch.reading.limits import Filter
from retrieval.opensearch.reading.moment import WINDOW
from retrieval.opensearch.reading.scoring.bounds import parts_of
from retrieval.stored.scored import Floats
from retrieval.stored.terms import Term

if TYPE_CHECKING:
    from retrieval.stored.scored import Ints

_BELOW: Final = 1 - 1e-6
_MORE: Final = 1.25
_BESIDES: Final = 8
_AT_ONCE: Final = 8_000
"""Up to here it costs a cluster less to find the best of all than to look at each that may be
among them."""
_IN_ORDER: Final = {
    "sort": [{"_score": "desc"}, {"article_id": "asc"}, {"ordinal": "asc"}],
    "track_scores": True,
}

Given = tuple[PackedPassages, Floats]
"""Passages as a cluster gave them, the best first, with what it says of their scores."""


class Ranked(NamedTuple):
    """Passages with their exact scores, the best first."""

    found: PackedPassages
    scores: Floats


class Sought:
    """The best of the passages that some filters leave, as far as they are known; the `k` of them
    are asked for at first, `most` where these are not enough."""

    def __init__(self, k: int, filters: Sequence[Filter] = (), most: int = 0) -> None:
        self.k, self.filters, self.most = k, filters, most or k
        self.ranked = Ranked(PackedPassages.of([]), np.empty(0))
        self._size = min(WINDOW, int(k * _MORE) + _BESIDES)
        self._least: float | None = None
        """What those have at least that are asked for, by the cluster's own scores."""
        self._after: list[Any] | None = None
        self._proved, self._every = 0, False

    def has(self, k: int, besides: Ints | None = None) -> bool:
        """Whether the `k` best are known, but for those with these numbers."""
        if self._every or besides is None:
            return self._every or self._proved >= k
        return int((~np.isin(self.ranked.found.numbers[: self._proved], besides)).sum()) >= k

    @property
    def in_pages(self) -> bool:
        """Whether they are asked for page by page, and those of earlier pages are in `ranked`."""
        return self._size == WINDOW

    def bodies(self, terms: Sequence[Term], left: Sequence[Filter]) -> list[dict[str, Any]]:
        """The searches for them: one for each part of the terms' clauses."""
        parts = parts_of(terms, closely=self.in_pages)
        if len(parts) > 1:
            self._least, parts = None, parts_of(terms)
        more = (
            ({"min_score": self._least} if self._least else {})
            | (_IN_ORDER if self.in_pages else {})
            | ({"search_after": self._after} if self._after else {})
        )
        return [
            {
                "size": self._size,
                "query": {"bool": {"should": some, "minimum_should_match": 1, "filter": left}},
            }
            | more
            for some in parts
        ]

    def take(self, given: Sequence[Given], ranked: Ranked, lost: float) -> None:
        """These were given, for each part of the clauses; `ranked` has them and those of earlier
        pages. No exact score is more than so many times the cluster's."""
        full = [said for found, said in given if len(found) == self._size]
        highest = sum(float(said[-1]) for said in full) if full else self._least or 0.0
        self.ranked, self._proved = ranked, int((ranked.scores > highest * lost).sum())
        self._every = not full and not self._least
        if len(given) > 1:
            self._every = self._every or self.in_pages
            self._widen(None)
        elif full and self.in_pages:
            self._turn(*given[0])
        elif not self._every:
            self._widen(given[0][1], lost)

    def _turn(self, found: PackedPassages, said: Floats) -> None:
        """The next page, unless the last of this one has as much as the `k`-th of all has: they are
        in their order."""
        wanted = self.ranked.found.numbers[self.k - 1 : self.k]
        kth = said[np.isin(found.numbers, wanted)]
        self._every = bool(len(kth) and kth[0] == said[-1])
        place = int(found.ordinals[-1])
        self._after = [float(said[-1]), *found.article_ids([-1]), place]

    def _widen(self, said: Floats | None, lost: float = 1.0) -> None:
        """More are asked for: as many as may have what the `k`-th has."""
        scores, self._least, self._after = self.ranked.scores, None, None
        more = 2 * self._size
        if self._proved >= self.k:
            self.k = self.most
        elif said is not None and len(said) and len(scores) >= self.k:
            self._least = float(scores[self.k - 1]) / lost * _BELOW
            more = _guess(said, self._least)
        self._size = more if more <= _AT_ONCE else WINDOW
        if not self.in_pages:
            self._least = None


def _guess(said: Floats, least: float) -> int:
    """How many have at least that, where scores go on falling by the logarithm of the rank; never
    less than half as many again."""
    count = len(said)
    falls = float(said[count // 2] - said[-1])
    doublings = (float(said[-1]) - least) / falls if falls > 0 else _AT_ONCE
    return int(count * max(1.5, _MORE * 2.0 ** min(doublings, 20.0)))
