"""Moments that a clock which ran ahead has left in the store."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlite_utils import Database

from retrieval.store.checksums import is_sealed, seal_article
from retrieval.store.database import meta, set_meta, timestamp


def mend_moments(database: Database, moment: str) -> bool:
    """Whether something was indexed over a day after this moment, which is now: it counts as
    indexed now, so that it is not new for ever."""
    latest = timestamp(datetime.fromisoformat(moment) + timedelta(days=1))
    kept = [str(meta(database.conn, key) or "") for key in ("began", "indexed_at")]
    (later,) = database.execute(
        "select exists(select 1 from articles where indexed_at > :latest) "
        "or exists(select 1 from corrections where indexed_at > :latest)",
        {"latest": latest},
    ).fetchone()
    if not later and max(kept) <= latest:
        return False
    later_articles = database.execute(
        "select number from articles where indexed_at > ?", [latest]
    ).fetchall()
    sealed = [number for (number,) in later_articles if is_sealed(database.conn, number)]
    for table in ("articles", "corrections", "stayed"):
        database.execute(
            f"update {table} set indexed_at = ? where indexed_at > ?", [moment, latest]
        )
    for number in sealed:
        seal_article(database.conn, number)
    if kept[0]:
        set_meta(database, began=min(kept[0], moment))
    return True
