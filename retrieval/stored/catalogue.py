"""Articles and outlets as they are listed."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.articles.passages import split
from retrieval.errors import UnknownArticleError
from retrieval.model import Article


@dataclass(frozen=True, slots=True)
class Listed:
    """An article as it stands in a list; `address` is that of its first passage, `label` what the
    caller says of the outlet."""

    article: str
    headline: str
    outlet: str | None
    published: str | None
    address: str
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet by its `name`, None for articles without one; how many articles, the newest day of
    them, and what the caller says of it."""

    name: str | None
    articles: int
    newest: str | None
    label: str | None = None


def listed(article: Article) -> Listed:
    """The article as it stands in a list. Raises UnknownArticleError for one without words."""
    passages = split(article)
    if not passages:
        raise UnknownArticleError(article.id)
    return Listed(
        article.id, article.headline, article.outlet, article.published, passages[0].address
    )
