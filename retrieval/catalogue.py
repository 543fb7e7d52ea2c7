"""What a coverage holds, without a question: articles, outlets, a cited passage in its place."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from retrieval.answering.excerpts import article_key_of, excerpt
from retrieval.answering.labels import labelled
from retrieval.answers import Coverage, Excerpt
from retrieval.errors import UnknownAddressError, UnknownArticleError
from retrieval.index.word_lookup import nearest
from retrieval.model import Article
from retrieval.snapshot import Connections
from retrieval.store import catalogue as shelf
from retrieval.store.articles import article_by_id, article_by_key
from retrieval.store.catalogue import coverage, headlines


class Catalogue(Connections):
    """A coverage to be looked through; what names an outlet among `labels` carries its label."""

    def __init__(self, path: str | Path, *, labels: Mapping[str, str] | None = None) -> None:
        super().__init__(path)
        self.labels = labels or {}

    def show(self, address: str) -> Excerpt:
        """The passage at `address` in its place, where its words stand now.

        Raises UnknownAddressError.
        """
        with self._reading() as (database, *_):
            article = article_by_key(database, article_key_of(address))
        if article is None:
            raise UnknownAddressError(address)
        return labelled(excerpt(article, address), self.labels)

    def article(self, article_id: str) -> Article:
        """The article as indexed. Raises UnknownArticleError."""
        with self._reading() as (database, *_):
            article = article_by_id(database, article_id)
        if article is None:
            raise UnknownArticleError(article_id)
        return article

    def coverage(self) -> Coverage:
        """How far the coverage goes. Raises NothingIndexedError for an empty one."""
        with self._reading() as (database, *_):
            return coverage(database)

    def headlines(self, limit: int = 3) -> tuple[str, ...]:
        """The headlines of the newest articles, undated ones last."""
        with self._reading() as (database, *_):
            return headlines(database, limit)

    def latest(self, *, limit: int = 10, offset: int = 0) -> tuple[shelf.Listed, ...]:
        """The newest articles, undated ones last. Raises NothingIndexedError."""
        with self._reading() as (database, *_):
            return labelled(shelf.latest(database, limit=limit, offset=offset), self.labels)

    def listed(self, article_id: str) -> shelf.Listed:
        """The article as it stands in a list. Raises UnknownArticleError, NothingIndexedError."""
        return labelled(shelf.listed(self.article(article_id)), self.labels)

    def outlets(self) -> tuple[shelf.Outlet, ...]:
        """All outlets, those with most articles first. Raises NothingIndexedError."""
        with self._reading() as (database, *_):
            return labelled(shelf.outlets(database), self.labels)

    def generation(self) -> int:
        """A number that every reindex that changes anything changes. Raises NothingIndexedError."""
        with self._reading() as (_, known, *_tables):
            return known.generation

    def digests(self) -> Mapping[str, bytes]:
        """For each article's id the digest of its source. Raises NothingIndexedError."""
        with self._reading() as (database, *_):
            return shelf.digests(database)

    def nearest(self, word: str) -> str | None:
        """The coverage's word that looks most like `word`. Raises NothingIndexedError."""
        with self._reading() as (database, *_):
            return nearest(database, word)
