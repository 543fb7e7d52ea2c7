"""Articles as what keeps a coverage gives them: a row each, and what is made of one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from retrieval.model import Article, Block, Citation, Passage, page_of

_KINDS: Final = {"p": "paragraph", "c": "caption", "h": "heading", "n": "note"}
_MARKS: Final = "marks"


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


class Member(NamedTuple):
    """An article that prints a text, and the number of its first passage."""

    article: ArticleRow
    first: int


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
