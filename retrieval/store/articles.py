"""Articles and passages as rows of the store, and back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, partial
from sqlite3 import Connection
from typing import Any, Final, NamedTuple

from retrieval.languages.detection import DEFAULT
from retrieval.model import Article, Attribution, Block, Citation, Passage, page_of
from retrieval.store.checksums import check_article

_KINDS: Final = {"p": "paragraph", "c": "caption", "h": "heading", "n": "note"}
_MARKS: Final = "marks"
NO_LANGUAGES: Final[Mapping[int, str]] = {}


class ArticleRow(NamedTuple):
    """An article's own columns in the store. `blocks` are JSON: of each its kind, start and end;
    last, where it has some, the article's marks."""

    id: str
    key: str
    headline: str
    kicker: str | None
    outlet: str | None
    url: str | None
    published: str | None
    language: str | None
    paragraphs: int
    blocks: str
    body: str


COLUMNS: Final = ", ".join(ArticleRow._fields)
"""An article's own columns, as SQL."""
_PLACES: Final = (
    "select wanted.value, published, number, first, passages from json_each(?) as wanted "
    "join articles on first = "
    "(select first from articles where first <= wanted.value order by first desc limit 1)"
)
_TEXTS: Final = (
    'select wanted.value, number, "end", substr(body, "start" + 1, "end" - "start") '
    "from json_each(?) as wanted cross join articles on first = "
    "(select first from articles where first <= wanted.value order by first desc limit 1) "
    "cross join passages on article = number and ordinal = wanted.value - first"
)
_BY_NUMBER: Final = f"select {COLUMNS} from articles where number = ?"
_PASSAGE: Final = (
    'select kind, place, section, "start", "end" from passages where article = ? and ordinal = ?'
)


class PassageLocation(NamedTuple):
    """Where a passage number belongs: its article, with its passages' numbers, and its day."""

    article: int
    first: int
    passages: int
    published: date | None


def article_row(article: Article) -> ArticleRow:
    """The article as the store keeps it."""
    blocks = ",".join(f'["{block.kind[0]}",{block.start},{block.end}]' for block in article.blocks)
    if article.marks:
        blocks += f",{json.dumps([_MARKS, *article.marks])}"
    return ArticleRow(
        article.id,
        article.key,
        article.headline,
        article.kicker,
        article.outlet,
        article.url,
        article.published,
        article.language,
        article.paragraphs,
        f"[{blocks}]",
        article.body,
    )


def article_of(row: Sequence[Any]) -> Article:
    """The article that has these columns."""
    kept = ArticleRow(*row)
    blocks, marks = parted(kept.blocks)
    return Article(
        id=kept.id,
        headline=kept.headline,
        body=kept.body,
        blocks=blocks,
        kicker=kept.kicker,
        outlet=kept.outlet,
        url=kept.url,
        published=kept.published,
        language=kept.language,
        marks=marks,
    )


def parted(blocks: str) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """The blocks and the marks in the column `blocks`."""
    kept = json.loads(blocks)
    marks = kept.pop()[1:] if kept and kept[-1][0] == _MARKS else ()
    found = (Block(_KINDS[kind], start, end) for kind, start, end in kept)  # type: ignore[arg-type]
    return tuple(found), tuple(marks)


def marks_of(row: ArticleRow) -> tuple[str, ...]:
    """The article's marks."""
    return parted(row.blocks)[1] if f'["{_MARKS}"' in row.blocks else ()


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


def attributions(database: Connection) -> Callable[[Passage], tuple[Attribution, ...]]:
    """`attributions_in`, which reads each passage once."""
    return cache(partial(attributions_in, database))


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


def number_of(database: Connection, article: Article, passage: Passage) -> int:
    """The number in the store of a passage of `article`."""
    (number,) = database.execute(
        "select first + ordinal from passages join articles on number = article "
        'where id = ? and kind = ? and "start" = ?',
        [article.id, passage.kind, passage.start],
    ).fetchone()
    return int(number)


def places(database: Connection, numbers: Iterable[int]) -> dict[int, PassageLocation]:
    """For each live passage number where it belongs."""
    rows = database.execute(_PLACES, [json.dumps(list(numbers))])
    return {
        number: PassageLocation(
            article, first, passages, date.fromisoformat(published[:10]) if published else None
        )
        for number, published, article, first, passages in rows
    }


def passages_at(
    database: Connection,
    where: Mapping[int, PassageLocation],
    languages: Mapping[int, str] = NO_LANGUAGES,
) -> dict[int, tuple[Passage, ArticleRow]]:
    """The passages with these numbers, where `places` says they are, each with its article;
    `languages` are those of articles that are not in English."""
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
        code = languages.get(place.article, DEFAULT)
        found[number] = Passage(article.id, kind, nth, section, start, end, text, code), article
    return found


def texts(database: Connection, numbers: Iterable[int]) -> Iterator[tuple[int, int, int, str]]:
    """For each of these live passages, in their order: its number, its article's, how many
    characters the body has up to its end, and its text."""
    return database.execute(_TEXTS, [json.dumps(list(numbers))])


def headline_and_body(database: Connection, article: int) -> str:
    """The words of the article with this number in the store, the headline first."""
    words = "headline || char(10) || body"
    rows = database.execute(f"select {words} from articles where number = ?", (article,))
    return str(rows.fetchone()[0])


def _one_article(
    database: Connection, where: str, value: object, *, check: bool = True
) -> Article | None:
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
        "select first, passages from articles where id = ? or id > ? and id < ?",
        [path, f"{path}/", f"{path}0"],  # "0" comes after "/"
    ).fetchall()


def cite(article: Article | ArticleRow, passage: Passage, number: int = 1) -> Citation:
    """The citation of a passage of `article`, as an answer's quote `number`."""
    marks = article.marks if isinstance(article, Article) else marks_of(article)
    return Citation(
        number=number,
        article=article.id,
        headline=article.headline,
        outlet=article.outlet,
        url=article.url,
        published=article.published,
        section=passage.section,
        kind=passage.kind,
        paragraph=passage.paragraph,
        paragraphs=article.paragraphs,
        language=article.language,
        page=page_of(marks, passage.start),
    )
