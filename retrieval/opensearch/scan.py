"""All documents of an index, as they are at one moment."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import suppress
from typing import Any, Final

from retrieval.errors import DatabaseError
from retrieval.opensearch.client import Cluster
from retrieval.opensearch.replies import Reply

_PAGE: Final = 5_000
_KEPT: Final = "5m"
_LETS_GO: Final = 2.0
"""Seconds that it may take to let go of a moment."""
_WHOLE: Final = {"allow_partial_search_results": "false"}


def scan(
    cluster: Cluster, index: str, body: Mapping[str, Any], *, by: str, page: int = _PAGE
) -> Generator[Reply, None, None]:
    """The hits of a search, ordered by a field in which all differ; what is written meanwhile is
    not among them. A question may take longer for it than others."""
    opened = cluster.call("POST", f"/{index}/_search/point_in_time", None, {"keep_alive": _KEPT})
    key, after = opened["pit_id"], None
    try:
        while True:
            asked: dict[str, Any] = {
                "size": page,
                "track_total_hits": False,
                **body,
                "sort": [{by: "asc"}],
                "pit": {"id": key, "keep_alive": _KEPT},
            }
            asked |= {"search_after": after} if after else {}
            found = cluster.call(
                "POST", "/_search", asked, {"allow_partial_search_results": "false"}
            )
            hits = cluster.replies.whole(found)["hits"]["hits"]
            yield from hits
            if len(hits) < page:
                return
            after = hits[-1]["sort"]
    finally:
        path, body = "/_search/point_in_time", {"pit_id": [key]}
        with suppress(DatabaseError):  # it ends by itself
            cluster.call("DELETE", path, body, missing={}, seconds=_LETS_GO, hurried=False)
