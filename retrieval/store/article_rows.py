"""Articles as the store keeps them, and back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from retrieval.model import Article, Block

_KINDS: Final = {"p": "paragraph", "c": "caption", "h": "heading"}


class ArticleRow(NamedTuple):
    """An article's own columns in the store; `blocks` are JSON."""

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


def article_row(article: Article) -> ArticleRow:
    """The article as the store keeps it."""
    blocks = ",".join(f'["{block.kind[0]}",{block.start},{block.end}]' for block in article.blocks)
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
    return Article(
        id=kept.id,
        headline=kept.headline,
        body=kept.body,
        blocks=tuple(
            Block(_KINDS[kind], start, end)  # type: ignore[arg-type]
            for kind, start, end in json.loads(kept.blocks)
        ),
        kicker=kept.kicker,
        outlet=kept.outlet,
        url=kept.url,
        published=kept.published,
        language=kept.language,
    )
