"""A connection that reads, and leaves nothing beside the file that was not there before.

SQLite keeps a log and an index of it beside a file that is read, and a connection that only reads
leaves them behind: this one has SQLite remove what was made for it, unless others use it by then.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

Inode = tuple[int, int]
State = tuple[Inode, int, int]
"""Which file, how long, and when it was last written to."""


class Made(NamedTuple):
    """The empty log that was made beside the file `path`, and which files both are."""

    path: Path
    file: Inode
    log: Inode


class Reader(sqlite3.Connection):
    """A connection to read with. `made` is what its end removes; `taken` the state of a file that
    nobody is expected to write to, for there is no place to lock it."""

    made: Made | None = None
    taken: tuple[Path, State] | None = None

    def close(self) -> None:
        """See `sqlite3.Connection.close`."""
        super().close()
        made, self.made = self.made, None
        if made:
            _remove(made)

    @property
    def was_written_to(self) -> bool:
        """Whether somebody wrote to the file all the same: what was read may be of two moments."""
        if self.taken is None:
            return False
        path, state = self.taken
        return has_log(path) or state_of(path) != state


def log_of(path: Path) -> Path:
    """Where SQLite keeps the log of the file at `path`, which must be no link."""
    return path.with_name(f"{path.name}-wal")


def has_log(path: Path) -> bool:
    """Whether there is a log, or its index, of the file at `path`, which must be no link."""
    return any(os.path.lexists(path.with_name(path.name + each)) for each in ("-wal", "-shm"))


def state_of(path: Path) -> State | None:
    """The state of the file at `path`; None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino), status.st_size, status.st_mtime_ns


def made_beside(path: Path) -> Made | None:
    """The empty log beside the file at `path`, which must be no link; None where there is none."""
    file, log = state_of(path), state_of(log_of(path))
    return Made(path, file[0], log[0]) if file and log and log[1] == 0 else None


def _remove(made: Made) -> None:
    """Has SQLite remove what was made, as it does where the last who writes is done."""
    with suppress(OSError, sqlite3.Error):
        uri = f"{made.path.as_uri()}?mode=rw"
        with closing(sqlite3.connect(uri, uri=True, timeout=0, isolation_level=None)) as last:
            if made_beside(made.path) == made:
                last.execute("select 1 from sqlite_master limit 1").fetchone()
