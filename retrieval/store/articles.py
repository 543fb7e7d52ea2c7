"""Articles and passages as rows of the store, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from sqlite3 import Connection
from typing import Final

from retrieval.languages.detection import DEFAULT
from retrieval.model import Article, Attribution, Passage
from retrieval.store.checksums import check_article, sealed_columns
from retrieval.stored.articles import ArticleRow, article_of

COLUMNS: Final = ", ".join(ArticleRow._fields)
"""An article's own columns, as SQL."""
_TEXTS: Final = (
    'select "end", substr(body, "start" + 1, "end" - "start") '
    "from json_each(?) as wanted cross join articles on first = "
    "(select first from articles where first <= wanted.value order by first desc limit 1) "
    "cross join passages on article = number and ordinal = wanted.value - first"
)
_BY_NUMBERS: Final = (
    f"select number, {COLUMNS} from articles where number in (select value from json_each(?))"
)
_PASSAGES: Final = (  # what they are worded in comes last, where the file has it
    "select passages.* from json_each(?) as wanted "
    "cross join passages on article = wanted.value >> 32 and ordinal = wanted.value & 4294967295"
)


def attributions_in(database: Connection, passage: Passage) -> tuple[Attribution, ...]:
    """Who says what in the passage, as the last reindex found it; in text order."""
    rows = database.execute(
        "select verb, verb_end, speaker, speaker_end, scope, scope_end, class from speakers "
        "where article = (select number from articles where id = ?) and verb >= ? and verb < ? "
        "order by verb",
        (passage.article_id, passage.start, passage.end),
    )
    return tuple(
        Attribution((scope, scope_end), (first, last), (verb, verb_end), stance)
        for verb, verb_end, first, last, scope, scope_end, stance in rows
    )


def article_by_id(database: Connection, article_id: str) -> Article | None:
    """The article with this id. Raises NotACoverageError for one that is not as indexed."""
    return _one_article(database, "id = ?", article_id)


def article_by_key(database: Connection, key: str) -> Article | None:
    """The same, by its key (see `model.article_key`)."""
    return _one_article(database, "key = ?", key)


def article_by_number(database: Connection, number: int) -> Article | None:
    """The article with this number in the store, as it is."""
    return _one_article(database, "number = ?", number, check=False)


def article_numbers(database: Connection) -> list[int]:
    """The numbers in the store of all articles, in the order of their ids."""
    return [number for (number,) in database.execute("select number from articles order by id")]


def place_of(database: Connection, article: Article, passage: Passage) -> tuple[int, int]:
    """The number in the store of a passage of `article`, and its article's."""
    number, of = database.execute(
        "select first + ordinal, number from passages join articles on number = article "
        'where id = ? and kind = ? and "start" = ?',
        [article.id, passage.kind, passage.start],
    ).fetchone()
    return int(number), int(of)


def passages_at(
    database: Connection, where: Sequence[tuple[int, int]], languages: Mapping[int, str]
) -> list[tuple[Passage, ArticleRow, bytes | None]]:
    """The passages at these places, by article and ordinal, each with its article, and its terms as
    `traits.worded` packs them; `languages` are those of articles that are not in English."""
    rows = database.execute(_BY_NUMBERS, [json.dumps(list({number for number, _ in where}))])
    articles = {number: ArticleRow(*row) for number, *row in rows}
    coded = json.dumps([number << 32 | ordinal for number, ordinal in where])
    found = []
    for number, _, kind, nth, section, start, end, *terms in database.execute(_PASSAGES, [coded]):
        article = articles[number]
        text, code = article.body[start:end], languages.get(number, DEFAULT)
        passage = Passage(article.id, kind, nth, section, start, end, text, code)
        found.append((passage, article, terms[0] if terms else None))
    return found


def texts(database: Connection, numbers: Iterable[int]) -> Iterator[tuple[int, str]]:
    """For each of these live passages, in their order: how many characters its article's body has
    up to its end, and its text."""
    return database.execute(_TEXTS, [json.dumps(list(numbers))])


def headline_and_body(database: Connection, article: int) -> str:
    """The words of the article with this number in the store, the headline first."""
    words = "headline || char(10) || body"
    rows = database.execute(f"select {words} from articles where number = ?", (article,))
    return str(rows.fetchone()[0])


def _one_article(
    database: Connection, where: str, value: object, *, check: bool = True
) -> Article | None:
    if check and (sealed := sealed_columns(database, where, value)):
        return article_of(sealed[: len(ArticleRow._fields)])
    row = database.execute(
        f"select number, {COLUMNS} from articles where {where}", (value,)
    ).fetchone()
    if row is None:
        return None
    if check:
        check_article(database, row[0], row[1])
    return article_of(row[1:])


def published_by(database: Connection, day: date) -> list[tuple[int, int]]:
    return passages_where(database, "published < ?", f"{day.isoformat()}~")


def passages_where(database: Connection, where: str, value: str) -> list[tuple[int, int]]:
    rows = database.execute(f"select first, passages from articles where {where}", [value])
    return rows.fetchall()


def passages_below(database: Connection, path: str) -> list[tuple[int, int]]:
    """The passages of the article with this id, and of those with ids below it."""
    path = path.rstrip("/")
    return database.execute(
        "select first, passages from articles where id = ? or id >= ? and id < ?",
        [path, f"{path}/", f"{path}0"],  # "0" comes after "/"
    ).fetchall()
