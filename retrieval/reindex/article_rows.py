"""Articles and their passages, written to the store and removed from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlite_utils import Database

from retrieval.index.segments import Added
from retrieval.inversion.inverted import Inverted
from retrieval.reindex.copies import forget_copies, remember_keys
from retrieval.store.articles import COLUMNS
from retrieval.store.checksums import is_sealed, seal_article, unseal_article
from retrieval.store.days import wait, wait_no_more
from retrieval.store.origins import Origin
from retrieval.store.traits.languages import keep_language
from retrieval.stored.articles import ArticleRow

_INSERT: Final = (
    f"insert into articles({COLUMNS}, path, root, digest, first, passages, indexed_at) "
    f"values ({', '.join('?' * (len(ArticleRow._fields) + 6))})"
)


def insert_article(
    database: Database,
    new: Inverted,
    added: Added,
    *,
    path: str,
    root: str,
    digest: bytes,
    moment: str,
    until: str | None = None,
) -> int:
    """Keeps an article, read from the file `path` below `root` at that moment, and its passages,
    `added` to the index; its number in the store. It is not out before `until`."""
    columns = (*new.article, path, root, digest, added.first, len(new.passages), moment)
    number = int(database.conn.execute(_INSERT, columns).lastrowid or 0)
    seal_article(database.conn, number, (*new.article, path, root, digest, moment))
    _insert_passages(database, new, number, added)
    if until:
        wait(database.conn, number, until)
    return number


def move_article(database: Database, number: int, origin: Origin) -> None:
    """Keeps that an article of the store was read from another file or below another root."""
    if not is_sealed(database.conn, number):
        return  # it stays as it is, to be found and read anew
    database.execute(
        "update articles set path = ?, root = ? where number = ?",
        [origin.path, origin.root, number],
    )
    seal_article(database.conn, number)


def renew_passages(database: Database, new: Inverted, added: Added, *, article: int) -> None:
    """Keeps the passages of an article that is in the store, `added` to the index."""
    database.conn.execute(
        "update articles set first = ?, passages = ? where number = ?",
        (added.first, len(new.passages), article),
    )
    _insert_passages(database, new, article, added)


def _insert_passages(database: Database, new: Inverted, article: int, added: Added) -> None:
    keep_language(database.conn, article, new.language)
    database.conn.executemany(
        "insert into passages values (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (article, ordinal, *row, terms)
            for ordinal, (row, terms) in enumerate(zip(new.passages, added.worded, strict=True))
        ],
    )
    database.conn.executemany(
        "insert or ignore into passage_days values (?, ?, ?, ?)",
        [(first, article, ordinal, last) for ordinal, first, last in new.days],
    )
    database.conn.executemany(
        "insert into speakers values (?, ?, ?, ?, ?, ?, ?, ?)",
        [(article, *row) for row in new.speaking],
    )
    remember_keys(database.conn, article, new.alike)


def remove_article(database: Database, number: int, keys: Sequence[int] | None) -> None:
    """Forgets an article and its passages; their numbers count as dead. `keys` are those of its
    near copies, None where they are not known."""
    first, passages = database.execute(
        "select first, passages from articles where number = ?", [number]
    ).fetchone()
    database.conn.executemany(
        "insert into dead values (?)", ((first + ordinal,) for ordinal in range(passages))
    )
    database.execute(
        "delete from superseded where newer = (select id from articles where number = ?)", [number]
    )
    for table in ("passages", "passage_days", "speakers", "stayed", "analysed"):
        database.execute(f"delete from {table} where article = ?", [number])
    database.execute("delete from articles where number = ?", [number])
    unseal_article(database.conn, number)
    wait_no_more(database.conn, number)
    forget_copies(database.conn, number, keys)
