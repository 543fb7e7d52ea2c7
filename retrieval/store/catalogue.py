"""The articles as they are listed: the newest, the outlets; how far the coverage goes."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from sqlite3 import Connection

from retrieval.answers import Coverage
from retrieval.model import Article
from retrieval.store.articles import article_by_id
from retrieval.store.database import connect_to_read, meta, reading, timestamp
from retrieval.store.days import has_waiting, is_hiding
from retrieval.store.faults import explained
from retrieval.stored.catalogue import Outlet


@dataclass(frozen=True, slots=True)
class Entry:
    """An article as an operator lists it: from the file `path`, of so many `passages`; `until`:
    when it comes out, where that lies ahead, in UTC."""

    article: str
    headline: str
    outlet: str | None
    published: str | None
    url: str | None
    path: str
    passages: int
    until: str | None


def entries(
    path: str | Path,
    *,
    outlet: str | None = None,
    since: date | None = None,
    waiting: bool = False,
    now: datetime | None = None,
) -> tuple[Entry, ...]:
    """The articles of the coverage at `path`, of an `outlet`, published on `since` or later, the
    newest first; those that are out `now`, or those that are `waiting`. Raises NothingIndexedError,
    a DatabaseError."""
    path = Path(path)
    moment = timestamp(now or datetime.now(UTC))
    with closing(connect_to_read(path)) as database, explained(path), reading(database):
        kept = "waiting" if has_waiting(database) else "(select 0 as article, '' as until)"
        rows = database.execute(
            "select id, headline, outlet, published, url, path, passages, "
            "case when until > :moment then until end as ahead from articles "
            f"left join {kept} on article = number "
            "where (:outlet is null or outlet = :outlet) "
            "and (:since is null or published >= :since) and (ahead is not null) = :waiting "
            "order by published desc, id",
            {
                "moment": moment,
                "outlet": outlet,
                "since": since.isoformat() if since else None,
                "waiting": waiting,
            },
        )
        return tuple(Entry(*row) for row in rows)


def latest(database: Connection, limit: int, offset: int) -> list[Article]:
    """The newest articles, undated ones last, without the first `offset`."""
    rows = database.execute(
        "select id from articles order by published desc, id limit ? offset ?", [limit, offset]
    )
    articles = [article_by_id(database, article_id) for (article_id,) in rows.fetchall()]
    return [article for article in articles if article]


def outlets(database: Connection) -> tuple[Outlet, ...]:
    """All outlets, those with most articles first."""
    rows = database.execute(
        "select outlet, count(*), max(published) from articles group by outlet "
        "order by count(*) desc, outlet"
    )
    return tuple(Outlet(*row) for row in rows)


def outlet_names(database: Connection) -> list[str]:
    """The names of all outlets, each once, in order."""
    rows = database.execute(
        "with recursive each(name) as (select min(outlet) from articles union all "
        "select (select min(outlet) from articles where outlet > each.name) from each "
        "where each.name is not null) select name from each where name is not null"
    )
    return [name for (name,) in rows]


def coverage(database: Connection) -> Coverage:
    """What the last reindex wrote down of the coverage, which must not be empty."""
    values = dict(database.execute("select key, value from meta").fetchall())
    if is_hiding(database):
        values |= _visible(database)
    return Coverage(
        articles=values["articles"],
        passages=values["passages"],
        oldest=values["oldest"],
        newest=values["newest"],
        indexed_at=values["indexed_at"],
    )


def passages_by_month(database: Connection) -> dict[str, int]:
    """How many passages the articles of each month have, a month as 2024-03; without undated."""
    rows = database.execute(
        "select substr(published, 1, 7), sum(passages) from articles where published is not null "
        "group by 1"
    )
    return dict(rows.fetchall())


def _visible(database: Connection) -> dict[str, object]:
    """How far the coverage goes without what is hidden."""
    articles, passages, oldest, newest = database.execute(
        "select count(*), coalesce(sum(passages), 0), substr(min(published), 1, 10), "
        "substr(max(published), 1, 10) from articles"
    ).fetchone()
    return {"articles": articles, "passages": passages, "oldest": oldest, "newest": newest}


def newest_day(database: Connection) -> date | None:
    """The newest day of the coverage; None where nothing is dated."""
    day = _visible(database)["newest"] if is_hiding(database) else meta(database, "newest")
    return date.fromisoformat(str(day)) if day else None


def headlines(database: Connection, limit: int, *, as_of: date | None = None) -> tuple[str, ...]:
    """The headlines of the newest articles, of those published by `as_of`, undated ones last."""
    where = "where published < ?" if as_of else ""
    until = [f"{as_of.isoformat()}~"] if as_of else []
    rows = database.execute(
        f"select headline from articles {where} order by published desc, id limit ?",
        [*until, limit],
    )
    return tuple(headline for (headline,) in rows)


def alias_tables(database: Connection) -> list[str]:
    """The alias tables of all indexed folders, as JSON, by their roots."""
    return [groups for (groups,) in database.execute("select groups from aliases order by root")]


def party_tables(database: Connection) -> list[str]:
    """The tables of speakers' parties of all indexed folders, as JSON, by their roots."""
    return [names for (names,) in database.execute("select names from parties order by root")]
