"""The tables that an operator keeps in an indexed folder -> the store."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from sqlite_utils import Database

from retrieval.articles.skipped import Skipped, Unread, printable
from retrieval.errors import TableError
from retrieval.speakers import parties
from retrieval.spelling import aliases
from retrieval.store.checksums import seal_root


class _Table(NamedTuple):
    """A file's name, its table, how it is read."""

    file: str
    table: str
    read: Callable[[Path], str]


_TABLES: Final = (
    _Table(aliases.FILE, "aliases", lambda file: aliases.Aliases.read(file).as_json()),
    _Table(parties.FILE, "parties", lambda file: parties.Parties.read(file).as_json()),
)


def take_tables(
    database: Database, folder: Path, *, away: bool, skip: Callable[[Skipped], None]
) -> bool:
    """Whether one of the tables in the folder changed. One that cannot be read changes nothing and
    is skipped; nor does one that is missing, if the folder is `away`."""
    try:
        names = {each.name for each in folder.iterdir()}
    except OSError:
        return False  # its articles' line says so
    away = away or (not names and folder.is_symlink())
    changed = False
    for each in _TABLES:
        if each.file in names:
            changed |= _take(database, folder, each, skip)
        elif not away:
            root = str(folder.absolute())
            done = database.execute(f"delete from {each.table} where root = ?", [root])
            seal_root(database.conn, each.table, root)
            changed |= done.rowcount > 0
    return changed


def _take(database: Database, folder: Path, table: _Table, skip: Callable[[Skipped], None]) -> bool:
    file, root = folder / table.file, str(folder.absolute())
    try:
        new = table.read(file)
    except TableError as error:
        reason = error.reason
        skip(Unread.at(file, reason) if error.unread else Skipped(printable(file), reason))
        return False
    kept = f"select * from {table.table} where root = ?"
    old = database.execute(kept, [root]).fetchone()
    database.execute(f"insert or replace into {table.table} values (?, ?)", [root, new])
    seal_root(database.conn, table.table, root)
    return old is None or old[1] != new
