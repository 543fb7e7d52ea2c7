"""Checksums over what readers see: an article's columns, an operator's tables, what was corrected.

They are kept with what is written, and compared before it is shown: a letter that has changed in
the file since then is noticed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from sqlite3 import Connection, OperationalError
from typing import Any, Final

from retrieval.errors import NotACoverageError

COVERED: Final = (
    "id, key, headline, kicker, outlet, url, published, language, paragraphs, blocks, body, "
    "path, root, digest, indexed_at"
)
"""An article's columns, as SQL; the others follow from them, and from the index."""
WHOLE: Final = {
    "meta": "key",
    "corrections": "number",
    "stayed": "article, ordinal",
}
"""Tables with one checksum each, and the order of their rows."""
BY_ROOT: Final = ("aliases", "parties")
"""Tables with a checksum for each row, which is a folder's."""
REPAIR: Final = "run `nutgraf doctor --repair`, then `nutgraf reindex`"
_ARTICLES: Final = "articles"
_WITH_SUM: Final = (
    f"select (select sum from checksums where kind = '{_ARTICLES}' and key = +number), {COVERED} "
    "from articles where "
)
_TYPES: Final = {str: b"s", bytes: b"b", int: b"i", float: b"f", type(None): b"n"}


def checksum(rows: Iterable[Sequence[Any]]) -> bytes:
    """Eight bytes that tell these rows from all that differ from them in a letter or a type."""
    hashed = blake2b(digest_size=8)
    for row in rows:
        for value in row:
            plain = value if isinstance(value, bytes) else str(value).encode()
            hashed.update(b"%s%d " % (_TYPES[type(value)], len(plain)))
            hashed.update(plain)
    return hashed.digest()


def seal_article(database: Connection, number: int, columns: Sequence[Any] | None = None) -> None:
    """Keeps the checksum of the article with this number; `columns` are those COVERED, read from
    the store if not given."""
    if columns is None:
        columns = database.execute(
            f"select {COVERED} from articles where number = ?", [number]
        ).fetchone()
    _keep(database, _ARTICLES, number, checksum([columns]))


def unseal_article(database: Connection, number: int) -> None:
    """Forgets the checksum of an article that is removed."""
    database.execute("delete from checksums where kind = ? and key = ?", [_ARTICLES, number])


def seal_table(database: Connection, table: str) -> None:
    """Keeps the checksum of one of the tables in WHOLE."""
    _keep(database, table, "", _of_table(database, table))


def seal_root(database: Connection, table: str, root: str) -> None:
    """Keeps the checksum of a folder's row in one of the tables in BY_ROOT, or that it has none."""
    rows = database.execute(f"select * from {table} where root = ?", [root]).fetchall()
    database.execute("delete from checksums where kind = ? and key = ?", [table, root])
    if rows:
        _keep(database, table, root, checksum(rows))


def seal_all(database: Connection) -> None:
    """Keeps the checksums of all that is stored, as it is."""
    numbers = database.execute("select number from articles order by number").fetchall()
    for (number,) in numbers:
        seal_article(database, number)
    for table in BY_ROOT:
        for (root,) in database.execute(f"select root from {table}").fetchall():
            seal_root(database, table, root)
    for table in WHOLE:
        seal_table(database, table)


def are_kept(database: Connection) -> bool:
    """Whether the coverage has checksums; one of before them has them from the next reindex on."""
    found = database.execute("select 1 from sqlite_master where name = 'checksums'").fetchone()
    return found is not None


def is_sealed(database: Connection, number: int) -> bool:
    """Whether the article with this number is as it was written; True also before checksums."""
    try:
        (kept, *columns) = database.execute(f"{_WITH_SUM} number = ?", [number]).fetchone()
    except OperationalError as error:
        if "no such table: checksums" in str(error):
            return True
        if "decode to UTF-8" in str(error):
            return False
        raise
    try:
        return bool(kept == checksum([columns]))
    except UnicodeEncodeError:
        return False


def sealed_columns(database: Connection, where: str, value: object) -> Sequence[Any] | None:
    """The columns COVERED of an article that is as it was written, read once; None of any other,
    and before checksums."""
    try:
        row = database.execute(f"{_WITH_SUM} {where}", [value]).fetchone()
        return row[1:] if row and row[0] == checksum([row[1:]]) else None
    except (OperationalError, UnicodeEncodeError):
        return None


def check_article(database: Connection, number: int, article_id: str) -> None:
    """Raises NotACoverageError for an article that is not as it was written."""
    if not is_sealed(database, number):
        raise altered(database, article_id)


def altered(database: Connection, article_id: str) -> NotACoverageError:
    """The error for an article whose words, or what is said of them, are not those indexed."""
    (path,) = database.execute(
        "select file from pragma_database_list where name = 'main'"
    ).fetchone()
    what = f"article {article_id} is damaged: not as it was indexed; {REPAIR}"
    return NotACoverageError(Path(path), what)


def is_table_sealed(database: Connection, table: str) -> bool:
    """Whether one of the tables in WHOLE is as it was written; True also before checksums."""
    if not are_kept(database):
        return True
    return _kept(database, table, "") == _of_table(database, table)


def altered_roots(database: Connection, table: str) -> Iterator[str]:
    """The folders whose row in one of the tables in BY_ROOT is not as it was written."""
    rows = database.execute(f"select * from {table} order by root").fetchall()
    known = {root for (root, *_) in rows}
    for root, *others in rows:
        if _kept(database, table, root) != checksum([(root, *others)]):
            yield root
    for (root,) in database.execute("select key from checksums where kind = ?", [table]):
        if root not in known:
            yield root


def _of_table(database: Connection, table: str) -> bytes:
    return checksum(database.execute(f"select * from {table} order by {WHOLE[table]}"))


def _kept(database: Connection, kind: str, key: int | str) -> bytes | None:
    row = database.execute(
        "select sum from checksums where kind = ? and key = ?", [kind, key]
    ).fetchone()
    return row[0] if row else None


def _keep(database: Connection, kind: str, key: int | str, total: bytes) -> None:
    database.execute("insert or replace into checksums values (?, ?, ?)", [kind, key, total])
