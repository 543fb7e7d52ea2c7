"""Logs that SQLite keeps beside a coverage, left there of a file that was another one.

Whoever copies a coverage over another while it is in use leaves the log of the old one beside it,
and SQLite would go on reading from that.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Final, NamedTuple

from retrieval.errors import DatabaseLockedError
from retrieval.store.lock import exclusive
from retrieval.store.reading.connection import Inode as Inode
from retrieval.store.reading.connection import log_of as log_beside
from retrieval.store.reading.connection import state_of

_WAIT: Final = 0.1  # seconds for readers to finish


class Stamp(NamedTuple):
    """Which file, how long, and when it was last written to: in the log's stead, at times."""

    inode: Inode
    size: int
    modified: int


def stamp_of(path: Path) -> Stamp | None:
    """The stamp of the file at `path`; None where there is none."""
    state = state_of(path)
    return Stamp(*state) if state else None


def inode_of(path: Path) -> Inode | None:
    """The file at `path`; None where there is none."""
    stamp = stamp_of(path)
    return stamp.inode if stamp else None


def log_of(path: Path) -> Path:
    """Where SQLite keeps the log of the file at `path`."""
    return log_beside(path.resolve())


def put_away(path: Path, *, of_another: Inode | None = None) -> bool:
    """Removes the log beside the coverage at `path` if it is not the coverage's: it is the file
    `of_another`, or the coverage is whole without it and not with it. Whether it was removed.

    Nothing is done while a reindex is running.
    """
    log = log_of(path)
    if not log.exists() and not _index_of(log).exists():
        return False
    if of_another:
        if inode_of(log) != of_another:
            return False
    elif _agrees(path, log):
        return False
    with suppress(DatabaseLockedError), exclusive(path, wait=0):
        left = of_another is not None and inode_of(log) == of_another
        if (left or not _agrees(path, log)) and _is_whole(path, "immutable=1"):
            for each in (log, _index_of(log)):
                each.unlink(missing_ok=True)
            return True
    return False


def settle(path: Path) -> None:
    """Writes what a killed reindex left in the log into the coverage at `path`, so that the file
    alone is the coverage; nothing is done while a reindex is running."""
    if not _length(log_of(path)):
        return
    uri = f"{path.absolute().as_uri()}?mode=rw"
    with (
        suppress(DatabaseLockedError, sqlite3.Error, OSError),
        exclusive(path, wait=0),
        closing(sqlite3.connect(uri, uri=True, isolation_level=None, timeout=_WAIT)) as connection,
    ):
        connection.execute("pragma wal_checkpoint(truncate)")


def _index_of(log: Path) -> Path:
    return log.with_name(f"{log.name.removesuffix('-wal')}-shm")


def _agrees(path: Path, log: Path) -> bool:
    """Whether the file is whole as SQLite reads it with its log, and as long as that says."""
    return _is_whole(path, "mode=ro", whole_length=not _length(log))


def _is_whole(path: Path, mode: str, *, whole_length: bool = False) -> bool:
    with suppress(sqlite3.Error, OSError):
        uri = f"{path.absolute().as_uri()}?{mode}"
        with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as connection:
            (pages,) = connection.execute("pragma page_count").fetchone()
            (page,) = connection.execute("pragma page_size").fetchone()
            if whole_length and pages * page != path.stat().st_size:
                return False
            (report,) = connection.execute("pragma quick_check(1)").fetchone()
            return bool(report == "ok")
    return False


def _length(path: Path) -> int:
    stamp = stamp_of(path)
    return stamp.size if stamp else 0
