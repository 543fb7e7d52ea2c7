"""A coverage in a cluster, at one moment; see `stored.coverage`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Self

from retrieval.answers import Coverage
from retrieval.model import Article
from retrieval.opensearch.reading import limits as filters
from retrieval.opensearch.reading.articles import Articles
from retrieval.opensearch.reading.limits import Filter
from retrieval.opensearch.reading.moment import row_of
from retrieval.opensearch.scan import scan
from retrieval.stored.articles import article_of
from retrieval.stored.catalogue import Outlet
from retrieval.stored.coverage import Extent
from retrieval.stored.generations import numbered, parted
from retrieval.stored.limits import Limits
from retrieval.stored.scored import Scored, none_scored

if TYPE_CHECKING:  # it takes as long to import as a question to answer
    import numpy as np
    from numpy.typing import NDArray

_NEWEST: Final = [{"published": {"order": "desc", "missing": "_last"}}, {"id": "asc"}]
_PAGE: Final = 1_000
_MONTHS: Final = 20_000
_HEADLINES: Final = 100
"""Answers to which headlines are the newest that are remembered."""
TELL: Final = 1_000
"""Articles that come out between two reindexes, up to which each makes another generation."""


class ClusterCoverage(Articles):
    """A coverage in a cluster, and what limits leave of it."""

    def within(self, limits: Limits) -> Self:
        """See `StoredCoverage.within`."""
        more = filters.within(limits, self.state.began)
        return replace(self, filters=(*self.filters, *more))

    def of_published_or_spoken(self, since: date | None, until: date | None) -> Self:
        """See `StoredCoverage.of_published_or_spoken`."""
        if since is None and until is None:
            return self
        return replace(self, filters=(*self.filters, filters.published_or_spoken(since, until)))

    @property
    def extent(self) -> Extent:
        """See `Catalogue.extent`."""
        state = self.state
        out = sum(until <= self.now for until in state.waiting)
        generation = state.generation * TELL + min(out, TELL - 1)
        return Extent(
            numbered(state.began, generation), state.articles, state.passages, self.average
        )

    def coverage(self) -> Coverage:
        """See `Catalogue.coverage`."""
        state = self.state
        if all(until <= self.now for until in state.waiting):
            return Coverage(
                articles=state.articles,
                passages=state.passages,
                oldest=state.oldest,
                newest=state.newest,
                indexed_at=state.indexed_at,
            )
        query = {"bool": {"filter": self.articles_shown()}}
        body = {"query": query, "track_total_hits": True, "_source": ["published"]}
        newest = self.search("articles", {**body, "size": 1, "sort": _NEWEST, "aggs": _PASSAGES})
        oldest = self.hits("articles", {**body, "size": 1, "sort": [{"published": "asc"}]})
        return Coverage(
            articles=newest["hits"]["total"]["value"],
            passages=int(newest["aggregations"]["passages"]["value"]),
            oldest=_day(oldest),
            newest=_day(newest["hits"]["hits"]),
            indexed_at=state.indexed_at,
        )

    def newest_day(self) -> date | None:
        """See `Catalogue.newest_day`."""
        newest = self.coverage().newest
        return date.fromisoformat(newest) if newest else None

    def began(self) -> str:
        """See `Catalogue.began`."""
        return self.state.began

    def latest(self, limit: int, offset: int) -> list[Article]:
        """See `Catalogue.latest`."""
        return [article_of(row_of(each)) for each in self._newest(limit, offset)]

    def headlines(self, limit: int, as_of: date | None = None) -> Sequence[str]:
        """See `Catalogue.headlines`."""
        met, asked = self.met.headlines, (limit, as_of)
        if asked not in met:
            until = [{"range": {"published": {"lt": f"{as_of.isoformat()}~"}}}] if as_of else []
            newest = self._newest(limit, 0, until, ["headline"])
            if len(met) >= _HEADLINES:
                met.clear()
            met[asked] = [str(each["headline"]) for each in newest]
        return met[asked]

    def outlets(self) -> Sequence[Outlet]:
        """See `Catalogue.outlets`."""
        newest = {"top_hits": {"size": 1, "sort": _NEWEST, "_source": ["published"]}}
        found = [
            Outlet(
                each["key"]["outlet"],
                each["doc_count"],
                each["newest"]["hits"]["hits"][0]["_source"].get("published"),
            )
            for each in self._by_outlet({"newest": newest})
        ]
        return sorted(found, key=lambda each: (-each.articles, each.name or ""))

    def outlet_names(self) -> list[str]:
        """The names of all outlets, each once, in order."""
        names = (each["key"]["outlet"] for each in self._by_outlet({}))
        return sorted(name for name in names if name is not None)

    def passages_by_month(self) -> Mapping[str, int]:
        """See `Catalogue.passages_by_month`."""
        months = {"terms": {"field": "month", "size": _MONTHS}, "aggs": _PASSAGES}
        query = {"bool": {"filter": self.articles_shown()}}
        found = self.search("articles", {"size": 0, "query": query, "aggs": {"months": months}})
        buckets = found["aggregations"]["months"]["buckets"]
        return {each["key"]: int(each["passages"]["value"]) for each in buckets}

    def changed_since(self, generation: int) -> Mapping[str, bytes]:
        """See `Catalogue.changed_since`; of an earlier one all that ever waited are given."""
        state, told = self.state, parted(self.state.began, generation)
        gen, out = divmod(told or 0, TELL)
        some: list[Filter] = []
        if gen > 0 and generation <= self.extent.generation:
            since: list[Filter] = [{"range": {"gen": {"gt": gen}}}]
            if gen < state.generation:
                since.append({"exists": {"field": "until"}})
            elif later := sorted(state.waiting)[out:]:
                since.append({"range": {"until": {"gte": later[0]}}})
            some = [{"bool": {"should": since, "minimum_should_match": 1}}]
        query = {"bool": {"filter": self.articles_shown(some)}}
        wanted = {"query": query, "_source": ["id", "digest"]}
        hits = scan(self.cluster, self.indices.of("origins"), wanted, by="number")
        return {str(hit["_source"]["id"]): bytes.fromhex(hit["_source"]["digest"]) for hit in hits}

    def model(self) -> tuple[str, int] | None:
        """What passages mean is not kept in a cluster."""
        return None

    def nearest(self, question: NDArray[np.floating], k: int) -> Scored:  # noqa: ARG002
        """The same."""
        return none_scored()

    def sentence_vectors(self, scored: Scored) -> dict[int, bytes]:  # noqa: ARG002
        """The same."""
        return {}

    def _newest(
        self,
        limit: int,
        offset: int,
        more: Sequence[Mapping[str, Any]] = (),
        fields: Sequence[str] = (),
    ) -> list[Mapping[str, Any]]:
        query = {"bool": {"filter": self.articles_shown(more)}}
        body: dict[str, Any] = {"query": query, "sort": _NEWEST}
        after, skipped = None, 0
        for hit in self.pages("articles", {**body, "_source": False}, offset):
            after, skipped = hit["sort"], skipped + 1
        if skipped < offset:
            return []
        body |= {"_source": [*fields]} if fields else {}
        return [hit["_source"] for hit in self.pages("articles", body, limit, after=after)]

    def _by_outlet(self, more: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
        """How many articles each outlet has, page by page."""
        outlet = [{"outlet": {"terms": {"field": "outlet", "missing_bucket": True}}}]
        query, after = {"bool": {"filter": self.articles_shown()}}, None
        while True:
            composite: dict[str, Any] = {"size": _PAGE, "sources": outlet}
            composite |= {"after": after} if after else {}
            asked: dict[str, Any] = {"outlets": {"composite": composite}}
            if more:
                asked["outlets"]["aggs"] = more
            found = self.search("articles", {"size": 0, "query": query, "aggs": asked})
            buckets = found["aggregations"]["outlets"]["buckets"]
            yield from buckets
            after = found["aggregations"]["outlets"].get("after_key")
            if len(buckets) < _PAGE or after is None:
                return


_PASSAGES: Final = {"passages": {"sum": {"field": "passages"}}}


def _day(hits: Sequence[Mapping[str, Any]]) -> str | None:
    published = hits[0]["_source"].get("published") if hits else None
    return str(published)[:10] if published else None
