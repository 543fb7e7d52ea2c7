"""The languages in which articles are analysed, as rows: of those that are not in English."""

from __future__ import annotations

import json
from collections.abc import Iterable
from sqlite3 import Connection

from retrieval.languages.detection import DEFAULT


def languages(database: Connection, articles: int) -> tuple[str, ...]:
    """The codes of the languages of a coverage of so many `articles`, the most frequent first."""
    if not database.execute("select 1 from sqlite_master where name = 'analysed'").fetchone():
        return (DEFAULT,)  # a file from before has them from the next reindex
    rows = database.execute("select language, count(*) from analysed group by language").fetchall()
    times = {str(code): int(count) for code, count in rows}
    if articles > sum(times.values()) or not times:
        times[DEFAULT] = articles - sum(times.values())
    return tuple(sorted(times, key=lambda code: (-times[code], code)))


def languages_of(database: Connection, articles: Iterable[int]) -> dict[int, str]:
    """The languages of those of the articles with these numbers that are not in English."""
    rows = database.execute(
        "select article, language from analysed where article in (select value from json_each(?))",
        [json.dumps(list(articles))],
    )
    return dict(rows.fetchall())


def keep_language(database: Connection, article: int, language: str) -> None:
    """Keeps the language of the article with that number."""
    database.execute("delete from analysed where article = ?", (article,))
    if language != DEFAULT:
        database.execute("insert into analysed values (?, ?)", (article, language))
