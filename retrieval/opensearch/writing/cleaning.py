"""Deleting what nobody is shown: of runs that were killed, and of articles that were taken out."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from retrieval.errors import ArchiveIncompleteError, ArchiveUnreachableError
from retrieval.opensearch.client import Cluster
from retrieval.opensearch.indices import Indices
from retrieval.opensearch.scan import scan
from retrieval.opensearch.state import Seen, write_state
from retrieval.opensearch.writing.patient import patiently

_AT_ONCE: Final = 10_000
_BATCH: Final = 10_000
"""Documents that a cluster deletes together. It tells what each batch has cost in one or two
headers of its reply, of which neither we nor what stands before it can read a hundred."""
_FIRST: Final = 20_000
"""Documents of the first round."""
_LEAST: Final = 500
_MOST: Final = 5 * _BATCH
_SECONDS: Final = 5.0
"""How long a round is to take."""
_CHANGE: Final = 4
"""A round is at most so many times as large as the one before it, or one so many parts of it."""
_OF_ARTICLES: Final = {"passages": "article", "articles": "number", "origins": "number"}


def delete(cluster: Cluster, index: str, query: Mapping[str, Any]) -> None:
    """Deletes what the query finds, now. Raises ArchiveIncompleteError.

    Each round ends within seconds: a proxy may stand before the cluster that waits for no longer
    than a minute. A task of the cluster's own would go on without us, but not every user may look
    at it, and the document that it leaves stays for good.
    """
    rounds = _Rounds(cluster, index, query)
    while patiently(rounds.next):
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


class _Rounds:
    def __init__(self, cluster: Cluster, index: str, query: Mapping[str, Any]) -> None:
        self._cluster, self._index, self._query = cluster, index, query
        self._size = _FIRST

    def next(self) -> bool:
        """Deletes some; whether there may be more. Raises a DatabaseError, after which fewer are
        deleted at once."""
        size, began = self._size, time.monotonic()
        try:
            found = self._deleted(size)
        except (ArchiveIncompleteError, ArchiveUnreachableError):
            self._size = _between(size // _CHANGE)
            raise
        faster = _SECONDS / max(time.monotonic() - began, 0.001)
        self._size = _between(int(size * min(max(faster, 1 / _CHANGE), _CHANGE)))
        return found >= size

    def _deleted(self, size: int) -> int:
        params = {"conflicts": "proceed", "refresh": "true"}
        params |= {"max_docs": str(size), "scroll_size": str(_BATCH)}
        path = f"/{self._index}/_delete_by_query"
        found = self._cluster.call("POST", path, {"query": self._query}, params)
        if found["version_conflicts"]:  # it was written since the index was refreshed
            self._cluster.call("POST", f"/{self._index}/_refresh")
        if found["failures"] or found["timed_out"] or found["version_conflicts"]:
            raise self._cluster.replies.incomplete("not all could be deleted")
        return int(found["total"])


def _between(size: int) -> int:
    return min(max(size, _LEAST), _MOST)
