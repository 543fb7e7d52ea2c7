"""Which passages a question leaves out: what was published after a day, what is not new since one.

A mask over the passages, so that BM25's best are the best of those that are left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from sqlite3 import Connection
from typing import TYPE_CHECKING, Final

import numpy as np

from retrieval.index.statistics import Statistics
from retrieval.store.database import meta

if TYPE_CHECKING:  # it takes as long to import as a question to answer
    from numpy.typing import NDArray

_WIDEST: Final = 366  # days of the widest span that a passage speaks of


@dataclass(frozen=True, slots=True)
class Limits:
    """`as_of`: only what was published by then. `since`: only what is new since then.

    New since a day is what was published, speaks of days, or was indexed, on it or after it; new
    since a moment is what was indexed after it. What came with the coverage's first reindex was not
    indexed after anything: the coverage begins there.
    """

    as_of: date | None = None
    since: date | datetime | None = None

    def __bool__(self) -> bool:
        return self.as_of is not None or self.since is not None


def within(database: Connection, known: Statistics, limits: Limits) -> Statistics:
    """The statistics with all passages outside the `limits` marked as dead, for searching."""
    if not limits:
        return known
    key = (limits.as_of, limits.since)
    dead: NDArray[np.bool_] | None = known.recent.masks.get(key)
    if dead is None:
        dead = np.zeros(len(known.lengths), dtype=np.bool_)
        if known.dead is not None:
            dead |= known.dead
        if limits.as_of is not None:
            dead |= ~_marked(known, ranges=_published_by(database, limits.as_of))
        if limits.since is not None:
            dead |= ~_new(database, known, limits.since)
        known.recent.masks.put(key, dead, len(dead))
    return known._replace(dead=dead)


def of_days(
    database: Connection, known: Statistics, since: date | None, until: date | None
) -> Statistics:
    """The statistics with all passages marked as dead but those of articles of these days, and
    those that speak of them."""
    if since is None and until is None:
        return known
    first, last = since or date.min, until or date.max
    ranges = database.execute(
        "select first, passages from articles where published between ? and ?",
        [first.isoformat(), f"{last.isoformat()}~"],
    ).fetchall()
    speaking = database.execute(
        "select articles.first + ordinal from passage_days "
        "join articles on articles.number = article where passage_days.first between ? and ?",
        [first.toordinal(), last.toordinal()],
    )
    dead = ~_marked(known, ranges=ranges, numbers=[number for (number,) in speaking])
    return known._replace(dead=dead if known.dead is None else dead | known.dead)


def written(moment: datetime) -> str:
    """The moment as the coverage writes it, in UTC; such texts sort as moments."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def after(since: date | datetime) -> str:
    """The moment, as the coverage writes it, after which something is new since then."""
    if isinstance(since, datetime):
        return written(since)
    return since.isoformat()  # all moments of the day sort after it


def nothing_left(known: Statistics) -> bool:
    """Whether all passages are out."""
    return known.dead is not None and bool(known.dead.all())


def _new(database: Connection, known: Statistics, since: date | datetime) -> NDArray[np.bool_]:
    last = max(after(since), str(meta(database, "began") or ""))
    new = _marked(known, ranges=_rows(database, "indexed_at > ?", last))
    new &= ~_marked(known, numbers=_stayed(database, last))
    if not isinstance(since, datetime):
        new |= _marked(known, ranges=_rows(database, "published >= ?", since.isoformat()))
        new |= _marked(known, numbers=_speaking(database, since))
    return new


def _published_by(database: Connection, day: date) -> list[tuple[int, int]]:
    return _rows(database, "published < ?", f"{day.isoformat()}~")


def _rows(database: Connection, where: str, value: str) -> list[tuple[int, int]]:
    return database.execute(
        f"select first, passages from articles where {where}", [value]
    ).fetchall()


def _stayed(database: Connection, until: str) -> list[int]:
    """Numbers of passages that a change of their article left as they were since before then."""
    rows = database.execute(
        "select first + ordinal from stayed join articles on number = article "
        "where stayed.indexed_at <= ?",
        [until],
    )
    return [number for (number,) in rows]


def _speaking(database: Connection, since: date) -> list[int]:
    """Numbers of passages that speak of that day or of later ones."""
    day = since.toordinal()
    rows = database.execute(
        "select articles.first + ordinal from passage_days "
        "join articles on articles.number = article "
        "where passage_days.first >= ? and last >= ?",
        [day - _WIDEST, day],
    )
    return [number for (number,) in rows]


def _marked(
    known: Statistics, *, ranges: Sequence[tuple[int, int]] = (), numbers: Iterable[int] = ()
) -> NDArray[np.bool_]:
    """Marks on the passages with these numbers, or in these ranges of numbers."""
    marks = np.zeros(len(known.lengths), dtype=np.bool_)
    wanted = np.array(list(numbers), dtype=np.int64)
    if ranges:
        firsts, counts = np.array(ranges, dtype=np.int64).T
        offsets = np.concatenate([[0], np.cumsum(counts)[:-1]])
        wanted = np.repeat(firsts - offsets, counts) + np.arange(counts.sum())
    marks[known.positions(wanted)] = True
    return marks
