"""The rows of a ledger, as a coverage's file has them, so that files are compared with a coverage
that is kept elsewhere as with one in a file.

It is filled when a run begins: 300 bytes an article, on the disk of the machine that reindexes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from sqlite_utils import Database

from retrieval.analysis import terms as analysis
from retrieval.inversion import likeness
from retrieval.inversion.inverted import Inverted
from retrieval.reindex.copies import begin, remember_keys
from retrieval.reindex.rebuild import used_languages
from retrieval.speakers import attribution
from retrieval.store.articles import COLUMNS
from retrieval.store.checksums import seal_article
from retrieval.store.database import connect, set_meta, writing
from retrieval.store.days import wait
from retrieval.store.origins import Origin
from retrieval.store.schema import STEPS
from retrieval.store.traits.languages import keep_language
from retrieval.stored.articles import ArticleRow

_FIELDS: Final = "number id url outlet published first passages path root digest since".split()
_STUB: Final = (
    "insert into articles(number, id, url, outlet, published, first, passages, path, root, digest, "
    "indexed_at, key, headline, paragraphs, blocks, body) "
    "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '', 0, '[]', '')"
)
TABLES: Final = ("aliases", "parties")
_COLUMN: Final = {"aliases": "groups", "parties": "names"}


@contextmanager
def ledger() -> Iterator[Database]:
    """An empty one, in a folder of its own; nothing of it is kept."""
    with (
        TemporaryDirectory(prefix="nutgraf-") as folder,
        closing(connect(Path(folder, "ledger.db"))) as connection,
        writing(connection) as database,
    ):
        STEPS.apply(database)
        database.execute("pragma cache_size = -65536")
        yield database


def take(database: Database, said: Mapping[str, Any]) -> None:
    """Takes in an article by what is said of its origin."""
    row = [said.get(name) for name in _FIELDS]
    row[_FIELDS.index("digest")] = bytes.fromhex(said["digest"])
    database.conn.execute(_STUB, row)
    keep_language(database.conn, said["number"], said["analysed"])
    if until := said.get("until"):
        wait(database.conn, said["number"], until)


def seek_copies(database: Database, number: int, keys: Sequence[int]) -> None:
    """Takes in by which keys copies of an article are looked for at the end of the run."""
    remember_keys(database.conn, number, keys)


def take_tables(
    database: Database,
    tables: Mapping[str, Mapping[str, str]],
    mounts: str,
    superseded: Iterable[Sequence[str]],
) -> None:
    """Takes in operators' tables by kind and root, mounts and older versions, as `said_in_tables`
    gives them."""
    for table in TABLES:
        database.conn.executemany(
            f"insert into {table} values (?, ?)", list(tables.get(table, {}).items())
        )
    set_meta(database, mounts=mounts)
    database.conn.executemany(
        "insert into superseded values (?, ?, ?)",
        [(key, bytes.fromhex(digest), newer) for key, digest, newer in superseded],
    )


def said_in_tables(database: Database) -> dict[str, Any]:
    """The same, as `take_tables` takes it."""
    tables = {
        table: dict(database.execute(f"select root, {_COLUMN[table]} from {table}").fetchall())
        for table in TABLES
    }
    superseded = database.execute("select id, digest, newer from superseded order by id")
    (mounts,) = database.execute(
        "select coalesce((select value from meta where key = 'mounts'), '[]')"
    ).fetchone()
    return {
        "tables": tables,
        "mounts": mounts,
        "superseded": [[key, digest.hex(), newer] for key, digest, newer in superseded],
    }


def complete(database: Database, number: int, said: Mapping[str, Any]) -> None:
    """Brings what the cluster says of an article into its row."""
    columns = [said.get(name) for name in ArticleRow._fields]
    marks = ", ".join("?" * len(columns))
    database.conn.execute(
        f"update articles set ({COLUMNS}) = ({marks}) where number = ?", (*columns, number)
    )
    keep_stayed(database, number, said.get("stayed", ()))
    seal_article(database.conn, number)


def keep_stayed(database: Database, number: int, rows: Iterable[tuple[int, str]]) -> None:
    """Takes in which passages of an article stayed when it changed, and since when."""
    database.conn.executemany(
        "insert or ignore into stayed values (?, ?, ?)", [(number, *each) for each in rows]
    )


def stayed_of(database: Database, number: int) -> dict[int, str]:
    """The same, by ordinal."""
    rows = database.conn.execute(
        "select ordinal, indexed_at from stayed where article = ?", (number,)
    )
    return dict(rows.fetchall())


def add(
    database: Database,
    new: Inverted,
    number: int,
    first: int,
    origin: Origin,
    moment: str,
    until: str | None,
) -> None:
    """Takes in an article that is kept; its words are where it is kept."""
    row, (path, root, digest) = new.article, origin
    columns = (number, row.id, row.url, row.outlet, row.published, first, len(new.passages))
    database.conn.execute(_STUB, (*columns, path, root, digest, moment))
    if until:
        wait(database.conn, number, until)
    keep_language(database.conn, number, new.language)
    remember_keys(database.conn, number, new.alike)


def move(database: Database, number: int, origin: Origin) -> None:
    """Takes in that an article was read from another file."""
    database.conn.execute(
        "update articles set path = ?, root = ? where number = ?",
        (origin.path, origin.root, number),
    )


def origin_of(database: Database, number: int) -> Origin:
    """Where the article with that number came from."""
    row = database.conn.execute(
        "select path, root, digest from articles where number = ?", (number,)
    ).fetchone()
    return Origin(*row)


def versions(database: Database) -> dict[str, str]:
    """By which analysis articles in these languages are read now."""
    return {
        "analysis": str(analysis.VERSION),
        "attribution": str(attribution.VERSION),
        "languages": used_languages(database),
        "likeness": str(likeness.VERSION),
    }


def numbers_at(database: Database, url: str) -> list[int]:
    """The numbers of some articles at the address."""
    rows = database.conn.execute("select number from articles where url = ? limit 6", (url,))
    return [number for (number,) in rows]


def fresh_keys(database: Database) -> list[int]:
    """By which keys copies of what came are looked for."""
    begin(database.conn)  # nothing may have come
    rows = database.conn.execute(
        "select distinct value from temp.fresh cross join json_each(keys) order by 1"
    )
    return [value for (value,) in rows]


def corrections(
    database: Database,
) -> tuple[int, Iterator[tuple[str, str, str | None, str | None]]]:
    """What changed in this run, and how many that are."""
    (count,) = database.execute("select count(*) from corrections").fetchone()
    rows = "select article, indexed_at, before, after from corrections order by number"
    return count, iter(database.conn.execute(rows))


def extent(database: Database, moment: str) -> dict[str, Any]:
    """How far the articles go at the moment, as the state says it."""
    oldest, newest, articles, passages = database.execute(
        "select substr(min(published), 1, 10), substr(max(published), 1, 10), count(*), "
        "total(passages) from articles"
    ).fetchone()
    rows = database.execute("select language, count(*) from analysed group by language").fetchall()
    until = database.execute(
        "select until from waiting where until > ? order by until", [moment]
    ).fetchall()
    (copies,) = database.execute("select count(*) from copies").fetchone()
    return {
        "waiting": [moment for (moment,) in until],
        "texts": copies,
        "oldest": oldest,
        "newest": newest,
        "articles": articles,
        "passages": int(passages),
        "languages": dict(rows),
    }


def add_texts(database: Database, rows: Iterable[tuple[int, int]]) -> None:
    """Takes in which articles print a text that others print too, and that text's number."""
    database.conn.executemany("insert or replace into copies values (?, ?)", list(rows))


def texts(database: Database) -> dict[int, int]:
    """By the numbers of articles that print a text which others print too, that text's."""
    return dict(database.execute("select article, text from copies").fetchall())


def add_alike(database: Database, rows: Iterable[tuple[int, Iterable[int]]]) -> None:
    """Takes in by which of these keys articles are found."""
    database.conn.executemany(
        "insert or ignore into alike select value, ? from json_each(?)",
        [(number, json.dumps([*keys])) for number, keys in rows if is_known(database, number)],
    )


def is_known(database: Database, number: int) -> bool:
    """Whether there is an article with that number."""
    found = database.conn.execute("select 1 from articles where number = ?", (number,))
    return found.fetchone() is not None
