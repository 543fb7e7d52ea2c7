"""The articles that print one text, as rows."""

from __future__ import annotations

from collections.abc import Iterable
from json import dumps
from sqlite3 import Connection, OperationalError
from typing import Any, Final

from retrieval.store.articles import COLUMNS
from retrieval.store.checksums import is_sealed
from retrieval.stored.articles import ArticleRow, Member

MOST: Final = 50
"""Articles of one text that are looked at."""


def texts_of(database: Connection, ids: Iterable[str]) -> dict[str, int]:
    """For those of the articles that print a text which others print too, the text's number."""
    try:
        if database.execute("select 1 from copies limit 1").fetchone() is None:
            return {}
    except OperationalError:  # a file from before
        return {}
    rows = database.execute(
        "select articles.id, text from json_each(?) as wanted "
        "join articles on articles.id = wanted.value join copies on article = number",
        [dumps(sorted(ids))],
    )
    return dict(rows.fetchall())


def members(database: Connection, text: int) -> list[Member]:
    """The articles that print a text, as they were indexed; those that are not are left out."""
    rows: list[tuple[Any, ...]] = database.execute(
        f"select number, first, {COLUMNS} from copies join articles on number = article "
        "where text = ? order by published is null, published, id limit ?",
        [text, MOST],
    ).fetchall()
    return [
        Member(ArticleRow(*row), first)
        for number, first, *row in rows
        if is_sealed(database, number)
    ]
