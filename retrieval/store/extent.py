"""How far the coverage goes, its newest headlines, and its operators' tables."""

from __future__ import annotations

from datetime import date
from sqlite3 import Connection

from retrieval.answers import Coverage
from retrieval.speakers.parties import Parties
from retrieval.spelling.aliases import Aliases


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


def headlines(database: Connection, limit: int, *, as_of: date | None = None) -> tuple[str, ...]:
    """The headlines of the newest articles, of those published by `as_of`, undated ones last."""
    where = "where published < ?" if as_of else ""
    until = [f"{as_of.isoformat()}~"] if as_of else []
    rows = database.execute(
        f"select headline from articles {where} order by published desc, id limit ?",
        [*until, limit],
    )
    return tuple(headline for (headline,) in rows)


def aliases(database: Connection) -> Aliases:
    """The alias tables of all indexed folders as one."""
    joined = Aliases()
    for (groups,) in database.execute("select groups from aliases order by root"):
        joined = joined.joined(Aliases.from_json(groups))
    return joined


def parties(database: Connection) -> Parties:
    """The tables of speakers' parties of all indexed folders as one."""
    joined = Parties()
    for (names,) in database.execute("select names from parties order by root"):
        joined = joined.joined(Parties.from_json(names))
    return joined
