"""The BM25 scores of whole articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.index.posting_lists import SHORT, PostingList, PostingLists
from retrieval.index.postings import (
    B_ARTICLE,
    K1_ARTICLE,
    TOP,
    UNIT,
    Floats,
    Ids,
    Positions,
)
from retrieval.index.statistics import articles_at
from retrieval.stored.numbers import numbered

if TYPE_CHECKING:  # it takes as long to import as a question to answer
    from numpy.typing import NDArray


def article_scores(lists: PostingLists, passages: Positions) -> Floats:
    """The BM25 score of the article of each of the passages, its headline in each counted."""
    if not len(passages) or not lists.terms:
        return np.zeros(len(passages))
    statistics = lists.statistics
    articles = articles_at(lists.database, statistics)
    rows, row_of = numbered(articles.rows_of(passages))
    starts, counts = articles.starts[rows], articles.counts[rows]
    lengths = articles.lengths[rows].astype(np.float64)
    usual = max(1.0, statistics.average * statistics.passages / statistics.articles)
    norm = K1_ARTICLE * (1 - B_ARTICLE + B_ARTICLE * lengths / usual)
    bounds = np.concatenate([starts, starts + counts])
    tf = np.zeros((len(lists.terms), len(rows)))
    for row, weighed in zip(tf, lists.weighed, strict=True):
        for each in weighed.lists:
            row += _frequencies(each, bounds)
    idf = np.array([term.idf for term in lists.terms])
    scores: Floats = idf * (K1_ARTICLE + 1) @ (tf / (tf + norm))
    found: Floats = scores[row_of]
    return found


def _frequencies(one: PostingList, bounds: Ids) -> Floats:
    """How often the term of a list stands in all passages from each start to each end: the bounds
    are the starts, then the ends."""
    if one.start or bounds[-1] > one.end:
        bounds = np.clip(bounds, one.start, one.end) - np.int32(one.start)
    ids, units = one.postings.passages, one.postings.frequencies
    at = bounds.astype(np.intp) if ids is None else ids.searchsorted(bounds)
    first, last = at[: len(at) // 2], at[len(at) // 2 :]
    if len(units) <= SHORT:
        sums = np.zeros(len(units) + 1)
        units.cumsum(out=sums[1:])
        found: Floats = (sums[last] - sums[first]) * UNIT
    else:
        found = _summed(units, first, last - first) * UNIT
    for passage, frequency in one.postings.exceptions.items():
        inside = (bounds[: len(found)] <= passage) & (passage < bounds[len(found) :])
        found[inside] += frequency - UNIT * TOP
    return found


def _summed(values: NDArray[Any], starts: Positions, counts: Positions) -> Floats:
    """The sum of so many of the values from each start."""
    ends = np.cumsum(counts)
    before = ends - counts
    some = values[np.repeat(starts - before, counts) + np.arange(ends[-1])]
    sums = np.zeros(len(some) + 1)
    some.cumsum(out=sums[1:])
    found: Floats = sums[ends] - sums[before]
    return found
