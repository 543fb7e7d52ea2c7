"""Articles that are all analysed anew: what the ledger says of them then."""

from __future__ import annotations

from sqlite_utils import Database

from retrieval.inversion.inverted import Inverted
from retrieval.reindex.article_rows import remove_article
from retrieval.reindex.copies import remember_keys
from retrieval.store.traits.languages import keep_language


def begin_anew(database: Database) -> None:
    """Forgets which articles print one text: all are looked at anew."""
    database.execute("delete from copies")
    database.execute("create temp table renewed(number integer primary key)")


def renew(database: Database, new: Inverted, number: int, first: int) -> None:
    """Takes in how an article is parted and analysed now."""
    database.conn.execute("insert into temp.renewed values (?)", (number,))
    database.conn.execute(
        "update articles set first = ?, passages = ? where number = ?",
        (first, len(new.passages), number),
    )
    keep_language(database.conn, number, new.language)
    remember_keys(database.conn, number, new.alike)


def forget_lost(database: Database) -> None:
    """Forgets the articles that were not renewed since: they are not there, and read anew."""
    rows = database.execute(
        "select number from articles where number not in (select number from temp.renewed)"
    )
    for (number,) in rows.fetchall():
        remove_article(database, number, None)
