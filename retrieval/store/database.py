"""The SQLite file that holds the coverage: its schema, its connections, its transactions.

What reads has SQLite's own connection, what writes has sqlite-utils' Database: importing that one
takes longer than answering a question.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from sqlite3 import Connection
from typing import TYPE_CHECKING, Final

from retrieval.errors import (
    DatabaseError,
    DatabaseLockedError,
    DatabaseUnwritableError,
    NewerCoverageError,
    NotACoverageError,
)

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID: Final = 0x6E757467  # "nutg", in the file's header
SCHEMA_VERSION: Final = 3
ROOM: Final = 2**16
"""Bytes of disk without which SQLite cannot even open a file for reading."""
PAGE: Final = 16_384
"""Bytes of a page: posting lists are read a page at a time."""
_FULL: Final = "the disk is full; free some space and run it again"
READ_WAIT: Final = 5.0
"""Seconds that a question waits for SQLite; readers never wait for a writer, only for recovery."""


def connect(path: Path) -> Connection:
    """A connection to the coverage at `path`, made if missing; usable from any one thread at once.

    Raises a DatabaseError for a file or folder that cannot be used.
    """
    if not _is_utf8(path.absolute()):
        raise DatabaseUnwritableError(path, "its name is not UTF-8; name another database")
    with explained(path):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DatabaseUnwritableError(
                path, f"its folder cannot be made ({error.strerror}); name another database"
            ) from None
        if path.is_dir():
            raise NotACoverageError(path, "this is a folder; name a file as database")
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}{'?immutable=1' if _frozen(path) else ''}",
            uri=True,
            timeout=READ_WAIT,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            _prepare(connection, path)
        except BaseException:
            connection.close()
            raise
        return connection


@contextmanager
def reading(connection: Connection) -> Iterator[Connection]:
    """One read transaction: everything read inside is of the same moment."""
    connection.execute("begin")
    try:
        yield connection
    finally:
        with suppress(sqlite3.Error):
            connection.execute("rollback")


@contextmanager
def writing(connection: Connection) -> Iterator[Database]:
    """One write transaction: all of it is kept, or none."""
    from sqlite_utils import Database

    database = Database(connection, execute_plugins=False)
    connection.execute("begin immediate")
    try:
        yield database
        connection.execute("commit")
    except BaseException:
        with suppress(sqlite3.Error):
            connection.execute("rollback")
        raise


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


def empty_log(connection: Connection) -> None:
    """Empties the log that SQLite keeps of what was written, unless somebody reads from it."""
    with suppress(sqlite3.OperationalError):
        connection.execute("pragma wal_checkpoint(truncate)")


def folder_of(database: Connection) -> Path:
    """Where the database's file lies."""
    (path,) = database.execute(
        "select file from pragma_database_list where name = 'main'"
    ).fetchone()
    return Path(path).parent


def meta(database: Connection, key: str) -> str | int | float | None:
    """The value kept under `key`, None when there is none."""
    row = database.execute("select value from meta where key = ?", [key]).fetchone()
    return row[0] if row else None


def set_meta(database: Database, **values: str | int | None) -> None:
    """Keeps each value under its key."""
    database.conn.executemany("insert or replace into meta values (?, ?)", list(values.items()))


def _prepare(connection: Connection, path: Path) -> None:
    """Checks whose file this is, and makes the schema in an empty one."""
    connection.execute("pragma foreign_keys = off")
    connection.execute("pragma cache_size = -4096")
    (application,) = connection.execute("pragma application_id").fetchone()
    (version,) = connection.execute("pragma user_version").fetchone()
    if application == APPLICATION_ID and version == SCHEMA_VERSION:
        connection.execute("pragma synchronous = normal")
        return
    if application == APPLICATION_ID:
        if version > SCHEMA_VERSION:
            raise NewerCoverageError(path, "written by a newer nutgraf; update this one")
        raise NotACoverageError(
            path, "made by an older nutgraf; delete it and run `nutgraf reindex`"
        )
    if not _is_empty(connection):
        raise NotACoverageError(path, "an SQLite file of another program; name another database")
    connection.execute(f"pragma page_size = {PAGE}")
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = normal")
    from retrieval.store.schema import STEPS

    with writing(connection) as database:
        STEPS.apply(database)
        database.execute(f"pragma application_id = {APPLICATION_ID}")
        database.execute(f"pragma user_version = {SCHEMA_VERSION}")


def _is_utf8(path: Path) -> bool:
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_empty(connection: Connection) -> bool:
    return connection.execute("select 1 from sqlite_master").fetchone() is None


def _frozen(path: Path) -> bool:
    """Whether the file is whole and nobody can write to it, so that SQLite need not lock it.

    That is so where its file system is mounted read-only, not where this mount of it is.
    """
    if sys.platform != "linux":
        return False
    with suppress(OSError):
        log = path.with_name(f"{path.name}-wal")
        if not os.statvfs(path).f_flag & os.ST_RDONLY or (log.exists() and log.stat().st_size):
            return False
        device = path.stat().st_dev
        mounts = map(str.split, Path("/proc/self/mountinfo").read_text().splitlines())
        number = f"{os.major(device)}:{os.minor(device)}"
        return any(each[2] == number and "ro" in each[-1].split(",") for each in mounts)
    return False


def _explanation(path: Path, error: sqlite3.Error) -> DatabaseError | None:
    text = str(error)
    if "not a database" in text or "malformed" in text or "not in the expected" in text:
        remedy = "delete it and run `nutgraf reindex`"
        return NotACoverageError(path, f"no coverage, or a damaged one ({text}); {remedy}")
    if "locked" in text or "busy" in text:
        return DatabaseLockedError(
            path, "another process is writing to it; try again when it has finished"
        )
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


def timestamp(moment: datetime) -> str:
    """The moment as the coverage writes it, in UTC; such texts sort as moments."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def after_timestamp(since: date | datetime) -> str:
    """The moment, as the coverage writes it, after which something is new since then."""
    if isinstance(since, datetime):
        return timestamp(since)
    return since.isoformat()  # all moments of the day sort after it
