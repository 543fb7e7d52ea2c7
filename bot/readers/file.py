"""The readers' file as a file: whose it is, who may read it, whether it still is where it was."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from retrieval import NutgrafError

APPLICATION_ID: Final = 0x6E757472  # "nutr", in the file's header
OWNERS: Final = 0o600
"""The permissions of new files: its owner reads and writes, nobody else."""
_UNMARKED: Final = frozenset(
    "_sqlite_migrations answers askers clearable conversations counts deliveries feedback follows "
    "hash_key known lenders looked moves seen settings sqlite_sequence stories unanswered updates "
    "votes".split()
)
"""The tables of files from before the mark; they have the first of them at least."""


class ReadersError(NutgrafError):
    """The readers' file cannot be used, for `reason`."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


def prepare(path: Path, *, make: bool) -> None:
    """Sees to it that there is a readers' file, or an empty one, at `path`, before anything is
    written to it. Raises ReadersError for another's, and for none where none is to be made;
    sqlite3.DatabaseError for one that cannot be read."""
    if path.exists() and not path.is_file():
        raise ReadersError(path, "this is no file; name a file as `readers`")
    if not path.exists():
        if not make:
            raise ReadersError(path, "nothing kept of readers yet; `nutgraf run` makes it")
        try:
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, OWNERS))
        except OSError:
            return  # SQLite names the reason
    if path.stat().st_size and not _is_ours(path):
        raise ReadersError(path, "an SQLite file of another program; name another file")


def only_to_be_read(path: Path) -> bool:
    """Whether the file can be read and not written, and nobody has it open, as far as is seen."""
    whole = path.resolve()
    beside = (whole.with_name(f"{whole.name}{each}") for each in ("-wal", "-shm"))
    writable = os.access(whole, os.W_OK) and os.access(whole.parent, os.W_OK)
    return not writable and not any(map(os.path.lexists, beside))


def inode_of(path: Path) -> tuple[int, int] | None:
    """The device and number of the file at `path`; None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _is_ours(path: Path) -> bool:
    uri = f"{path.absolute().as_uri()}?{'immutable=1' if only_to_be_read(path) else 'mode=ro'}"
    with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as connection:
        (mark,) = connection.execute("PRAGMA application_id").fetchone()
        tables = {
            name
            for (name,) in connection.execute("select name from sqlite_master where type = 'table'")
        }
    if mark == APPLICATION_ID:
        return True
    return mark == 0 and (not tables or ("answers" in tables and tables <= _UNMARKED))
