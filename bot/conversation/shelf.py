"""The coverage as a shelf: the newest articles a page at a time, and those found by their words."""

from __future__ import annotations

from typing import Final, NamedTuple

from retrieval import Archive, Listed, NothingIndexedError

LIST: Final = 5
"""Articles on a page."""
_HITS: Final = 40


class Page(NamedTuple):
    """Articles in a list; whether there are more on further pages."""

    articles: tuple[Listed, ...]
    more: bool


def latest(archive: Archive, offset: int = 0) -> Page:
    """The page of the newest articles after `offset` of them. Raises NothingIndexedError."""
    articles = archive.latest(limit=LIST + 1, offset=offset)
    return Page(articles[:LIST], len(articles) > LIST)


def found(archive: Archive, words: str) -> tuple[Listed, ...]:
    """The articles that speak of the words, best first; none in an empty coverage."""
    try:
        hits = archive.search(words, limit=_HITS)
    except NothingIndexedError:
        return ()
    ids = dict.fromkeys(hit.passage.article_id for hit in hits)
    return tuple(archive.listed(article_id) for article_id in list(ids)[:LIST])
