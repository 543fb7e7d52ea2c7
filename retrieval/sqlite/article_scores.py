"""The BM25 scores of whole articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from retrieval.index.posting_lists import SHORT, PostingList, PostingLists
from retrieval.index.postings import B_ARTICLE, K1_ARTICLE, TOP, UNIT, Floats, Positions
from retrieval.index.statistics import articles_at

if TYPE_CHECKING:  # it takes as long to import as a question to answer
    from numpy.typing import NDArray


def article_scores(lists: PostingLists, passages: Positions) -> Floats:
    """The BM25 score of the article of each of the passages, its headline in each counted."""
    statistics = lists.statistics
    articles = articles_at(lists.database, statistics)
    rows, row_of = np.unique(articles.rows_of(passages), return_inverse=True)
    starts, counts = articles.starts[rows].astype(np.intp), articles.counts[rows].astype(np.intp)
    lengths = _summed(statistics.lengths, starts, counts)
    usual = max(1.0, statistics.average * statistics.passages / statistics.articles)
    norm = K1_ARTICLE * (1 - B_ARTICLE + B_ARTICLE * lengths / usual)
    scores = np.zeros(len(rows))
    for term, weighed in zip(lists.terms, lists.weighed, strict=True):
        tf = sum((_frequencies(each, starts, starts + counts) for each in weighed.lists), _NONE)
        scores += term.idf * (K1_ARTICLE + 1) * tf / (tf + norm)
    found: Floats = scores[row_of]
    return found


_NONE: Final = np.zeros(1)


def _frequencies(one: PostingList, starts: Positions, ends: Positions) -> Floats:
    """How often the term of a list stands in all passages from each start to each end."""
    size = one.end - one.start
    first, last = (np.clip(each - one.start, 0, size) for each in (starts, ends))
    ids, units = one.postings.passages, one.postings.frequencies
    if ids is not None:
        first, last = (ids.searchsorted(each.astype(np.int32)) for each in (first, last))
    if len(units) <= SHORT:
        sums = np.zeros(len(units) + 1)
        units.cumsum(out=sums[1:])
        found = (sums[last] - sums[first]) * UNIT
    else:
        found = _summed(units, first, last - first) * UNIT
    for passage, frequency in one.postings.exceptions.items():
        inside = (starts <= passage + one.start) & (passage + one.start < ends)
        found[inside] += frequency - UNIT * TOP
    return found


def _summed(values: NDArray[Any], starts: Positions, counts: Positions) -> Floats:
    """The sum of so many of the values from each start."""
    ends = np.cumsum(counts)
    before = ends - counts
    some = values[np.repeat(starts - before, counts) + np.arange(ends[-1])]
    sums = np.concatenate([_NONE, np.cumsum(some, dtype=np.float64)])
    found: Floats = sums[ends] - sums[before]
    return found
