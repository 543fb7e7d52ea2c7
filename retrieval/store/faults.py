"""SQLite's errors about a coverage's file, turned into a DatabaseError that names the remedy."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from retrieval.errors import (
    DatabaseError,
    DatabaseLockedError,
    DatabaseUnwritableError,
    NotACoverageError,
)

ROOM: Final = 2**16
"""Bytes of disk without which SQLite cannot even open a file for reading."""
_FULL: Final = "the disk is full; free some space and run it again"
WRITTEN_TO: Final = "another process is writing to it; try again when it has finished"
_DAMAGED: Final = ("not a database", "malformed", "not in the expected")


NONSENSE: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What reading raises where what is stored makes no sense, or where the program does not."""


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turns SQLite's errors about the file `path` into a DatabaseError with a remedy."""
    try:
        yield
    except sqlite3.Error as error:
        explanation = _explanation(path, error)
        if explanation is None:
            raise
        raise explanation from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DatabaseUnwritableError(path, _FULL) from error
        raise


def damaged(path: Path, what: str) -> NotACoverageError:
    """The error for a file that is no coverage, or whose bytes are no longer those written."""
    return NotACoverageError(
        path, f"no coverage, or a damaged one ({what}); delete it and run `nutgraf reindex`"
    )


def _explanation(path: Path, error: sqlite3.Error) -> DatabaseError | None:
    text = str(error)
    if "decode to UTF-8" in text:  # it would quote the column
        return damaged(path, "a text that is not UTF-8")
    if any(each in text for each in _DAMAGED):
        return damaged(path, text)
    if "locked" in text or "busy" in text:
        return DatabaseLockedError(path, WRITTEN_TO)
    if "full" in text or ("disk I/O" in text and _is_full(path.parent)):
        return DatabaseUnwritableError(path, _FULL)
    if "readonly" in text or "unable to open" in text or "disk I/O" in text:
        return DatabaseUnwritableError(
            path, f"cannot be used ({text}); check the permissions of the file and its folder"
        )
    return None


def _is_full(folder: Path) -> bool:
    import shutil  # only when something went wrong

    try:
        return shutil.disk_usage(folder).free < ROOM
    except OSError:
        return False
