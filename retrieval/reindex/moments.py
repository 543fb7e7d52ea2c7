"""Moments that a clock which ran ahead has left in the store; and that of a run which ends."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlite_utils import Database

from retrieval.reindex.rebuild import used_languages
from retrieval.store.checksums import is_sealed, seal_article
from retrieval.store.database import meta, set_meta, timestamp
from retrieval.store.days import came_out, first_to_come_out
from retrieval.store.traits.generations import keep_generation


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


def stamp(database: Database, moment: str, *, passages_added: int) -> None:
    """Writes down how far the coverage now goes; a new generation for its readers."""
    oldest, newest, articles = database.execute(
        "select substr((select min(published) from articles), 1, 10), "
        "substr((select max(published) from articles), 1, 10), (select count(*) from articles)"
    ).fetchone()
    earliest = first_to_come_out(database.conn, moment)
    out = came_out(database.conn, moment)  # readers have seen so many generations
    generation = int(meta(database.conn, "generation") or 0) + 1 + out
    keep_generation(database, generation, min(moment, earliest or moment))
    set_meta(
        database,
        generation=generation,
        indexed_at=moment,
        began=str(meta(database.conn, "began") or moment),
        articles=articles,
        passages=int(meta(database.conn, "passages") or 0) + passages_added,
        oldest=oldest,
        newest=newest,
        languages=used_languages(database),
    )
