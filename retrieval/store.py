"""The SQLite file that holds the coverage: its schema, its connections, its transactions."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from retrieval.errors import (
    DatabaseError,
    DatabaseLockedError,
    DatabaseUnwritableError,
    NewerCoverageError,
    NotACoverageError,
)

APPLICATION_ID: Final = 0x6E757467  # "nutg", in the file's header
SCHEMA_VERSION: Final = 2
ROOM: Final = 2**16
"""Bytes of disk without which SQLite cannot even open a file for reading."""
PAGE: Final = 16_384
"""Bytes of a page: posting lists are read a page at a time."""
_FULL: Final = "the disk is full; free some space and run it again"
READ_WAIT: Final = 5.0
"""Seconds that a question waits for SQLite; readers never wait for a writer, only for recovery."""

_SCHEMA: Final = """
create table meta(key text primary key, value) without rowid;

-- An article's passages are numbered `first` and on; postings speak of passages by number.
create table articles(
    number integer primary key, id text not null unique, key text not null, path text not null,
    root text not null, digest blob not null, headline text not null, kicker text, outlet text,
    url text, published text, language text, paragraphs integer not null, blocks text not null,
    first integer, passages integer, body text not null);
create index articles_key on articles(key);
create index articles_published on articles(published);
create index articles_path on articles(path);
create index articles_root on articles(root);
create unique index articles_first on articles(first, number, passages);

-- The alias table of each indexed folder that has one, as JSON.
create table aliases(root text primary key, groups text not null) without rowid;

create table passages(
    article integer not null references articles(number), ordinal integer not null,
    kind text not null, place integer not null, section text,
    "start" integer not null, "end" integer not null,
    primary key (article, ordinal)) without rowid;

-- The days that a passage speaks of, `first` to `last`, as days since 0001-01-01.
create table passage_days(
    first integer not null, article integer not null, ordinal integer not null,
    last integer not null, primary key (first, article, ordinal, last)) without rowid;
create index passage_days_article on passage_days(article);

-- Passages `base` to `base + size - 1`; `lengths` has a uint32 of terms for each, `total` is their
-- sum; impacts in its posting lists are those for the average length `average`.
create table segments(
    number integer primary key, base integer not null, size integer not null,
    average real not null, total integer not null, lengths blob not null);
create table dead(passage integer primary key);

-- `spelling`: the plainest word that articles write; `name`: no article writes it in lower case;
-- `skeleton`: what names share however they are transliterated.
create table terms(
    number integer primary key, term text not null, spelling text not null,
    name integer not null, skeleton text not null, initial text not null, length integer not null);

-- By a term's number: `df` counts the live passages whose body holds it, `uses` also those that
-- only stand under a headline or section with it. Apart from `terms`, because each reindex writes
-- here: small rows, few pages.
create table counts(term integer primary key, df integer not null, uses integer not null);

-- `most` is the highest of the impacts.
create table postings(
    segment integer not null, term integer not null, most integer not null,
    passages blob, impacts blob not null, frequencies blob not null, exceptions blob,
    primary key (segment, term)) without rowid;
"""
_TERM_INDEXES: Final = {
    "terms_term": "create unique index terms_term on terms(term)",
    "terms_skeleton": "create index terms_skeleton on terms(skeleton) where skeleton != ''",
    "terms_shape": "create index terms_shape on terms(initial, length) where name",
}


def connect(path: Path) -> Database:
    """A connection to the coverage at `path`, made if missing; usable from any one thread at once.

    Raises a DatabaseError for a file or folder that cannot be used.
    """
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
            database = Database(connection, execute_plugins=False)
            _prepare(database, path)
        except BaseException:
            connection.close()
            raise
        return database


@contextmanager
def reading(database: Database) -> Iterator[Database]:
    """One read transaction: everything read inside is of the same moment."""
    execute = database.conn.execute
    execute("begin")
    try:
        yield database
    finally:
        with suppress(sqlite3.Error):
            execute("rollback")


@contextmanager
def writing(database: Database) -> Iterator[Database]:
    """One write transaction: all of it is kept, or none."""
    database.execute("begin immediate")
    try:
        yield database
        database.execute("commit")
    except BaseException:
        with suppress(sqlite3.Error):
            database.execute("rollback")
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


def folder_of(database: Database) -> Path:
    """Where the database's file lies."""
    (path,) = database.execute(
        "select file from pragma_database_list where name = 'main'"
    ).fetchone()
    return Path(path).parent


def meta(database: Database, key: str) -> str | int | float | None:
    """The value kept under `key`, None when there is none."""
    row = database.execute("select value from meta where key = ?", [key]).fetchone()
    return row[0] if row else None


def set_meta(database: Database, **values: str | int | None) -> None:
    """Keeps each value under its key."""
    database.conn.executemany("insert or replace into meta values (?, ?)", list(values.items()))


def drop_term_indexes(database: Database) -> None:
    """Takes the indexes from the table of terms: many new terms at once are written in a third of
    the time if these are made afterwards."""
    for name in _TERM_INDEXES:
        database.execute(f"drop index {name}")


def make_term_indexes(database: Database) -> None:
    """Gives the table of terms its indexes."""
    for statement in _TERM_INDEXES.values():
        database.execute(statement)


def _prepare(database: Database, path: Path) -> None:
    """Checks whose file this is, and makes the schema in an empty one."""
    database.execute("pragma foreign_keys = off")
    database.execute("pragma cache_size = -8192")
    (application,) = database.execute("pragma application_id").fetchone()
    (version,) = database.execute("pragma user_version").fetchone()
    if application == APPLICATION_ID and version == SCHEMA_VERSION:
        database.execute("pragma synchronous = normal")
        return
    if application == APPLICATION_ID:
        if version > SCHEMA_VERSION:
            raise NewerCoverageError(path, "written by a newer nutgraf; update this one")
        raise NotACoverageError(
            path, "made by an older nutgraf; delete it and run `nutgraf reindex`"
        )
    if database.table_names():
        raise NotACoverageError(path, "an SQLite file of another program; name another database")
    database.execute(f"pragma page_size = {PAGE}")
    database.execute("pragma journal_mode = wal")
    database.execute("pragma synchronous = normal")
    with writing(database):
        if not database.table_names():
            for statement in _SCHEMA.split(";\n"):
                database.execute(statement)
            make_term_indexes(database)
            database.execute(f"pragma application_id = {APPLICATION_ID}")
            database.execute(f"pragma user_version = {SCHEMA_VERSION}")


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
    try:
        return shutil.disk_usage(folder).free < ROOM
    except OSError:
        return False
