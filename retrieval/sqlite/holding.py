"""Which passages have all of some words, by the posting lists alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from sqlite3 import Connection
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from retrieval.index.bm25 import weigh
from retrieval.index.posting_lists import PostingLists
from retrieval.index.postings import Positions
from retrieval.index.statistics import Statistics, articles_at
from retrieval.stored.numbers import each_once
from retrieval.stored.terms import Term

if TYPE_CHECKING:  # it takes as long to import as a question to answer
    from numpy.typing import NDArray

Counts: TypeAlias = "NDArray[np.uint16]"
LOOKED_UP: Final = 16
"""Words, the rarest of all sets, whose posting lists are met."""


def holding(database: Connection, statistics: Statistics, terms: Iterable[str]) -> Positions:
    """Where the passages stand that have each of the terms in their own words."""
    wanted = sorted(set(terms))
    known = sorted(weigh(database, statistics, wanted), key=lambda term: term.df)
    if not known or len(known) < len(wanted):
        return np.empty(0, dtype=np.intp)
    positions = each_once(PostingLists(database, statistics, known[:1]).positions_of(0))
    return _with_all(database, statistics, known, positions)


def having(
    database: Connection, statistics: Statistics, wanted: Sequence[frozenset[str]]
) -> tuple[Positions, Counts]:
    """Where passages stand that may have all of a set, in articles that may have all of all; and
    for each passage of the coverage, how many sets it has all of, where there are several."""
    counts = np.zeros(len(statistics.lengths), dtype=np.uint16)
    every = sorted(frozenset[str]().union(*wanted))
    known = {term.term: term for term in weigh(database, statistics, every)}
    if len(known) < len(every):
        return np.empty(0, dtype=np.intp), counts
    rarest = sorted(known.values(), key=lambda term: (term.df, term.term))[:LOOKED_UP]
    if not rarest:
        return np.arange(len(counts)), counts
    met = PostingLists(database, statistics, rarest)
    if len(wanted) == 1:
        return _with_all(database, statistics, rarest, met.positions_of(0)), counts
    positions = _of_articles(met)
    some = [[term for term in rarest if term.term in terms] for terms in wanted]
    for terms in filter(None, some):
        counts[_with_all(database, statistics, terms, positions)] += 1
    return (np.flatnonzero(counts) if all(some) else positions), counts


def _with_all(
    database: Connection, statistics: Statistics, terms: Iterable[Term], positions: Positions
) -> Positions:
    """Those of the positions whose passage has all the terms in its own words."""
    for term in terms:
        one = PostingLists(database, statistics, [term])
        positions = positions[one.frequencies(positions)[0] >= 1]
    return positions


def _of_articles(met: PostingLists) -> Positions:
    """All positions of the articles that have all terms, the rarest of which comes first."""
    articles = articles_at(met.database, met.statistics)
    have = np.ones(len(articles.starts), dtype=np.bool_)
    for at in range(len(met.terms)):
        positions = met.positions_of(at)
        rows = articles.rows_of(positions)
        inside = positions < articles.starts[rows] + articles.counts[rows]  # no removed article's
        term_in = np.zeros(len(have), dtype=np.bool_)
        term_in[rows[inside]] = True
        have &= term_in
    return articles.passages_of(np.flatnonzero(have))
