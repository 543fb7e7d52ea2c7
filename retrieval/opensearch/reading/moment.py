"""A coverage in a cluster at one moment, and what was read of it so far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from retrieval.opensearch.client import Cluster
from retrieval.opensearch.indices import Indices
from retrieval.opensearch.packing.columns import PackedPassages
from retrieval.opensearch.reading.lexicon import Lexicon
from retrieval.opensearch.reading.limits import Filter, shown
from retrieval.opensearch.replies import Reply
from retrieval.opensearch.shown import Shown
from retrieval.opensearch.state import State
from retrieval.spelling.candidates import Word
from retrieval.stored.articles import ArticleRow
from retrieval.stored.scored import Floats, Scored

if TYPE_CHECKING:
    from numpy.typing import NDArray

WINDOW: Final = 10_000
"""Hits that a cluster gives at once."""
GONE: Final = "what was found is not there any more"
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
    """What was read for a question: passages as they were `found`, and their texts by number;
    articles' rows by number, how they are analysed, and which text they print with others."""

    found: list[PackedPassages] = field(default_factory=list)
    texts: dict[int, Mapping[str, Any]] = field(default_factory=dict)
    rows: dict[int, ArticleRow] = field(default_factory=dict)
    analysed: dict[int, str] = field(default_factory=dict)
    printed: dict[int, int | None] = field(default_factory=dict)
    said: dict[tuple[str, int], Sequence[Sequence[Any]]] = field(default_factory=dict)

    def all_found(self) -> PackedPassages:
        """All that were found."""
        if len(self.found) != 1:
            self.found[:] = [PackedPassages.joined(self.found)]
        return self.found[0]


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

    def passages_in_order(self, body: Mapping[str, Any], most: int) -> PackedPassages:
        """So many passages at most that a search finds, in its order."""
        found, _ = self._packed([*self.pages("passages", {**_FROM_COLUMNS, **body}, most)])
        return found

    def passages_of(self, body: Mapping[str, Any]) -> PackedPassages:
        """The passages that a search finds."""
        [(found, _)] = self.passages_with_scores([body])
        return found

    def passages_with_scores(
        self, bodies: Sequence[Mapping[str, Any]]
    ) -> list[tuple[PackedPassages, Floats]]:
        """The passages that each of several searches finds, in one call, with what the cluster says
        of their scores."""
        index = self.indices.of("passages")
        asked = [(index, {**_FROM_COLUMNS, **each}) for each in bodies]
        return [self._packed(each["hits"]["hits"]) for each in self.cluster.searches(asked)]

    def _packed(self, hits: Sequence[Reply]) -> tuple[PackedPassages, Floats]:
        found = PackedPassages.of([hit["fields"]["packed"][0] for hit in hits])
        found = self._with_beside(found)
        self.read.found.append(found)
        return found, np.array([hit["_score"] or 0.0 for hit in hits], dtype=float)

    def known(self, numbers: Iterable[int]) -> PackedPassages:
        """The passages with these numbers; those that were not found yet are asked for."""
        wanted = np.array([*numbers], dtype=np.int64)
        at, is_known = _places_in(self.read.all_found(), wanted)
        lacking = np.unique(wanted[~is_known])
        for begin in range(0, len(lacking), WINDOW):
            some = lacking[begin : begin + WINDOW].tolist()
            query = {"bool": {"filter": [{"terms": {"number": some}}]}}
            self.passages_of({"size": len(some), "query": query})
        if len(lacking):
            at, is_known = _places_in(self.read.all_found(), wanted)
        if not is_known.all():
            raise self.cluster.replies.incomplete(GONE)
        return self.read.all_found().take(at)

    def scored(self, found: PackedPassages, scores: Floats | None = None) -> Scored:
        """The passages, with these scores, or with none."""
        with_scores = np.zeros(len(found)) if scores is None else scores
        return Scored(found.numbers, with_scores, found.articles, found.ordinals, found.published)

    def _with_beside(self, found: PackedPassages) -> PackedPassages:
        """The same; the terms of those that have too many to be packed are read."""
        lacking = found.take(found.lacking())
        if not lacking:
            return found
        numbers, articles = lacking.numbers.tolist(), lacking.articles.tolist()
        wanted = [
            {
                "_index": self.indices.of("passages"),
                "_id": str(number),
                "routing": str(article),
                "_source": ["units"],
            }
            for number, article in zip(numbers, articles, strict=True)
        ]
        documents = zip(numbers, self.documents(wanted), strict=True)
        return found.with_beside({number: each["_source"]["units"] for number, each in documents})

    def documents(self, wanted: Sequence[Mapping[str, Any]]) -> Sequence[Reply]:
        """Documents that must be there. Raises ArchiveIncompleteError where one is not."""
        return self.there(self.cluster.documents(wanted)) if wanted else []

    def there(self, found: Sequence[Reply]) -> Sequence[Reply]:
        """The same documents. Raises ArchiveIncompleteError where one is not there."""
        for document in found:
            if not document["found"]:
                raise self.cluster.replies.incomplete(GONE)
        return found


def row_of(said: Mapping[str, Any]) -> ArticleRow:
    """The row of an article, by what a cluster says of it."""
    columns: list[Any] = [said.get(name) for name in ArticleRow._fields]
    return ArticleRow(*columns)


def _places_in(
    found: PackedPassages, wanted: NDArray[np.int64]
) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Where those with these numbers are among the passages, and which of them are there."""
    if not len(found):
        return np.zeros(len(wanted), dtype=np.intp), np.zeros(len(wanted), dtype=bool)
    at = found.by_number.take(
        found.numbers.searchsorted(wanted, sorter=found.by_number), mode="clip"
    )
    return at, found.numbers[at] == wanted
