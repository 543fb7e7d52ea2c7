"""The SQLite file that holds the coverage: its schema, its connections, its transactions.

What reads has SQLite's own connection, what writes has sqlite-utils' Database: importing that one
takes longer than answering a question.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from sqlite3 import Connection
from typing import TYPE_CHECKING, Final

from retrieval.errors import (
    DatabaseUnwritableError,
    NewerCoverageError,
    NotACoverageError,
    NothingIndexedError,
)
from retrieval.store.faults import damaged, explained
from retrieval.store.reading.connection import Reader, has_log, made_beside, state_of

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID: Final = 0x6E757467  # "nutg", in the file's header
SCHEMA_VERSION: Final = 3
PAGE: Final = 16_384
"""Bytes of a page: posting lists are read a page at a time."""
OWNERS: Final = 0o600
"""The permissions of new files: its owner reads and writes, nobody else."""
READ_WAIT: Final = 5.0
"""Seconds that a question waits for SQLite; readers never wait for a writer, only for recovery."""


def connect_to_read(path: Path) -> Reader:
    """A connection that can only read the coverage at `path`; usable from any one thread at once.

    It makes nothing but SQLite's own files beside one that is there, and removes these when it is
    closed. Raises NothingIndexedError where there is none, a DatabaseError for one that cannot be
    used.
    """
    with explained(path):
        _check_kind(path)
        whole = path.resolve()
        had_log, state = has_log(whole), state_of(whole)
        locked_out = not (had_log or os.access(whole.parent, os.W_OK))
        connection = _opened(path, "immutable=1" if locked_out or _frozen(path) else "mode=ro")
        if locked_out and state:
            connection.taken = whole, state
        try:
            if not _is_coverage(connection, path):
                raise NothingIndexedError(path)
        except UnicodeDecodeError:  # of an error that names a table
            connection.close()
            raise damaged(path, "a text that is not UTF-8") from None
        except BaseException:
            connection.close()
            raise
        connection.made = None if had_log else made_beside(whole)
        return connection


def connect(path: Path) -> Connection:
    """A connection to write the coverage at `path` with, made if missing; usable from any one
    thread at once.

    Raises a DatabaseError for a file or folder that cannot be used.
    """
    if not _is_utf8(path.absolute()):
        raise DatabaseUnwritableError(path, "its name is not UTF-8; name another database")
    with explained(path):
        with suppress(NothingIndexedError):
            connect_to_read(path).close()  # before anything is written to another's file
        _make_file(path)
        connection = _opened(path, "immutable=1" if _frozen(path) else "mode=rw")
        try:
            if not _is_coverage(connection, path):
                _make_tables(connection)
            connection.execute("pragma synchronous = normal")
            with suppress(sqlite3.OperationalError):  # a copy may have another
                connection.execute("pragma journal_mode = wal")
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


def empty_log(connection: Connection) -> None:
    """Writes what SQLite's log holds into the file, which alone is then the coverage; unless
    readers keep from it for too long."""
    with suppress(sqlite3.OperationalError):
        connection.execute("pragma wal_checkpoint(truncate)")


def path_of(database: Connection) -> Path:
    """The database's file."""
    (path,) = database.execute(
        "select file from pragma_database_list where name = 'main'"
    ).fetchone()
    return Path(path)


def meta(database: Connection, key: str) -> str | int | float | None:
    """The value kept under `key`, None when there is none."""
    row = database.execute("select value from meta where key = ?", [key]).fetchone()
    return row[0] if row else None


def set_meta(database: Database, **values: str | int | None) -> None:
    """Keeps each value under its key."""
    database.conn.executemany("insert or replace into meta values (?, ?)", list(values.items()))


def _opened(path: Path, mode: str) -> Reader:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{mode}",
        uri=True,
        timeout=READ_WAIT,
        isolation_level=None,
        check_same_thread=False,
        factory=Reader,
    )
    connection.execute("pragma foreign_keys = off")
    connection.execute("pragma cache_size = -4096")
    return connection


def _check_kind(path: Path) -> None:
    """Raises NothingIndexedError or a DatabaseError for what is no file."""
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        raise NothingIndexedError(path) from None
    except OSError as error:
        raise DatabaseUnwritableError(
            path, f"cannot be read ({error.strerror}); check the permissions of its folder"
        ) from None
    if stat.S_ISDIR(mode):
        raise NotACoverageError(path, "this is a folder; name a file as database")
    if not stat.S_ISREG(mode):
        raise NotACoverageError(path, "this is no file; name a file as database")


def _make_file(path: Path) -> None:
    """An empty file, where there is none, that is its owner's alone; SQLite makes its own alike."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseUnwritableError(
            path, f"its folder cannot be made ({error.strerror}); name another database"
        ) from None
    with suppress(OSError):  # SQLite names the reason, when it opens it
        if not path.exists():
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, OWNERS))


def _is_coverage(connection: Connection, path: Path) -> bool:
    """Whether this is a coverage that this nutgraf reads; False for an empty file. Raises a
    DatabaseError for all others."""
    (application,) = connection.execute("pragma application_id").fetchone()
    (version,) = connection.execute("pragma user_version").fetchone()
    if application == APPLICATION_ID and version == SCHEMA_VERSION:
        return True
    if application in (0, APPLICATION_ID) and version == 0 and _is_empty(connection):
        return False
    if application == APPLICATION_ID and version > SCHEMA_VERSION:
        raise NewerCoverageError(path, "written by a newer nutgraf; update this one")
    if application == APPLICATION_ID:
        raise NotACoverageError(
            path, "made by an older nutgraf; delete it and run `nutgraf reindex`"
        )
    raise NotACoverageError(path, "an SQLite file of another program; name another database")


def _make_tables(connection: Connection) -> None:
    connection.execute(f"pragma page_size = {PAGE}")
    connection.execute(f"pragma application_id = {APPLICATION_ID}")  # in the file, not in its log
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = normal")
    from retrieval.store.schema import STEPS

    with writing(connection) as database:
        STEPS.apply(database)
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
        mounts = map(bytes.split, Path("/proc/self/mountinfo").read_bytes().splitlines())
        number = f"{os.major(device)}:{os.minor(device)}".encode()
        return any(each[2] == number and b"ro" in each[-1].split(b",") for each in mounts)
    return False


def timestamp(moment: datetime) -> str:
    """The moment as the coverage writes it, in UTC; such texts sort as moments."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def after_timestamp(since: date | datetime) -> str:
    """The moment, as the coverage writes it, after which something is new since then."""
    if isinstance(since, datetime):
        return timestamp(since)
    return since.isoformat()  # all moments of the day sort after it
