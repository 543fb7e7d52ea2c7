"""Where the articles of the store came from, as rows."""

from __future__ import annotations

import os
from sqlite3 import Connection
from typing import NamedTuple


class Origin(NamedTuple):
    """Where an article came from: its file and root as absolute paths, its source's digest."""

    path: str
    root: str
    digest: bytes


class Known(NamedTuple):
    """An article that the store has."""

    number: int
    origin: Origin


def known_by_id(database: Connection, article_id: str) -> Known | None:
    """The article of the store with this id."""
    row = database.execute(
        "select number, path, root, digest from articles where id = ?", (article_id,)
    ).fetchone()
    return Known(row[0], Origin(*row[1:])) if row else None


def known_at(database: Connection, path: str) -> list[tuple[str, Known]]:
    """The articles, with their ids, from the file at the absolute `path` or from files below it."""
    rows = database.execute(
        "select id, number, path, root, digest from articles "
        "where path = ? or path > ? and path < ? order by path, id",
        (path, f"{path}{os.sep}", f"{path}{chr(ord(os.sep) + 1)}"),
    )
    return [(article_id, Known(number, Origin(*origin))) for article_id, number, *origin in rows]


def roots(database: Connection) -> list[str]:
    """The roots of all articles, each once, in order."""
    rows = database.execute(
        "with recursive each(root) as (select min(root) from articles union all "
        "select (select min(root) from articles where root > each.root) from each "
        "where each.root is not null) select root from each where root is not null"
    )
    return [root for (root,) in rows]
