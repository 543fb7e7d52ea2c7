"""What a reindex heals of a damaged coverage, marked for the next one.

A marked article has an empty digest: it is read anew from its file, as if it had changed, and
nothing is asked of it until then. The index of words is made anew from the others.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from retrieval.store.checksums import (
    BY_ROOT,
    WHOLE,
    altered_roots,
    are_kept,
    is_sealed,
    is_table_sealed,
    seal_table,
)
from retrieval.store.database import connect, connect_to_read, empty_log, writing
from retrieval.store.faults import explained
from retrieval.store.lock import exclusive

MARK: Final = b""
"""The digest of an article that is to be read anew."""


@dataclass(frozen=True, slots=True)
class Repair:
    """What the next reindex does: `articles` are those read anew, each by the id and the path that
    the damaged row says; `folders` those whose tables are; `rebuilt`: the index is made anew."""

    articles: tuple[tuple[str, str], ...]
    folders: tuple[str, ...]
    rebuilt: bool


def repair(path: str | Path) -> Repair:
    """Marks what is damaged in the coverage at `path`, while no reindex is running. Raises
    NothingIndexedError, and a DatabaseError for a file that no mark can heal."""
    path = Path(path)
    connect_to_read(path).close()
    with (
        exclusive(path),
        explained(path),
        closing(connect(path)) as connection,
    ):
        with writing(connection) as database:
            sound = sound_tables(database)
            done = mark(database)
            if "meta" not in sound:
                _restart(database)
            elif are_kept(connection):
                seal_table(connection, "meta")
        empty_log(connection)
    return done


def sound_tables(database: Database) -> frozenset[str]:
    """The tables in WHOLE that are as the last reindex left them."""
    return frozenset(table for table in WHOLE if is_table_sealed(database.conn, table))


def seal_tables(database: Database, sound: frozenset[str]) -> None:
    """Keeps the checksums of the tables in WHOLE as they are now; of one that was not sound before
    only where all of it was written anew."""
    for table in sound | {"meta"}:
        seal_table(database.conn, table)


def mark(database: Database) -> Repair:
    """Marks what is damaged, inside the caller's write transaction."""
    connection = database.conn
    if not are_kept(connection):
        return _rebuild(database, (), ())
    numbers = [number for (number,) in connection.execute("select number from articles")]
    damaged = [number for number in numbers if not is_sealed(connection, number)]
    connection.executemany(
        "update articles set digest = ? where number = ?", [(MARK, number) for number in damaged]
    )
    articles = tuple(_named(database, number) for number in damaged)
    folders = [root for table in BY_ROOT for root in altered_roots(connection, table)]
    return _rebuild(database, articles, tuple(dict.fromkeys(folders)))


def _restart(database: Database) -> None:
    """Gives what no reindex writes anew values that it can go on from."""
    database.execute(
        "update meta set value = 1 where key = 'generation' and typeof(value) != 'integer'"
    )
    database.execute(
        "update meta set value = (select min(indexed_at) from articles) where key = 'began'"
    )


def _rebuild(
    database: Database, articles: tuple[tuple[str, str], ...], folders: tuple[str, ...]
) -> Repair:
    database.execute("delete from meta where key = 'analysis'")
    return Repair(articles, folders, rebuilt=True)


def _named(database: Database, number: int) -> tuple[str, str]:
    article_id, path = database.execute(
        "select cast(id as blob), cast(path as blob) from articles where number = ?", [number]
    ).fetchone()
    return article_id.decode(errors="replace"), path.decode(errors="replace")
