"""All documents of somebody's index as they are at one moment, or an error.

OpenSearch and Elasticsearch call a point in time by other names; the rest is the same.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final, NamedTuple
from urllib.parse import quote

from retrieval.errors import DatabaseError
from retrieval.opensearch.client import Cluster, RefusedError
from retrieval.opensearch.replies import Reply

PAGE: Final = 500
_FIRST: Final = 10
_FILLED: Final = 8 << 20
"""Bytes of JSON that a page is to have about: some articles are of megabytes."""
_GROWS: Final = 4
"""A page has at most so many times the documents of the one before it."""
_KEPT: Final = "5m"
_ALL: Final = {"expand_wildcards": "open,closed", "allow_no_indices": "false"}
"""What a pattern names that is closed is an error, and not left out."""
_WHOLE: Final = {"allow_partial_search_results": "false"}
_ORDERS: Final = (("_shard_doc",), ("_id", "_index"))
"""What all documents differ in; OpenSearch before 3.3 knows the second alone."""


class _Moment(NamedTuple):
    """A point in time, and how it is let go."""

    key: str
    path: str
    body: Mapping[str, Any]


def documents(
    cluster: Cluster, index: str, query: Mapping[str, Any] | None
) -> Generator[Reply, None, None]:
    """The documents that the query finds, with `_id` and `_source`. Raises a DatabaseError where
    not every one of them came: what came before is then no whole."""
    moment = _opened(cluster, index)
    try:
        yield from _all(cluster, moment.key, query or {"match_all": {}})
    finally:
        with suppress(DatabaseError):  # it ends by itself
            cluster.call("DELETE", moment.path, moment.body, missing={})


def _opened(cluster: Cluster, index: str) -> _Moment:
    path, kept = f"/{quote(index, safe='*,')}", {"keep_alive": _KEPT, **_ALL}
    try:
        key = cluster.call("POST", f"{path}/_pit", None, kept)["id"]
        return _Moment(key, "/_pit", {"id": key})
    except RefusedError as error:
        if not error.is_unknown:
            raise
    key = cluster.call("POST", f"{path}/_search/point_in_time", None, kept)["pit_id"]
    return _Moment(key, "/_search/point_in_time", {"pit_id": [key]})


def _all(cluster: Cluster, key: str, query: Mapping[str, Any]) -> Iterator[Reply]:
    size = _FIRST
    asked: dict[str, Any] = {"size": size, "query": query, "track_total_hits": True}
    asked["pit"] = {"id": key, "keep_alive": _KEPT}
    found, order = _first(cluster, asked)
    total, came = found["hits"]["total"]["value"], 0
    asked |= {"sort": order, "track_total_hits": False}
    while hits := found["hits"]["hits"]:
        came += len(hits)
        yield from hits
        if len(hits) < size:
            break
        size = _size_after(hits)
        found = _page(cluster, asked | {"size": size, "search_after": hits[-1]["sort"]})
    if came != total:
        raise cluster.replies.incomplete(f"{came} of {total} documents came")


def _size_after(hits: Sequence[Reply]) -> int:
    """How many documents are asked for after these."""
    from orjson import dumps

    fits = len(hits) * _FILLED // len(dumps(hits))
    return max(1, min(fits, len(hits) * _GROWS, PAGE))


def _first(cluster: Cluster, asked: Mapping[str, Any]) -> tuple[Reply, Sequence[Mapping[str, str]]]:
    """The first page, and what it is ordered by."""
    first, second = ([{field: "asc"} for field in order] for order in _ORDERS)
    try:
        return _page(cluster, {**asked, "sort": first}), first
    except RefusedError as error:
        if not error.is_unknown:
            raise
    return _page(cluster, {**asked, "sort": second}), second


def _page(cluster: Cluster, asked: Mapping[str, Any]) -> Reply:
    return cluster.replies.whole(cluster.call("POST", "/_search", asked, _WHOLE))
