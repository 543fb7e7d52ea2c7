"""Articles and passages as rows of the store, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final, NamedTuple

from sqlite_utils import Database

from retrieval.article_rows import ArticleRow, article_of
from retrieval.inverted import Inverted
from retrieval.model import Article, Passage

_ARTICLE: Final = ", ".join(ArticleRow._fields)
_INSERT: Final = (
    f"insert into articles({_ARTICLE}, path, root, digest, first, passages, indexed_at) "
    f"values ({', '.join('?' * (len(ArticleRow._fields) + 6))})"
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


def remove_article(database: Database, number: int) -> None:
    """Forgets an article and its passages; their numbers count as dead."""
    first, passages = database.execute(
        "select first, passages from articles where number = ?", [number]
    ).fetchone()
    database.conn.executemany(
        "insert into dead values (?)", ((first + ordinal,) for ordinal in range(passages))
    )
    for table in ("passages", "passage_days", "stayed"):
        database.execute(f"delete from {table} where article = ?", [number])
    database.execute("delete from articles where number = ?", [number])


def article_by_id(database: Database, article_id: str) -> Article | None:
    """The article with this id."""
    return _one_article(database, "id = ?", article_id)


def article_by_key(database: Database, key: str) -> Article | None:
    """The article with this key (see `model.article_key`)."""
    return _one_article(database, "key = ?", key)


def article_by_number(database: Database, number: int) -> Article | None:
    """The article with this number in the store."""
    return _one_article(database, "number = ?", number)


def number_of(database: Database, article: Article, passage: Passage) -> int:
    """The number in the store of a passage of `article`."""
    (number,) = database.execute(
        "select first + ordinal from passages join articles on number = article "
        'where id = ? and kind = ? and "start" = ?',
        [article.id, passage.kind, passage.start],
    ).fetchone()
    return int(number)


def places(database: Database, numbers: Iterable[int]) -> dict[int, Place]:
    """For each live passage number where it belongs."""
    rows = database.conn.execute(
        "select wanted.value, published, number, first, passages from json_each(?) as wanted "
        "join articles on first = "
        "(select first from articles where first <= wanted.value order by first desc limit 1)",
        [json.dumps(list(numbers))],
    )
    return {
        number: Place(
            article, first, passages, date.fromisoformat(published[:10]) if published else None
        )
        for number, published, article, first, passages in rows
    }


def passages_at(
    database: Database, where: Mapping[int, Place]
) -> dict[int, tuple[Passage, Article]]:
    """The passages with these numbers, where `places` says they are, each with its article."""
    articles: dict[int, Article] = {}
    found = {}
    for number, place in where.items():
        if place.article not in articles:
            article = article_by_number(database, place.article)
            assert article is not None, f"passage {number} has no article"
            articles[place.article] = article
        article = articles[place.article]
        kind, nth, section, start, end = database.conn.execute(
            'select kind, place, section, "start", "end" from passages '
            "where article = ? and ordinal = ?",
            (place.article, number - place.first),
        ).fetchone()
        text = article.body[start:end]
        found[number] = (Passage(article.id, kind, nth, section, start, end, text), article)
    return found


def _one_article(database: Database, where: str, value: object) -> Article | None:
    row = database.conn.execute(
        f"select {_ARTICLE} from articles where {where}", (value,)
    ).fetchone()
    return article_of(row) if row else None
