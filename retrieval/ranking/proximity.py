"""BM25's best passages -> the final order, by what surrounds a passage and what it says."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Final

import numpy as np

from retrieval.index.bm25 import Scored
from retrieval.index.posting_lists import PostingLists
from retrieval.index.postings import Floats
from retrieval.query.query import Query
from retrieval.ranking.candidate import Candidate
from retrieval.store.articles import PassageLocation

_place: Final = itemgetter(0)
ARTICLE: Final = 0.5
"""Weight of the BM25 score of the whole article, with k1 and b as usual for long texts."""
K1_ARTICLE: Final = 1.2
B_ARTICLE: Final = 0.75
NEAR: Final = 0.6
"""Weight of the most of the question's idf that stands around one word, fading with distance."""
REACH: Final = 18
"""Words away from which on it counts nothing."""
NAMED: Final = 0.3
"""Weight of the idf of the question's names that a passage holds."""


def article_scores(
    lists: PostingLists, scored: Sequence[Scored], where: Mapping[int, PassageLocation]
) -> Floats:
    """The BM25 score of each passage's whole article, its headline in each passage counted."""
    rows: dict[int, int] = {}  # an article's number -> its row
    starts, counts, row_of = [], [], []
    for each in scored:
        article, first, passages, _ = where[each.passage]
        if article not in rows:
            rows[article] = len(rows)
            starts.append(each.position - (each.passage - first))
            counts.append(passages)
        row_of.append(rows[article])
    scores = _scores(lists, np.array(starts, dtype=np.intp), np.array(counts, dtype=np.intp))
    return scores[np.array(row_of, dtype=np.intp)]


def _scores(
    lists: PostingLists, starts: np.typing.NDArray[np.intp], counts: np.typing.NDArray[np.intp]
) -> Floats:
    offsets = np.concatenate([[0], np.cumsum(counts)[:-1]])
    positions = np.repeat(starts - offsets, counts) + np.arange(counts.sum())
    lengths = np.add.reduceat(lists.statistics.lengths[positions].astype(np.float64), offsets)
    usual = max(
        1.0, lists.statistics.average * lists.statistics.passages / lists.statistics.articles
    )
    norm = K1_ARTICLE * (1 - B_ARTICLE + B_ARTICLE * lengths / usual)
    scores = np.zeros(len(starts))
    for term, frequencies in zip(lists.terms, lists.frequencies(positions), strict=True):
        tf = np.add.reduceat(frequencies, offsets)
        scores += term.idf * (K1_ARTICLE + 1) * tf / (tf + norm)
    return scores


def proximity_and_names(candidate: Candidate) -> float:
    """What a passage gains for the question's terms that stand near each other, and its names."""
    return proximity(candidate) + named(candidate)


def proximity(candidate: Candidate) -> float:
    """The most of the question's idf that stands around one of its terms, fading with distance."""
    query, at = candidate.query, candidate.places
    if len({term for _, term in at}) == 1:
        return NEAR * query.idf[at[0][1]]
    return NEAR * max([around(query, at, index, reach=REACH) for index, _ in at], default=0.0)


def named(candidate: Candidate) -> float:
    """The idf of the question's names that the passage holds."""
    query = candidate.query
    names = sorted(query.names & {name for _, name in candidate.places})
    return NAMED * sum(query.idf[name] for name in names)


def around(query: Query, at: Sequence[tuple[int, str]], here: int, *, reach: int) -> float:
    """The idf of the terms `at` their places, each by the nearest to `here`: all of it there,
    nothing `reach` away."""
    nearest: dict[str, int] = {}
    first = bisect_right(at, here - reach, key=_place)
    for index, term in at[first : bisect_left(at, here + reach, first, key=_place)]:
        away = index - here if index > here else here - index
        if away < nearest.get(term, reach):
            nearest[term] = away
    idf = query.idf
    return sum([idf[term] * (1 - nearest[term] / reach) for term in sorted(nearest)])
