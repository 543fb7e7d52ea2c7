"""A coverage in a cluster at one moment, and what was read of it so far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import numpy as np

from retrieval.opensearch.client import Cluster
from retrieval.opensearch.indices import Indices
from retrieval.opensearch.reading.lexicon import Lexicon
from retrieval.opensearch.reading.limits import Filter, shown
from retrieval.opensearch.replies import Reply
from retrieval.opensearch.shown import Shown
from retrieval.opensearch.state import State
from retrieval.opensearch.terms import Packed, beside, unpacked
from retrieval.spelling.candidates import Word
from retrieval.stored.articles import ArticleRow
from retrieval.stored.scored import Scored

WINDOW: Final = 10_000
"""Hits that a cluster gives at once."""
_FROM_COLUMNS: Final = {
    "_source": False,
    "stored_fields": "_none_",
    "docvalue_fields": ["packed"],
    "track_total_hits": False,
}
"""Stored fields are pressed together with the texts: to read them is what a candidate costs."""


@dataclass(frozen=True)
class Met:
    """What was met in one generation: words by their terms, None for one that is not there, and by
    what was asked of several; the newest headlines, by how many and until when."""

    words: dict[str, Word | None] = field(default_factory=dict)
    several: dict[tuple[object, ...], list[Word]] = field(default_factory=dict)
    headlines: dict[tuple[int, date | None], Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Read:
    """What was read for a question: passages by number as they were found, and their texts;
    articles' rows by number, how they are analysed, and which text they print with others."""

    found: dict[int, Packed] = field(default_factory=dict)
    texts: dict[int, Mapping[str, Any]] = field(default_factory=dict)
    rows: dict[int, ArticleRow] = field(default_factory=dict)
    analysed: dict[int, str] = field(default_factory=dict)
    printed: dict[int, int | None] = field(default_factory=dict)
    said: dict[tuple[str, int], Sequence[Sequence[Any]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Moment:
    """What is asked, as of which state and time; of passages those alone that the filters leave.
    What was `met` is remembered as long as the generation lasts; the `lexicon` has all words, where
    they were read."""

    cluster: Cluster
    indices: Indices
    state: State
    now: str
    met: Met
    shown: Shown
    lexicon: Lexicon | None = None
    filters: tuple[Filter, ...] = ()
    read: Read = field(default_factory=Read)

    @property
    def average(self) -> float:
        """The passages' average length in terms."""
        state = self.state
        return state.terms / state.passages if state.terms and state.passages else 1.0

    def passages_left(self, more: Sequence[Filter] = ()) -> list[Filter]:
        """The filters of a search for passages."""
        return [*shown(self.state, self.now, "article"), *self.filters, *more]

    def articles_shown(self, more: Sequence[Filter] = ()) -> list[Filter]:
        """The filters of a search for articles."""
        return [*shown(self.state, self.now, "number"), *more]

    def search(self, kind: str, body: Mapping[str, Any], *, named: bool = False) -> Reply:
        """The whole reply to a search of an index of that kind."""
        return self.cluster.search(self.indices.of(kind), body, named=named)

    def hits(self, kind: str, body: Mapping[str, Any]) -> Sequence[Reply]:
        """The hits alone."""
        found: Sequence[Reply] = self.search(kind, body)["hits"]["hits"]
        return found

    def pages(
        self, kind: str, body: Mapping[str, Any], most: int, *, after: Any = None
    ) -> Iterator[Reply]:
        """So many hits of a search at most, in its order, in which no two are equal; those that
        come `after` the one with that place."""
        left = most
        while left > 0:
            size = min(left, WINDOW)
            asked = {**body, "size": size} | ({"search_after": after} if after else {})
            hits = self.hits(kind, asked)
            yield from hits
            if len(hits) < size:
                return
            left, after = left - size, hits[-1]["sort"]

    def passages_in_order(self, body: Mapping[str, Any], most: int) -> list[Packed]:
        """So many passages at most that a search finds, in its order."""
        hits = [*self.pages("passages", {**_FROM_COLUMNS, **body}, most)]
        return [each for each, _ in self._unpacked(hits)]

    def passages_of(self, body: Mapping[str, Any]) -> list[Packed]:
        """The passages that a search finds."""
        [found] = self.passages_with_scores([body])
        return [each for each, _ in found]

    def passages_with_scores(
        self, bodies: Sequence[Mapping[str, Any]]
    ) -> list[list[tuple[Packed, float]]]:
        """The passages that each of several searches finds, in one call, with what the cluster says
        of their scores."""
        index = self.indices.of("passages")
        replies = self.cluster.searches([(index, {**_FROM_COLUMNS, **each}) for each in bodies])
        return [self._unpacked(reply["hits"]["hits"]) for reply in replies]

    def _unpacked(self, hits: Sequence[Reply]) -> list[tuple[Packed, float]]:
        found = self._with_units(unpacked([hit["fields"]["packed"][0] for hit in hits]))
        scores = [hit["_score"] or 0.0 for hit in hits]
        self.read.found.update((each.number, each) for each in found)
        return list(zip(found, scores, strict=True))

    def known(self, numbers: Iterable[int]) -> list[Packed]:
        """The passages with these numbers; those that were not found yet are asked for."""
        wanted = [*numbers]
        lacking = sorted({each for each in wanted if each not in self.read.found})
        for begin in range(0, len(lacking), WINDOW):
            some = lacking[begin : begin + WINDOW]
            query = {"bool": {"filter": [{"terms": {"number": some}}]}}
            self.passages_of({"size": len(some), "query": query})
        return [self.read.found[each] for each in wanted]

    def scored(self, found: Sequence[Packed], scores: Sequence[float] | None = None) -> Scored:
        """The passages, with these scores, or with none."""
        columns = np.array(
            [(each.number, each.article, each.ordinal, each.published) for each in found],
            dtype=np.int64,
        ).reshape(-1, 4)
        numbers, articles, ordinals, published = columns.T
        with_scores = np.zeros(len(found)) if scores is None else np.array(scores, dtype=float)
        return Scored(numbers, with_scores, articles, ordinals, published)

    def _with_units(self, found: list[Packed]) -> list[Packed]:
        """The same; the terms of those that have too many to be packed are read."""
        apart = [each for each in found if each.units is None]
        if not apart:
            return found
        wanted = [
            {
                "_index": self.indices.of("passages"),
                "_id": str(each.number),
                "routing": str(each.article),
                "_source": ["units"],
            }
            for each in apart
        ]
        whole = {
            each.number: beside(each, document["_source"]["units"])
            for each, document in zip(apart, self.documents(wanted), strict=True)
        }
        return [whole.get(each.number, each) for each in found]

    def documents(self, wanted: Sequence[Mapping[str, Any]]) -> Sequence[Reply]:
        """Documents that must be there. Raises ArchiveIncompleteError where one is not."""
        return self.there(self.cluster.documents(wanted)) if wanted else []

    def there(self, found: Sequence[Reply]) -> Sequence[Reply]:
        """The same documents. Raises ArchiveIncompleteError where one is not there."""
        for document in found:
            if not document["found"]:
                raise self.cluster.replies.incomplete("what was found is not there any more")
        return found


def row_of(said: Mapping[str, Any]) -> ArticleRow:
    """The row of an article, by what a cluster says of it."""
    columns: list[Any] = [said.get(name) for name in ArticleRow._fields]
    return ArticleRow(*columns)
