"""BM25's best passages -> the final order, by what surrounds a passage and what it says."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Final, TypeAlias

from retrieval.query.query import Query
from retrieval.ranking.candidate import Candidate

Place: TypeAlias = tuple[int, str]
"""Where a term stands in a text, counted in terms, and which."""
_place: Final = itemgetter(0)
ARTICLE: Final = 0.5
"""Weight of the BM25 score of the whole article."""
NEAR: Final = 0.6
"""Weight of the most of the question's idf that stands around one word, fading with distance."""
REACH: Final = 18
"""Words away from which on it counts nothing."""
FEW: Final = 8
"""Places that are looked through sooner than those within reach are found."""
NAMED: Final = 0.3
"""Weight of the idf of the question's names that a passage holds."""


def proximity_and_names(candidate: Candidate) -> float:
    """What a passage gains for the question's terms that stand near each other, and its names."""
    return proximity(candidate) + named(candidate)


def proximity(candidate: Candidate) -> float:
    """The most of the question's idf that stands around one of its terms, fading with distance."""
    at, idf = candidate.places, candidate.query.idf
    if not at:
        return 0.0
    if len(at) == 1 or len(candidate.asked) == 1:
        return NEAR * idf[at[0][1]]
    if len(at) == 2:
        return NEAR * _around_two(idf, *at)
    if len(at) > FEW:
        query = candidate.query
        return NEAR * max([around(query, at, index, reach=REACH) for index, _ in at])
    return NEAR * max(_around_each(idf, at, sorted(candidate.asked)))


def named(candidate: Candidate) -> float:
    """The idf of the question's names that the passage holds."""
    query = candidate.query
    if not query.names:
        return 0.0
    return NAMED * sum([query.idf[name] for name in sorted(query.names & candidate.asked)])


def _around_two(idf: Mapping[str, float], one: Place, other: Place) -> float:
    """As `_around_each`, the most; of two terms."""
    away = other[0] - one[0]
    if away >= REACH:
        return max(idf[one[1]], idf[other[1]])
    share = 1 - away / REACH
    return max(idf[one[1]] + idf[other[1]] * share, idf[one[1]] * share + idf[other[1]])


def _around_each(idf: Mapping[str, float], at: Sequence[Place], terms: list[str]) -> list[float]:
    """As `around`, within REACH of each of a few places, of these terms in their order."""
    found = []
    for here, _ in at:
        nearest: dict[str, int] = {}
        for index, term in at:
            away = index - here if index > here else here - index
            if away < nearest.get(term, REACH):
                nearest[term] = away
        near = [idf[term] * (1 - nearest[term] / REACH) for term in terms if term in nearest]
        found.append(sum(near))
    return found


def around(query: Query, at: Sequence[Place], here: int, *, reach: int) -> float:
    """The idf of the terms `at` their places, each by the nearest to `here`: all of it there,
    nothing `reach` away."""
    nearest: dict[str, int] = {}
    if len(at) > FEW:
        first = bisect_right(at, here - reach, key=_place)
        at = at[first : bisect_left(at, here + reach, first, key=_place)]
    for index, term in at:
        away = index - here if index > here else here - index
        if away < nearest.get(term, reach):
            nearest[term] = away
    idf = query.idf
    return sum([idf[term] * (1 - nearest[term] / reach) for term in sorted(nearest)])
