"""What of an article is kept: without what was withdrawn, and no more than may be shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from retrieval.keeping.words import Withdrawn, without
from retrieval.model import PAGES, SHOW, Article, Block


def as_kept(article: Article, rules: Sequence[Withdrawn], show: str | None) -> Article:
    """The article without the withdrawn words, with the mark that says how much of it is shown:
    what the operator says, else what it says itself; of a `headline`, this is all that it has."""
    if rules:
        article = without(article, rules)
    if show is None:
        return article
    marks = tuple(each for each in article.marks if not each.startswith(SHOW))
    if show != "article":
        marks += (f"{SHOW}{show}",)
    if show == "headline":
        block = Block("paragraph", 0, len(article.headline))
        marks = tuple(each for each in marks if not each.startswith(PAGES))
        return replace(article, body=article.headline, blocks=(block,), marks=marks)
    return article if marks == article.marks else replace(article, marks=marks)
