"""What a reindex heals of a damaged coverage in a cluster, marked for the next one: all articles
are analysed anew into indices of their own, those that are damaged read anew from their files."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from retrieval.errors import NothingIndexedError
from retrieval.opensearch.client import Cluster
from retrieval.opensearch.examination import damaged
from retrieval.opensearch.indices import Indices
from retrieval.opensearch.state import shown_state, write_state
from retrieval.opensearch.writing.bulk import Bulk
from retrieval.opensearch.writing.lock import exclusive
from retrieval.reindex.soundness.repair import MARK, Repair


def repair_in(cluster: Cluster, name: str) -> Repair:
    """Marks what is damaged in the coverage `name`, while no reindex is running. Raises
    NothingIndexedError, a DatabaseError."""
    with exclusive(cluster, name) as lock:
        seen = shown_state(cluster, name)
        if seen is None:
            raise NothingIndexedError(cluster.where)
        marked = [*_marked(cluster, seen.indices, [*damaged(cluster, seen)])]
        bulk = Bulk(cluster, lock.may_write)
        try:
            bulk.add(line for _, lines in marked for line in lines)
            bulk.flush()
        finally:
            bulk.close()
        seen.indices.refresh(cluster)
        write_state(cluster, seen.indices, seen.state.but(versions={}), seen)
    return Repair(tuple(article for article, _ in marked), (), rebuilt=True)


def _marked(
    cluster: Cluster, indices: Indices, articles: list[Mapping[str, Any]]
) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """Each of the articles by its id and path, with the lines that mark it."""
    index = indices.of("origins")
    wanted = [{"_index": index, "_id": str(each["number"])} for each in articles]
    found = cluster.documents(wanted) if wanted else []
    for article, origin in zip(articles, found, strict=True):
        if origin["found"]:
            action = {"update": {"_index": index, "_id": origin["_id"]}}
            document = {"doc": {"digest": MARK.hex()}}
            lines = f"{json.dumps(action)}\n", f"{json.dumps(document)}\n"
            yield (str(article["id"]), str(origin["_source"]["path"])), lines
