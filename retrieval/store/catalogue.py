"""The articles as they are listed: the newest, the outlets; how far the coverage goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection

from retrieval.answers import Coverage
from retrieval.articles.passages import split
from retrieval.errors import UnknownArticleError
from retrieval.model import Article
from retrieval.store.articles import article_by_id


@dataclass(frozen=True, slots=True)
class Listed:
    """An article as it stands in a list; `address` is that of its first passage, `label` what the
    caller says of the outlet."""

    article: str
    headline: str
    outlet: str | None
    published: str | None
    address: str
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet, None for articles without one; how many articles, the newest day of them, and
    what the caller says of it."""

    name: str | None
    articles: int
    newest: str | None
    label: str | None = None


def latest(database: Connection, *, limit: int, offset: int) -> tuple[Listed, ...]:
    """The newest articles, undated ones last, without the first `offset`."""
    rows = database.execute(
        "select id from articles order by published desc, id limit ? offset ?", [limit, offset]
    )
    articles = [article_by_id(database, article_id) for (article_id,) in rows.fetchall()]
    return tuple(listed(article) for article in articles if article)


def listed(article: Article) -> Listed:
    """The article as it stands in a list. Raises UnknownArticleError for one without words."""
    passages = split(article)
    if not passages:
        raise UnknownArticleError(article.id)
    return Listed(
        article.id, article.headline, article.outlet, article.published, passages[0].address
    )


def digests(database: Connection) -> dict[str, bytes]:
    """For each article's id the digest of what it was read from."""
    return dict(database.execute("select id, digest from articles").fetchall())


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
