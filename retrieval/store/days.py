"""The days that passages speak of and articles are of, as rows; and which articles are not out."""

from __future__ import annotations

from datetime import date
from json import dumps
from sqlite3 import Connection, OperationalError
from typing import Final

from retrieval.days.calendar import Days, shifted
from retrieval.days.moment import LISTED
from retrieval.store.checksums import is_sealed, seal_article

_WIDEST: Final = 366  # days of the widest span that a passage speaks of


def speaking_of(database: Connection, days: Days) -> list[int]:
    """Numbers of passages that speak of one of the days, first to last, which are no more than
    LISTED."""
    first, last = (day.toordinal() for day in days)
    rows = database.execute(
        "select articles.first + ordinal from passage_days "
        "join articles on articles.number = article "
        "where passage_days.first between ? and ? and last >= ?",
        [first - LISTED, last, first],
    )
    return [number for (number,) in rows]


def leads_of(database: Connection, first: date | None, last: date | None, limit: int) -> list[int]:
    """Numbers of the first passages of the newest articles of these days, an end open where it is
    None."""
    since = first.isoformat() if first else ""
    until = shifted(last, 1).isoformat() if last else "~"
    rows = database.execute(
        "select first from articles where published >= ? and published < ? "
        "order by published desc, id limit ?",
        [since, until, limit],
    )
    return [number for (number,) in rows]


def days_spoken_of(
    database: Connection, passages: set[tuple[int, int]]
) -> dict[tuple[int, int], list[Days]]:
    """The days that these passages, by article and ordinal, speak of, by their first day."""
    rows = database.execute(
        "select article, ordinal, first, last from json_each(?) as wanted cross join passage_days "
        "on article = wanted.value >> 32 and ordinal = wanted.value & 4294967295 order by first",
        [dumps([article << 32 | ordinal for article, ordinal in passages])],
    )
    found: dict[tuple[int, int], list[Days]] = {}
    for article, ordinal, first, last in rows:
        days = date.fromordinal(first), date.fromordinal(last)
        found.setdefault((article, ordinal), []).append(days)
    return found


def speaking_since(database: Connection, since: date) -> list[int]:
    """Numbers of passages that speak of that day or of later ones."""
    day = since.toordinal()
    rows = database.execute(
        "select articles.first + ordinal from passage_days "
        "join articles on articles.number = article "
        "where passage_days.first >= ? and last >= ?",
        [day - _WIDEST, day],
    )
    return [number for (number,) in rows]


def passages_within(
    database: Connection, first: date, last: date
) -> tuple[list[tuple[int, int]], list[int]]:
    """What is of these days: the passages of articles published on them, as (first, how many), and
    the numbers of passages that speak of them."""
    published = database.execute(
        "select first, passages from articles where published between ? and ?",
        [first.isoformat(), f"{last.isoformat()}~"],
    ).fetchall()
    speaking = database.execute(
        "select articles.first + ordinal from passage_days "
        "join articles on articles.number = article where passage_days.first between ? and ?",
        [first.toordinal(), last.toordinal()],
    )
    return published, [number for (number,) in speaking]


def wait(database: Connection, article: int, until: str) -> None:
    """Keeps that the article with this number is not out before a moment."""
    database.execute("insert or replace into waiting values (?, ?)", [article, until])


def wait_no_more(database: Connection, article: int) -> None:
    """Forgets that for an article that is removed; those that saw it come out see another
    generation than theirs."""
    if database.execute("delete from waiting where article = ?", [article]).rowcount:
        database.execute("update meta set value = value + 1 where key = 'generation'")


def first_to_come_out(database: Connection, moment: str) -> str | None:
    """When the first of those came out that have by then; None where none has."""
    row = database.execute("select min(until) from waiting where until <= ?", [moment]).fetchone()
    return str(row[0]) if row[0] else None


def came_out(database: Connection, moment: str) -> int:
    """Forgets those that have come out by then, which count as indexed when they did; how many
    these were."""
    rows = database.execute(
        "select article, until from waiting where until <= ?", [moment]
    ).fetchall()
    for article, until in rows:
        if is_sealed(database, article):
            database.execute(
                "update articles set indexed_at = ? where number = ? and indexed_at < ?",
                [until, article, until],
            )
            seal_article(database, article)
    database.execute("delete from waiting where until <= ?", [moment])
    return len(rows)


def out_since(database: Connection, moment: str) -> list[tuple[int, int]]:
    """The passages, as (first, how many), of articles that came out after the moment."""
    if not has_waiting(database):
        return []
    return database.execute(
        "select first, passages from articles join waiting on article = number where until > ?",
        [moment],
    ).fetchall()


def until_of(database: Connection, article: int) -> str | None:
    """The moment before which the article with this number is not out; None where it is."""
    row = database.execute("select until from waiting where article = ?", [article]).fetchone()
    return str(row[0]) if row else None


def waiting(database: Connection, moment: str) -> tuple[tuple[int, ...], int]:
    """The numbers of the articles that are not out at that moment, and how many have come out
    since they were indexed."""
    try:
        rows = database.execute("select article, until from waiting order by article").fetchall()
    except OperationalError:  # a file from before
        return (), 0
    ahead = tuple(article for article, until in rows if until > moment)
    return ahead, len(rows) - len(ahead)


def has_waiting(database: Connection) -> bool:
    """Whether it is kept which articles wait; a file from before has it from the next reindex."""
    found = database.execute("select 1 from sqlite_master where name = 'waiting'").fetchone()
    return found is not None


def hide(database: Connection, articles: tuple[int, ...]) -> list[tuple[int, int]]:
    """Hides the articles with these numbers from every query of this transaction; their passages,
    as (first, how many)."""
    marks = ",".join(map(str, articles))
    passages = database.execute(
        f"select first, passages from main.articles where number in ({marks})"
    ).fetchall()
    database.execute(
        f"create temp view articles as select * from main.articles where number not in ({marks})"
    )
    return passages


def is_hiding(database: Connection) -> bool:
    """Whether articles are hidden in this transaction."""
    return bool(database.execute("select 1 from temp.sqlite_master limit 1").fetchone())
