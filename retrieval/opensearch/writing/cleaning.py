"""Deleting what nobody is shown: of runs that were killed, and of articles that were taken out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from retrieval.opensearch.client import Cluster
from retrieval.opensearch.indices import Indices
from retrieval.opensearch.scan import scan
from retrieval.opensearch.state import Seen, write_state
from retrieval.opensearch.writing.patient import patiently

_HOUR: Final = 3600.0
_AT_ONCE: Final = 10_000
_ROUND: Final = 1_000_000
"""Documents that one call deletes: it ends within its hour."""
_OF_ARTICLES: Final = {"passages": "article", "articles": "number", "origins": "number"}


def delete(cluster: Cluster, index: str, query: Mapping[str, Any]) -> None:
    """Deletes what the query finds, now. Raises ArchiveIncompleteError."""
    params = {"conflicts": "proceed", "refresh": "true", "max_docs": str(_ROUND)}

    def call() -> int:
        path = f"/{index}/_delete_by_query"
        found = cluster.call("POST", path, {"query": query}, params, seconds=_HOUR)
        if found["failures"] or found["timed_out"]:
            raise cluster.replies.incomplete("not all could be deleted")
        return int(found["total"])

    while patiently(call) >= _ROUND:
        pass


def delete_articles(cluster: Cluster, indices: Indices, numbers: Sequence[int]) -> None:
    """Deletes all that is kept of the articles with these numbers."""
    for begin in range(0, len(numbers), _AT_ONCE):
        some = list(numbers[begin : begin + _AT_ONCE])
        for kind, field in _OF_ARTICLES.items():
            delete(cluster, indices.of(kind), {"terms": {field: some}})


def delete_out(cluster: Cluster, seen: Seen) -> Seen:
    """Deletes all that is kept of articles that the state shows no more, and says so in it."""
    state, indices = seen.state, seen.indices
    if not state.out("number"):
        return seen
    delete_articles(cluster, indices, state.removed)
    if state.taken_out_by:
        for kind in _OF_ARTICLES:
            marked = {"terms": {"taken_out_by": state.taken_out_by}}
            delete(cluster, indices.of(kind), marked)
    return write_state(cluster, indices, state.but(removed=[], taken_out_by=[]), seen)


def delete_from(cluster: Cluster, indices: Indices, article: int) -> None:
    """Deletes all that is kept of articles with this number or a higher one."""
    for kind, field in _OF_ARTICLES.items():
        delete(cluster, indices.of(kind), {"range": {field: {"gte": article}}})


def take_back(cluster: Cluster, indices: Indices, gen: int) -> None:
    """Makes all as it was at the generation, whatever a run began to write after it."""
    indices.refresh(cluster)
    later = {"range": {"gen": {"gt": gen}}}
    body = {"size": 0, "track_total_hits": 1, "query": later}
    kinds = (*_OF_ARTICLES, "corrections", "words", "texts")
    left = cluster.searches([(indices.of(kind), body) for kind in kinds])
    if not any(each["hits"]["total"]["value"] for each in left):
        return
    for kind in (*_OF_ARTICLES, "corrections"):
        delete(cluster, indices.of(kind), later)
    for kind, by in (("words", "sorted"), ("texts", "article")):
        lines = _restored(cluster, indices.of(kind), later, by)
        while some := [*islice(lines, _AT_ONCE)]:
            found = cluster.call("POST", "/_bulk", "".join(some).encode(errors="replace"))
            if found["errors"]:
                raise cluster.replies.incomplete("not all could be taken back")
    indices.refresh(cluster)


def _restored(cluster: Cluster, index: str, later: Mapping[str, Any], by: str) -> Iterator[str]:
    import json

    for hit in scan(cluster, index, {"query": later}, by=by):
        key, said = json.dumps(hit["_id"]), hit["_source"]
        before = said.get("before")
        if before is None:
            yield f'{{"delete":{{"_index":"{index}","_id":{key}}}}}\n'
            continue
        line = f'{{"index":{{"_index":"{index}","_id":{key}}}}}\n'
        yield f"{line}{json.dumps(before)}\n"
