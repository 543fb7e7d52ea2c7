"""Articles and passages as rows of the store, and back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache, partial
from sqlite3 import Connection
from typing import TYPE_CHECKING, Final, NamedTuple

from retrieval.inversion.inverted import Inverted
from retrieval.model import Article, Passage
from retrieval.speakers.attribution import Said
from retrieval.store.article_rows import ArticleRow, article_of

if TYPE_CHECKING:
    from sqlite_utils import Database

_ARTICLE: Final = ", ".join(ArticleRow._fields)
_INSERT: Final = (
    f"insert into articles({_ARTICLE}, path, root, digest, first, passages, indexed_at) "
    f"values ({', '.join('?' * (len(ArticleRow._fields) + 6))})"
)
_PLACES: Final = (
    "select wanted.value, published, number, first, passages from json_each(?) as wanted "
    "join articles on number = "
    "(select number from articles where first <= wanted.value order by first desc limit 1)"
)
_BY_NUMBER: Final = f"select {_ARTICLE} from articles where number = ?"
_PASSAGE: Final = (
    'select kind, place, section, "start", "end" from passages where article = ? and ordinal = ?'
)


class Place(NamedTuple):
    """Where a passage number belongs: its article, with its passages' numbers, and its day."""

    article: int
    first: int
    passages: int
    published: date | None


def insert_article(
    database: Database,
    new: Inverted,
    first: int,
    *,
    path: str,
    root: str,
    digest: bytes,
    moment: str,
) -> int:
    """Keeps an article, read from the file `path` below `root` at that moment, and its passages,
    numbered from `first` on; its number in the store."""
    columns = (*new.article, path, root, digest, first, len(new.passages), moment)
    number = int(database.conn.execute(_INSERT, columns).lastrowid or 0)
    _insert_passages(database, new, number)
    return number


def renew_passages(database: Database, new: Inverted, first: int, *, article: int) -> None:
    """Keeps the passages of an article that is in the store, numbered from `first` on."""
    database.conn.execute(
        "update articles set first = ?, passages = ? where number = ?",
        (first, len(new.passages), article),
    )
    _insert_passages(database, new, article)


def _insert_passages(database: Database, new: Inverted, article: int) -> None:
    database.conn.executemany(
        "insert into passages values (?, ?, ?, ?, ?, ?, ?)",
        [(article, ordinal, *row) for ordinal, row in enumerate(new.passages)],
    )
    database.conn.executemany(
        "insert or ignore into passage_days values (?, ?, ?, ?)",
        [(first, article, ordinal, last) for ordinal, first, last in new.days],
    )
    database.conn.executemany(
        "insert into speakers values (?, ?, ?, ?, ?, ?, ?, ?)",
        [(article, *row) for row in new.speaking],
    )


def said_in(database: Connection, passage: Passage) -> tuple[Said, ...]:
    """Who says what in the passage, as the last reindex found it; in text order."""
    rows = database.execute(
        "select verb, verb_end, speaker, speaker_end, scope, scope_end, class from speakers "
        "where article = (select number from articles where id = ?) and verb >= ? and verb < ? "
        "order by verb",
        (passage.article_id, passage.start, passage.end),
    )
    return tuple(
        Said((scope, scope_end), (first, last), (verb, verb_end), stance)
        for verb, verb_end, first, last, scope, scope_end, stance in rows
    )


def said(database: Connection) -> Callable[[Passage], tuple[Said, ...]]:
    """`said_in`, which reads each passage once."""
    return cache(partial(said_in, database))


def remove_article(database: Database, number: int) -> None:
    """Forgets an article and its passages; their numbers count as dead."""
    first, passages = database.execute(
        "select first, passages from articles where number = ?", [number]
    ).fetchone()
    database.conn.executemany(
        "insert into dead values (?)", ((first + ordinal,) for ordinal in range(passages))
    )
    for table in ("passages", "passage_days", "speakers", "stayed"):
        database.execute(f"delete from {table} where article = ?", [number])
    database.execute("delete from articles where number = ?", [number])


def article_by_id(database: Connection, article_id: str) -> Article | None:
    """The article with this id."""
    return _one_article(database, "id = ?", article_id)


def article_by_key(database: Connection, key: str) -> Article | None:
    """The article with this key (see `model.article_key`)."""
    return _one_article(database, "key = ?", key)


def article_by_number(database: Connection, number: int) -> Article | None:
    """The article with this number in the store."""
    return _one_article(database, "number = ?", number)


def number_of(database: Connection, article: Article, passage: Passage) -> int:
    """The number in the store of a passage of `article`."""
    (number,) = database.execute(
        "select first + ordinal from passages join articles on number = article "
        'where id = ? and kind = ? and "start" = ?',
        [article.id, passage.kind, passage.start],
    ).fetchone()
    return int(number)


def places(database: Connection, numbers: Iterable[int]) -> dict[int, Place]:
    """For each live passage number where it belongs."""
    rows = database.execute(_PLACES, [json.dumps(list(numbers))])
    return {
        number: Place(
            article, first, passages, date.fromisoformat(published[:10]) if published else None
        )
        for number, published, article, first, passages in rows
    }


def passages_at(
    database: Connection, where: Mapping[int, Place]
) -> dict[int, tuple[Passage, ArticleRow]]:
    """The passages with these numbers, where `places` says they are, each with its article."""
    articles: dict[int, ArticleRow] = {}
    found = {}
    for number, place in where.items():
        article = articles.get(place.article)
        if article is None:
            row = database.execute(_BY_NUMBER, (place.article,)).fetchone()
            article = articles[place.article] = ArticleRow(*row)
        kind, nth, section, start, end = database.execute(
            _PASSAGE, (place.article, number - place.first)
        ).fetchone()
        text = article.body[start:end]
        found[number] = (Passage(article.id, kind, nth, section, start, end, text), article)
    return found


def _one_article(database: Connection, where: str, value: object) -> Article | None:
    row = database.execute(f"select {_ARTICLE} from articles where {where}", (value,)).fetchone()
    return article_of(row) if row else None
