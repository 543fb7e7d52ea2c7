"""The BM25 scores of whole articles."""

from __future__ import annotations

from typing import Final

import numpy as np

from retrieval.index.posting_lists import PostingLists
from retrieval.index.postings import Floats, Positions
from retrieval.index.statistics import articles_at

K1_ARTICLE: Final = 1.2
B_ARTICLE: Final = 0.75
"""As usual for long texts."""


def article_scores(lists: PostingLists, passages: Positions) -> Floats:
    """The BM25 score of the article of each of the passages, its headline in each counted."""
    statistics = lists.statistics
    articles = articles_at(lists.database, statistics)
    rows, row_of = np.unique(articles.rows_of(passages), return_inverse=True)
    positions = articles.passages_of(rows)
    counts = articles.counts[rows]
    offsets = np.cumsum(counts) - counts
    lengths = np.add.reduceat(statistics.lengths[positions].astype(np.float64), offsets)
    usual = max(1.0, statistics.average * statistics.passages / statistics.articles)
    norm = K1_ARTICLE * (1 - B_ARTICLE + B_ARTICLE * lengths / usual)
    scores = np.zeros(len(rows))
    for term, frequencies in zip(lists.terms, lists.frequencies(positions), strict=True):
        tf = np.add.reduceat(frequencies, offsets)
        scores += term.idf * (K1_ARTICLE + 1) * tf / (tf + norm)
    found: Floats = scores[row_of]
    return found
