"""A coverage in one SQLite file, at one moment; see `stored.coverage`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache, partial
from sqlite3 import Connection
from typing import TYPE_CHECKING, Self

import numpy as np

from retrieval.answers import Coverage
from retrieval.errors import DatabaseError
from retrieval.index import filters, word_lookup
from retrieval.index.statistics import Statistics
from retrieval.model import Article, Attribution, Passage
from retrieval.spelling.candidates import Word
from retrieval.sqlite.finding import Finding
from retrieval.sqlite.space import space
from retrieval.store import articles, catalogue, corrections
from retrieval.store.checksums import altered
from retrieval.store.copies import groups
from retrieval.store.database import after_timestamp, meta
from retrieval.store.meaning import rows as meanings
from retrieval.store.meaning.state import state
from retrieval.store.origins import known_by_id
from retrieval.store.traits.generations import changed_since
from retrieval.stored.articles import Member
from retrieval.stored.catalogue import Outlet
from retrieval.stored.coverage import Correction, Extent
from retrieval.stored.limits import Limits
from retrieval.stored.scored import Scored

if TYPE_CHECKING:  # it takes as long to import as a question to answer
    from numpy.typing import NDArray


class SqliteCoverage(Finding):
    """A coverage in one SQLite file, and what limits leave of it."""

    @classmethod
    def of(
        cls, database: Connection, statistics: Statistics, languages: tuple[str, ...]
    ) -> SqliteCoverage:
        """The coverage in a read transaction, of which this is known."""
        said = cache(partial(articles.attributions_in, database))
        return cls(database, statistics, languages, said)

    def within(self, limits: Limits) -> Self:
        """See `StoredCoverage.within`."""
        return replace(self, statistics=filters.within(self.database, self.statistics, limits))

    def of_published_or_spoken(self, since: date | None, until: date | None) -> Self:
        """See `StoredCoverage.of_published_or_spoken`."""
        left = filters.of_days(self.database, self.statistics, since, until)
        return replace(self, statistics=left)

    def words(self, terms: Iterable[str]) -> dict[str, Word]:
        """See `Words.words`."""
        known = word_lookup.known_words(self.database, self.statistics, terms)
        return {term: each.word for term, each in known.items()}

    def words_of_question(self, written: Mapping[str, str]) -> dict[str, Word]:
        """See `Words.words_of_question`."""
        return self.words(written)

    def words_of_skeleton(self, skeleton: str) -> list[Word]:
        """See `Words.words_of_skeleton`."""
        return word_lookup.of_skeleton(self.database, self.statistics, skeleton)

    def words_of_shape(
        self, initial: str, shortest: int, longest: int, *, names: bool = True
    ) -> list[Word]:
        """See `Words.words_of_shape`."""
        return word_lookup.of_shape(self.database, initial, shortest, longest, names=names)

    def article_by_id(self, article_id: str) -> Article | None:
        """See `Articles.article_by_id`."""
        return articles.article_by_id(self.database, article_id)

    def article_by_key(self, key: str) -> Article | None:
        """See `Articles.article_by_key`."""
        return articles.article_by_key(self.database, key)

    def altered(self, article_id: str) -> DatabaseError:
        """See `Articles.altered`."""
        return altered(self.database, article_id)

    def path_of(self, article_id: str) -> str:
        """See `Articles.path_of`."""
        known = known_by_id(self.database, article_id)
        return known.origin.path if known else ""

    def attributions(self, passage: Passage) -> Sequence[Attribution]:
        """See `Articles.attributions`."""
        return self.said(passage)

    def corrections(self, since: date | datetime, limit: int) -> list[Correction]:
        """See `Articles.corrections`."""
        rows = corrections.newest_since(self.database, after_timestamp(since), limit)
        return [Correction(*row) for row in rows]

    def pairs_of(self, article_id: str) -> list[tuple[str, str]]:
        """See `Articles.pairs_of`."""
        return corrections.pairs_of(self.database, article_id)

    def changes_after(self, article_id: str, moment: str) -> list[tuple[str, str]]:
        """See `Articles.changes_after`."""
        return corrections.changes_after(self.database, article_id, moment)

    def texts_of(self, article_ids: Iterable[str]) -> Mapping[str, int]:
        """See `Articles.texts_of`."""
        return groups.texts_of(self.database, article_ids)

    def members(self, text: int) -> list[Member]:
        """See `Articles.members`."""
        return groups.members(self.database, text)

    @property
    def extent(self) -> Extent:
        """See `Catalogue.extent`."""
        known = self.statistics
        return Extent(known.generation, known.articles, known.passages, known.average)

    def coverage(self) -> Coverage:
        """See `Catalogue.coverage`."""
        return catalogue.coverage(self.database)

    def newest_day(self) -> date | None:
        """See `Catalogue.newest_day`."""
        return catalogue.newest_day(self.database)

    def began(self) -> str:
        """See `Catalogue.began`."""
        return str(meta(self.database, "began") or "")

    def latest(self, limit: int, offset: int) -> list[Article]:
        """See `Catalogue.latest`."""
        return catalogue.latest(self.database, limit, offset)

    def headlines(self, limit: int, as_of: date | None = None) -> Sequence[str]:
        """See `Catalogue.headlines`."""
        return catalogue.headlines(self.database, limit, as_of=as_of)

    def outlets(self) -> Sequence[Outlet]:
        """See `Catalogue.outlets`."""
        return catalogue.outlets(self.database)

    def passages_by_month(self) -> Mapping[str, int]:
        """See `Catalogue.passages_by_month`."""
        return catalogue.passages_by_month(self.database)

    def changed_since(self, generation: int) -> Mapping[str, bytes]:
        """See `Catalogue.changed_since`."""
        return changed_since(self.database, generation)

    def model(self) -> tuple[str, int] | None:
        """See `Meanings.model`."""
        return state(self.database)

    def nearest(self, question: NDArray[np.floating], k: int) -> Scored:
        """See `Meanings.nearest`."""
        kept = state(self.database)
        known = space(meanings.bits(self.database), self.statistics, kept[1] if kept else 0)
        return self.scored(known.nearest(self.statistics, question, k))

    def sentence_vectors(self, scored: Scored) -> dict[int, bytes]:
        """See `Meanings.sentence_vectors`."""
        if not state(self.database):
            return {}
        where = zip(scored.articles.tolist(), scored.ordinals.tolist(), strict=True)
        vectors = [meanings.sentence_vectors(self.database, *each) for each in where]
        pairs = zip(scored.numbers.tolist(), vectors, strict=True)
        return {number: each for number, each in pairs if each}
