"""Names of a coverage in a cluster that begin with what was typed: for a shell, which waits for
them. What cannot be told at once is not told."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from threading import Thread
from typing import Any, Final

from retrieval.opensearch.address import ClusterAddress
from retrieval.opensearch.client import Cluster
from retrieval.opensearch.reading.moment import row_of
from retrieval.opensearch.state import Seen, shown_state
from retrieval.store.glances.beginnings import MOST, Kind, Named
from retrieval.stored.articles import ArticleRow, article_of
from retrieval.stored.catalogue import listed

PATIENCE: Final = 0.5
"""Seconds after which what is not found is not told."""
_LAST: Final = "\U0010ffff"
_PAGE: Final = 1_000
_NEWEST: Final = 20
_OUTLETS: Final = 10_000


def beginnings_in(
    address: ClusterAddress,
    kind: Kind,
    typed: str,
    *,
    password: str | None = None,
    ca: Path | None = None,
) -> list[Named]:
    """The names of this `kind`, of the coverage at the `address`, that begin with what was `typed`;
    none where the cluster does not answer at once. For `password` and `ca` see `Archive`."""
    found: list[Named] = []
    glance = Thread(target=_look, args=(address, password, ca, kind, typed, found), daemon=True)
    glance.start()  # to find a host by its name may take for ever
    glance.join(PATIENCE)
    return [*found]


def _look(
    address: ClusterAddress,
    password: str | None,
    ca: Path | None,
    kind: Kind,
    typed: str,
    found: list[Named],
) -> None:
    try:
        with (
            closing(Cluster(address, password=password, ca=ca)) as cluster,
            cluster.question(PATIENCE),
        ):
            if seen := shown_state(cluster, address.name):
                found += _FINDING[kind](_Glance(cluster, seen), typed)
    except Exception:  # a shell has no place to say what is wrong
        return


class _Glance:
    """The articles of a coverage as it was seen."""

    def __init__(self, cluster: Cluster, seen: Seen) -> None:
        self.cluster, self.seen = cluster, seen

    def search(self, body: Mapping[str, Any], more: object = None) -> Mapping[str, Any]:
        """The reply to a search for articles that `more` is said of."""
        state = self.seen.state
        kept: list[Any] = [{"range": {"gen": {"lte": state.generation}}}]
        query = {
            "filter": [*kept, *([more] if more else [])],
            "must_not": state.out("number"),
        }
        index = self.seen.indices.of("articles")
        return self.cluster.search(index, {"query": {"bool": query}, **body})

    def from_id(self, first: str, typed: str, size: int) -> list[tuple[str, str]]:
        """The ids that begin with what was typed, from the first on, with headlines."""
        body = {"size": size, "sort": [{"id": "asc"}], "_source": ["id", "headline"]}
        some = {"range": {"id": {"gte": first, "lt": typed + _LAST}}}
        said = (hit["_source"] for hit in self.search(body, some)["hits"]["hits"])
        return [(each["id"], each["headline"]) for each in said]


def _outlets(at: _Glance, typed: str) -> list[Named]:
    names = {"terms": {"field": "outlet", "size": _OUTLETS, "order": {"_key": "asc"}}}
    found = at.search({"size": 0, "aggs": {"names": names}})["aggregations"]["names"]["buckets"]
    return [Named(each["key"]) for each in found if _begins(each["key"], typed)][:MOST]


def _parties(at: _Glance, typed: str) -> list[Named]:
    tables = map(json.loads, at.seen.state.tables.get("parties", {}).values())
    names = {name for each in tables for key in ("sides", "others") for name in each.get(key, ())}
    return [Named(name) for name in sorted(names) if _begins(name, typed)][:MOST]


def _articles(at: _Glance, typed: str) -> list[Named]:
    return [Named(*each) for each in at.from_id(typed, typed, MOST)]


def _places(at: _Glance, typed: str) -> list[Named]:
    """The folders of articles, and articles in the folder typed, that begin so."""
    found: list[Named] = []
    for article_id, headline in _one_of_each(at, typed):
        end = article_id.find("/", len(typed))
        found.append(Named(article_id, headline) if end < 0 else Named(article_id[:end]))
        if len(found) == MOST:
            break
    return found


def _one_of_each(at: _Glance, typed: str) -> Iterator[tuple[str, str]]:
    """The articles whose ids begin so; of a folder's the first."""
    first, size = typed, MOST
    while page := at.from_id(first, typed, size):
        for article_id, headline in page:
            if article_id < first:
                continue
            yield article_id, headline
            end = article_id.find("/", len(typed))
            first = f"{article_id}\0" if end < 0 else f"{article_id[:end]}/{_LAST}"
        if len(page) < size:
            return
        size = _PAGE


def _addresses(at: _Glance, typed: str) -> list[Named]:
    """The addresses of articles' first passages that begin so, the newest first, with headlines."""
    key = typed.partition("-")[0]
    some = {"range": {"key": {"gte": key, "lt": key + _LAST}}} if key else None
    newest = [{"published": {"order": "desc", "missing": "_last"}}, {"id": "asc"}]
    body = {"size": _NEWEST, "sort": newest, "_source": [*ArticleRow._fields, "passages"]}
    said = (hit["_source"] for hit in at.search(body, some)["hits"]["hits"])
    shown = [listed(article_of(row_of(each))) for each in said if each["passages"]]
    return [Named(each.address, each.headline) for each in shown if _begins(each.address, typed)]


def _begins(name: str, typed: str) -> bool:
    return name.casefold().startswith(typed.casefold())


_FINDING: Final[Mapping[Kind, Callable[[_Glance, str], list[Named]]]] = {
    "address": _addresses,
    "article": _articles,
    "outlet": _outlets,
    "party": _parties,
    "place": _places,
}
