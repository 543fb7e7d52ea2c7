"""Articles and passages as rows of the store, and back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from sqlite_utils import Database

from retrieval.model import Article, Block, Passage

_ARTICLE: Final = (
    "id, headline, body, blocks, kicker, outlet, url, published, language"  # as in `_article`
)
_KINDS: Final = {"p": "paragraph", "c": "caption", "h": "heading"}


def insert_article(
    database: Database, article: Article, path: str, root: str, digest: bytes
) -> int:
    """Keeps an article, read from the file `path` below `root`; its number in the store."""
    blocks = [[block.kind[0], block.start, block.end] for block in article.blocks]
    cursor = database.execute(
        "insert into articles(id, key, path, root, digest, headline, kicker, outlet, url, "
        "published, language, paragraphs, blocks, body) "
        "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            article.id,
            article.key,
            path,
            root,
            digest,
            article.headline,
            article.kicker,
            article.outlet,
            article.url,
            article.published,
            article.language,
            article.paragraphs,
            json.dumps(blocks, separators=(",", ":")),
            article.body,
        ],
    )
    return int(cursor.lastrowid or 0)


def insert_passages(
    database: Database, passages: Sequence[Passage], *, article: int, first: int
) -> None:
    """Keeps an article's passages, numbered from `first` on."""
    database.conn.executemany(
        "insert into passages values (?, ?, ?, ?, ?, ?, ?)",
        [
            (number, article, each.kind, each.number, each.section, each.start, each.end)
            for number, each in enumerate(passages, start=first)
        ],
    )


def remove_article(database: Database, number: int) -> None:
    """Forgets an article and its passages; their numbers count as dead."""
    database.execute("insert into dead select number from passages where article = ?", [number])
    database.execute("delete from passages where article = ?", [number])
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


def passages_by_number(
    database: Database, numbers: Sequence[int]
) -> dict[int, tuple[Passage, Article]]:
    """The passages with these numbers, each with its article; what is not there is left out."""
    articles: dict[int, Article] = {}
    found = {}
    rows = database.execute(
        'select number, article, kind, place, section, "start", "end" from passages '
        "where number in (select value from json_each(?))",
        [json.dumps(list(numbers))],
    )
    for number, of_article, kind, place, section, start, end in rows.fetchall():
        if of_article not in articles:
            article = article_by_number(database, of_article)
            assert article is not None, f"passage {number} has no article"
            articles[of_article] = article
        article = articles[of_article]
        text = article.body[start:end]
        found[number] = (Passage(article.id, kind, place, section, start, end, text), article)
    return found


def _one_article(database: Database, where: str, value: object) -> Article | None:
    row = database.execute(f"select {_ARTICLE} from articles where {where}", [value]).fetchone()
    return _article(row) if row else None


def _article(row: Sequence[Any]) -> Article:
    article_id, headline, body, blocks, *rest = row
    return Article(
        article_id,
        headline,
        body,
        tuple(Block(_KINDS[kind], start, end) for kind, start, end in json.loads(blocks)),  # type: ignore[arg-type]
        *rest,
    )
