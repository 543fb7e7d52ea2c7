"""What changed in articles, and since when their passages are as they are, as rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from sqlite3 import Connection
from typing import Final, NamedTuple

OF_AN_ARTICLE: Final = 50
"""Corrections that are kept of one article, the newest."""
KEPT: Final = 20_000
"""Corrections that are kept in all, the newest."""

Pair = tuple[str | None, str | None]
"""A sentence as it was and as it is; None: it came or went."""


class Presence(NamedTuple):
    """Since when an article has been as it is, and those of its passages that are older."""

    moment: str
    stayed: dict[int, str]


def unchanged_since(database: Connection, until: str) -> list[int]:
    """Numbers of passages that a change of their article left as they were since before then."""
    rows = database.execute(
        "select first + ordinal from stayed join articles on number = article "
        "where stayed.indexed_at <= ?",
        [until],
    )
    return [number for (number,) in rows]


def pairs_of(database: Connection, article_id: str) -> list[tuple[str, str]]:
    """The article's sentences that changed, as (old, new), the latest change first."""
    return database.execute(
        "select before, after from corrections where article = ? and before is not null "
        "and after is not null order by number desc",
        [article_id],
    ).fetchall()


def changes_after(database: Connection, article_id: str, moment: str) -> list[tuple[str, str]]:
    """The article's sentences that came or changed after the moment, as they are now, each with
    when, the earliest first."""
    return database.execute(
        "select after, indexed_at from corrections where article = ? and indexed_at > ? "
        "and after is not null order by number",
        [article_id, moment],
    ).fetchall()


def presence_of(database: Connection, number: int) -> Presence:
    """Since when the article with this number in the store has been there, and its passages."""
    (moment,) = database.execute(
        "select indexed_at from articles where number = ?", [number]
    ).fetchone()
    rows = database.execute("select ordinal, indexed_at from stayed where article = ?", [number])
    return Presence(moment, dict(rows.fetchall()))


def newest_since(
    database: Connection, moment: str, limit: int
) -> list[tuple[str, str, str | None, str | None]]:
    """What changed after the moment, the newest first: an article's id, when, a sentence as it was
    and as it is."""
    return database.execute(
        "select article, indexed_at, before, after from corrections where indexed_at > ? "
        "order by number desc limit ?",
        [moment, limit],
    ).fetchall()


def wordings(
    database: Connection, article_ids: Iterable[str] | None
) -> list[tuple[int, str, str | None, str | None]]:
    """What is kept of changes of these articles, or of all: its number, whose it is, a sentence as
    it was and as it is."""
    some = "select number, article, before, after from corrections"
    if article_ids is None:
        return database.execute(f"{some} order by number").fetchall()
    found: list[tuple[int, str, str | None, str | None]] = []
    for article_id in article_ids:
        found += database.execute(f"{some} where article = ?", [article_id]).fetchall()
    return found


def drop_wordings(database: Connection, numbers: Iterable[int]) -> None:
    """Deletes those with these numbers."""
    database.executemany(
        "delete from corrections where number = ?", [(number,) for number in numbers]
    )


def drop_changes(database: Connection, article_id: str) -> None:
    """Forgets what changed in the article."""
    database.execute("delete from corrections where article = ?", [article_id])


def write_change(
    database: Connection,
    number: int,
    stayed: Iterable[tuple[int, str]],
    article: str,
    moment: str,
    pairs: Sequence[Pair],
) -> None:
    """Keeps which passages of the article with this number stayed, by ordinal, and since when; and
    what changed in its sentences at that moment."""
    database.executemany(
        "insert into stayed values (?, ?, ?)", [(number, *each) for each in stayed]
    )
    if not pairs:
        return
    database.executemany(
        "insert into corrections(article, indexed_at, before, after) values (?, ?, ?, ?)",
        [(article, moment, *pair) for pair in pairs],
    )
    database.execute(
        "delete from corrections where article = ? and number not in (select number from "
        "corrections where article = ? order by number desc limit ?)",
        [article, article, OF_AN_ARTICLE],
    )
    database.execute(
        "delete from corrections where number <= (select max(number) from corrections) - ?", [KEPT]
    )
