"""Which passages a question leaves out: what was published after a day, what is not new since one.

A mask over the passages, so that BM25's best are the best of those that are left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from sqlite3 import Connection
from typing import TYPE_CHECKING

import numpy as np

from retrieval.index.postings import Positions
from retrieval.index.statistics import Statistics
from retrieval.store.articles import passages_below, passages_where, published_by
from retrieval.store.corrections import unchanged_since
from retrieval.store.database import after_timestamp, meta
from retrieval.store.days import out_since, passages_within, speaking_since
from retrieval.stored.limits import Limits

if TYPE_CHECKING:  # it takes as long to import as a question to answer
    from numpy.typing import NDArray


def within(database: Connection, statistics: Statistics, limits: Limits) -> Statistics:
    """The statistics with all passages outside the `limits` marked as dead, for searching."""
    if not limits:
        return statistics
    key = limits
    dead: NDArray[np.bool_] | None = statistics.recent.masks.get(key)
    if dead is None:
        dead = np.zeros(len(statistics.lengths), dtype=np.bool_)
        if statistics.dead is not None:
            dead |= statistics.dead
        if limits.as_of is not None:
            dead |= ~_marked(statistics, ranges=published_by(database, limits.as_of))
        if limits.since is not None:
            dead |= ~_new(database, statistics, limits.since)
        if limits.outlet is not None:
            of_outlet = passages_where(database, "outlet = ?", limits.outlet)
            dead |= ~_marked(statistics, ranges=of_outlet)
        if limits.path is not None:
            dead |= ~_marked(statistics, ranges=passages_below(database, limits.path))
        statistics.recent.masks.put(key, dead, len(dead))
    return statistics._replace(dead=dead)


def of_days(
    database: Connection, statistics: Statistics, since: date | None, until: date | None
) -> Statistics:
    """The statistics with all passages marked as dead but those of articles of these days, and
    those that speak of them."""
    if since is None and until is None:
        return statistics
    first, last = since or date.min, until or date.max
    published, speaking = passages_within(database, first, last)
    dead = ~_marked(statistics, ranges=published, numbers=speaking)
    return statistics._replace(dead=dead if statistics.dead is None else dead | statistics.dead)


def those(statistics: Statistics, positions: Positions) -> Statistics:
    """The statistics with all passages marked as dead but those at these positions."""
    dead = np.ones(len(statistics.lengths), dtype=np.bool_)
    dead[positions] = False
    return statistics._replace(dead=dead if statistics.dead is None else dead | statistics.dead)


def without(statistics: Statistics, ranges: Sequence[tuple[int, int]]) -> Statistics:
    """The statistics with these passages, as (first, how many), marked as dead."""
    dead = _marked(statistics, ranges=ranges)
    return statistics._replace(dead=dead if statistics.dead is None else dead | statistics.dead)


def _new(database: Connection, statistics: Statistics, since: date | datetime) -> NDArray[np.bool_]:
    last = max(after_timestamp(since), str(meta(database, "began") or ""))
    new = _marked(statistics, ranges=passages_where(database, "indexed_at > ?", last))
    new &= ~_marked(statistics, numbers=unchanged_since(database, last))
    new |= _marked(statistics, ranges=out_since(database, last))
    if not isinstance(since, datetime):
        new |= _marked(
            statistics, ranges=passages_where(database, "published >= ?", since.isoformat())
        )
        new |= _marked(statistics, numbers=speaking_since(database, since))
    return new


def _marked(
    statistics: Statistics, *, ranges: Sequence[tuple[int, int]] = (), numbers: Iterable[int] = ()
) -> NDArray[np.bool_]:
    """Marks on the passages with these numbers, or in these ranges of numbers."""
    marks = np.zeros(len(statistics.lengths), dtype=np.bool_)
    wanted = np.array(list(numbers), dtype=np.int64)
    if ranges:
        firsts, counts = np.array(ranges, dtype=np.int64).T
        offsets = np.concatenate([[0], np.cumsum(counts)[:-1]])
        inside = np.repeat(firsts - offsets, counts) + np.arange(counts.sum())
        wanted = np.concatenate([wanted, inside])
    marks[statistics.positions(wanted)] = True
    return marks
