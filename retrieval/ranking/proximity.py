"""BM25's best passages -> the final order, by what surrounds a passage and what it says."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import itemgetter
from typing import Final

from retrieval.query.query import Query
from retrieval.ranking.candidate import Candidate

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
    query, at = candidate.query, candidate.places
    if len(candidate.asked) == 1:
        return NEAR * query.idf[at[0][1]]
    if len(at) > FEW:
        return NEAR * max([around(query, at, index, reach=REACH) for index, _ in at])
    return NEAR * max(_around_each(query, at), default=0.0)


def named(candidate: Candidate) -> float:
    """The idf of the question's names that the passage holds."""
    query = candidate.query
    return NAMED * sum([query.idf[name] for name in sorted(query.names & candidate.asked)])


def _around_each(query: Query, at: Sequence[tuple[int, str]]) -> list[float]:
    """As `around`, within REACH of each of a few places."""
    stands: dict[str, list[int]] = {}
    for index, term in at:
        stands.setdefault(term, []).append(index)
    weighed = [(query.idf[term], stands[term]) for term in sorted(stands)]
    return [
        sum(
            [
                idf * (1 - away / REACH)
                for idf, places in weighed
                if (away := min([abs(place - here) for place in places])) < REACH
            ]
        )
        for here, _ in at
    ]


def around(query: Query, at: Sequence[tuple[int, str]], here: int, *, reach: int) -> float:
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
