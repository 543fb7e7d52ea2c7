"""How an article is kept that a ledger has taken in, beside its words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sqlite_utils import Database

from retrieval.reindex.ledger.rows import origin_of, stayed_of
from retrieval.store.origins import Origin


class AsKept(NamedTuple):
    """Its first passage's number, where it came from, since when it is there, until when it is not
    out, and the passages that were there before, with since when."""

    first: int
    origin: Origin
    moment: str
    until: str | None
    stayed: Mapping[int, str]


def as_kept(database: Database, number: int) -> AsKept:
    """How the article with that number is kept, which was loaded."""
    first, moment, until = database.execute(
        "select first, indexed_at, until from articles left join waiting on article = number "
        "where number = ?",
        [number],
    ).fetchone()
    stayed = stayed_of(database, number)
    return AsKept(first, origin_of(database, number), moment, until, stayed)
