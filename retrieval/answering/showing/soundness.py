"""Quotes are shown as they were indexed, or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

from retrieval.articles.passages import split
from retrieval.model import SHOW, Article, Quote, Span
from retrieval.stored.coverage import Articles

_Place = tuple[str | None, str, int | None]
"""A passage's section, its kind, and its paragraph's number."""


def check(stored: Articles, quotes: Iterable[Quote]) -> None:
    """Raises NotACoverageError where an article, or where a passage stands in it, is not as the
    last reindex left it."""
    articles = cache(stored.article_by_id)
    for quote in quotes:
        cited = quote.citation
        article = articles(cited.article)
        place = (cited.section, cited.kind, cited.paragraph)
        if article is None or _place(article, quote.offsets.text) != place:
            raise stored.altered(cited.article)


def _place(article: Article, span: Span) -> _Place | None:
    """The place of the passage at this span, or, where a sentence of one is all that is shown,
    around it; None where there is none."""
    if f"{SHOW}sentence" in article.marks:
        passages = split(article)
        span = next(((p.start, p.end) for p in passages if p.start <= span[0] < p.end), span)
    section, numbers = None, Counter[str]()
    for block in article.blocks:
        if block.kind == "heading":
            section = article.body[block.start : block.end]
            continue
        numbers[block.kind] += 1
        if (block.start, block.end) == span:
            number = numbers[block.kind] if block.kind == "paragraph" else None
            return section, block.kind, number
    for each in split(article):  # a piece of a long paragraph
        if (each.start, each.end) == span:
            return each.section, each.kind, each.paragraph
    return None
