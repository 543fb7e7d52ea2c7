"""Names of the coverage that begin with what was typed: for a shell, which waits for them.

No file is made and nobody is waited for: what cannot be told at once is not told.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from sqlite3 import Connection, connect
from typing import Final, Literal, NamedTuple

from retrieval.errors import NothingIndexedError
from retrieval.store.database import APPLICATION_ID, SCHEMA_VERSION

MOST: Final = 100
"""Names at most."""
_PATIENCE: Final = 0.2
"""Seconds after which what is not found is not told."""
_MARKS: Final = ("application_id", "user_version")
_LAST: Final = "\U0010ffff"


Kind = Literal["address", "article", "outlet", "party", "place"]


class Named(NamedTuple):
    """A name, and what is `told` with it, which helps a person to know it."""

    name: str
    told: str = ""


def beginnings(path: Path, kind: Kind, typed: str) -> list[Named]:
    """The names of this kind, of the coverage at `path`, that begin with what was typed.

    Raises NothingIndexedError, sqlite3.Error.
    """
    with _glance(path) as database:
        return _FINDING[kind](database, typed)


def _outlets(database: Connection, typed: str) -> list[Named]:
    """The outlets whose names begin so, in any case."""
    found: list[Named] = []
    name = ""
    while len(found) < MOST:
        after = "select min(outlet) from articles where outlet > ?"
        (name,) = database.execute(after, [name]).fetchone()
        if name is None:
            break
        if _begins(name, typed):
            found.append(Named(name))
    return found


def _parties(database: Connection, typed: str) -> list[Named]:
    """The parties of the tables of speakers whose names begin so, in any case."""
    tables = [json.loads(table) for (table,) in database.execute("select names from parties")]
    names = {name for table in tables for key in ("sides", "others") for name in table.get(key, ())}
    return [Named(name) for name in sorted(names) if _begins(name, typed)][:MOST]


def _articles(database: Connection, typed: str) -> list[Named]:
    """The articles whose ids begin so, with their headlines."""
    rows = database.execute(
        "select id, headline from articles where id >= ? and id < ? order by id limit ?",
        [typed, typed + _LAST, MOST],
    )
    return [Named(*row) for row in rows]


def _places(database: Connection, typed: str) -> list[Named]:
    """The folders of articles, and articles in the folder typed, that begin so."""
    found: list[Named] = []
    after, deep = typed, len(typed)
    while len(found) < MOST:
        row = database.execute(
            "select id, headline from articles where id >= ? and id < ? order by id limit 1",
            [after, typed + _LAST],
        ).fetchone()
        if row is None:
            break
        end = row[0].find("/", deep)
        name = row[0] if end < 0 else row[0][:end]
        found.append(Named(name, row[1] if end < 0 else ""))
        after = f"{row[0]}\0" if end < 0 else f"{name}/{_LAST}"
    return found


def _addresses(database: Connection, typed: str) -> list[Named]:
    """The addresses of articles' first passages that begin so, the newest first, with headlines."""
    from retrieval.store.articles import article_by_id
    from retrieval.stored.catalogue import listed

    key = typed.partition("-")[0]
    begins = "key >= :key and key < :last" if key else "true"
    rows = database.execute(
        f"select id from articles where {begins} and passages > 0 order by published desc limit 20",
        {"key": key, "last": key + _LAST},
    )
    found = [article_by_id(database, number) for (number,) in rows.fetchall()]
    shown = [listed(article) for article in found if article]
    return [Named(each.address, each.headline) for each in shown if _begins(each.address, typed)]


def _begins(name: str, typed: str) -> bool:
    return name.casefold().startswith(typed.casefold())


@contextmanager
def _glance(path: Path) -> Iterator[Connection]:
    """A connection that makes no file: where no other has the coverage open, SQLite is told that
    none will."""
    if not path.is_file():
        raise NothingIndexedError(path)
    whole = path.resolve()
    used = all(whole.with_name(whole.name + each).exists() for each in ("-wal", "-shm"))
    mode = "mode=ro" if used else "immutable=1"
    until = time.monotonic() + _PATIENCE
    with closing(connect(f"{whole.as_uri()}?{mode}", uri=True, timeout=0.05)) as database:
        database.set_progress_handler(lambda: time.monotonic() > until, 10_000)
        marks = [database.execute(f"pragma {each}").fetchone()[0] for each in _MARKS]
        if marks != [APPLICATION_ID, SCHEMA_VERSION]:
            raise NothingIndexedError(path)
        yield database


_FINDING: Final[Mapping[Kind, Callable[[Connection, str], list[Named]]]] = {
    "address": _addresses,
    "article": _articles,
    "outlet": _outlets,
    "party": _parties,
    "place": _places,
}
