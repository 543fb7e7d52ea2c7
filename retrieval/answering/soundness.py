"""Quotes are shown as they were indexed, or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from sqlite3 import Connection

from retrieval.articles.passages import split
from retrieval.model import Passage, Quote
from retrieval.store.articles import article_by_id
from retrieval.store.checksums import altered


def check(database: Connection, quotes: Iterable[Quote]) -> None:
    """Raises NotACoverageError where an article, or where a passage stands in it, is not as the
    last reindex left it."""

    @cache
    def passages(article_id: str) -> dict[tuple[int, int], Passage]:
        article = article_by_id(database, article_id)
        return {(each.start, each.end): each for each in split(article)} if article else {}

    for quote in quotes:
        cited = quote.citation
        found = passages(cited.article).get(quote.offsets.text)
        said = (cited.section, cited.kind, cited.paragraph)
        if found is None or (found.section, found.kind, found.paragraph) != said:
            raise altered(database, cited.article)
