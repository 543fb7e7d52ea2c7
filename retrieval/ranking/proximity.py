"""BM25's best passages -> the final order, by what surrounds a passage and what it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from retrieval.analysis.terms import terms
from retrieval.index.bm25 import Scored
from retrieval.index.posting_lists import Lists
from retrieval.index.postings import Floats
from retrieval.query.query import Query
from retrieval.store.articles import Place

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


def article_scores(lists: Lists, scored: Sequence[Scored], where: Mapping[int, Place]) -> Floats:
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
    lists: Lists, starts: np.typing.NDArray[np.intp], counts: np.typing.NDArray[np.intp]
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


def held_together(query: Query, text: str) -> float:
    """What a passage gains for the question's terms that stand near each other, and its names."""
    at = _owners(query, text)
    return _together(query, at) + _named(query, at)


def together(query: Query, text: str) -> float:
    """The part of `held_together` for terms near each other."""
    return _together(query, _owners(query, text))


def named(query: Query, text: str) -> float:
    """The part of `held_together` for names."""
    return _named(query, _owners(query, text))


def _owners(query: Query, text: str) -> list[tuple[int, str]]:
    """Where in `text`, in words, the question's terms stand, in any spelling."""
    owners = query.owner
    return [(index, owners[term]) for index, term in enumerate(terms(text)) if term in owners]


def _together(query: Query, at: Sequence[tuple[int, str]]) -> float:
    return NEAR * max((around(query, at, index, reach=REACH) for index, _ in at), default=0.0)


def _named(query: Query, at: Sequence[tuple[int, str]]) -> float:
    names = sorted(query.names & {owner for _, owner in at})
    return NAMED * sum(query.idf[name] for name in names)


def around(query: Query, at: Sequence[tuple[int, str]], here: int, *, reach: int) -> float:
    """The idf of the terms `at` their places, each by the nearest to `here`: all of it there,
    nothing `reach` away."""
    nearest: dict[str, int] = {}
    for index, owner in at:
        nearest[owner] = min(nearest.get(owner, reach), abs(index - here))
    return sum(query.idf[owner] * (1 - away / reach) for owner, away in sorted(nearest.items()))
