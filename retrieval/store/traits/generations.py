"""Which generations of a coverage's file were made when: what changed since one is told by it."""

from __future__ import annotations

from sqlite3 import Connection, OperationalError
from typing import TYPE_CHECKING, Final

from retrieval.store.database import meta
from retrieval.stored.generations import numbered, parted

if TYPE_CHECKING:  # who asks needs nothing that writes
    from sqlite_utils import Database

KEPT: Final = 10_000
"""Generations that are remembered; of earlier ones all counts as changed."""


def keep_generation(database: Database, generation: int, moment: str) -> None:
    """Keeps that what changed in this generation was indexed at the moment or after it."""
    database.execute("delete from generations where generation >= ?", [generation])
    database.execute("insert into generations values (?, ?)", [generation, moment])
    database.execute("delete from generations where generation <= ?", [generation - KEPT])


def changed_since(database: Connection, generation: int) -> dict[str, bytes]:
    """See `Catalogue.changed_since`."""
    began, last = str(meta(database, "began") or ""), int(meta(database, "generation") or 0)
    since, out = parted(began, generation), _came_out(database)
    if since is None or since > last + len(out):
        return _indexed(database, "")
    found = dict(out[max(0, since - last) :])
    if since < last:
        found |= _indexed(database, _moment_after(database, since))
    return found


def _came_out(database: Connection) -> list[tuple[str, bytes]]:
    """The articles that have come out in this generation, in that order: each made another."""
    try:
        rows = database.execute(
            "select id, digest from waiting join articles on article = number order by until, id"
        )
    except OperationalError:  # a file from before
        return []
    return rows.fetchall()


def _moment_after(database: Connection, generation: int) -> str:
    """The moment at which or after which all was indexed that is of later generations; "" where
    that is not known."""
    try:
        first, moment = database.execute(
            "select (select min(generation) from generations), min(moment) from generations "
            "where generation > ?",
            [generation],
        ).fetchone()
    except OperationalError:  # a file from before
        return ""
    return str(moment or "") if first is not None and first <= generation else ""


def _indexed(database: Connection, moment: str) -> dict[str, bytes]:
    rows = database.execute("select id, digest from articles where indexed_at >= ?", [moment])
    return dict(rows.fetchall())


def numbered_in(database: Connection, generation: int) -> int:
    """The generation as it is told outside."""
    return numbered(str(meta(database, "began") or ""), generation)
