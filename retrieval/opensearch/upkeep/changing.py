"""What is taken out of a coverage in a cluster: all of it in one generation."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Final

from retrieval.errors import ArchiveIncompleteError, ArchiveUnreachableError, NothingIndexedError
from retrieval.opensearch.client import Cluster, RefusedError
from retrieval.opensearch.indices import MAPPINGS, Indices
from retrieval.opensearch.scan import scan
from retrieval.opensearch.state import read_state, shown_state, write_state
from retrieval.opensearch.upkeep.kept_out import kept_out_in
from retrieval.opensearch.writing.cleaning import delete
from retrieval.opensearch.writing.writer import ClusterWriter
from retrieval.reindex.upkeep.change import Change
from retrieval.reindex.upkeep.withdrawal import enforce_in

PATIENCE: Final = 60.0
"""Seconds for which a cluster is asked to let go of what was deleted: it keeps that for up to half
a minute, for copies that have fallen behind."""
_PAUSE: Final = 1.0
_HOUR: Final = 3600.0
"""Seconds for which it is waited while it merges."""
_WAITS: Final = 20.0
"""Seconds that one call waits for a merge: a proxy may not wait for longer than a minute."""
_AT_ONCE: Final = 10_000

Writing = Callable[[], AbstractContextManager[ClusterWriter]]


@contextmanager
def changing(
    cluster: Cluster, name: str, writing: Writing, *, wipe: bool = False
) -> Iterator[Change]:
    """One generation of the coverage `name`, while no reindex is running; with `wipe`, no byte is
    left afterwards of what was taken out. Raises NothingIndexedError, a DatabaseError."""
    if shown_state(cluster, name) is None:
        raise NothingIndexedError(cluster.where)
    with writing() as writer:
        change = Change(writer)
        change.made = writer.begin(change.moment, None).rebuilt is not None
        yield change
        change.finish()
        _keep_digest(cluster, writer.indices, change.out.digest)
        if wipe:
            _forget_words(cluster, writer.indices)
            change.wiped = wiped(cluster, writer.indices)


def catch_up(cluster: Cluster, name: str, writing: Writing) -> None:
    """Takes out what was withdrawn, where the coverage is from before that. Raises a DatabaseError,
    KeptOutError."""
    digest, seen = kept_out_in(cluster, name).digest, shown_state(cluster, name)
    if digest and seen and seen.state.kept_out != digest:
        with changing(cluster, name, writing, wipe=True) as change:
            enforce_in(change)


def _keep_digest(cluster: Cluster, indices: Indices, digest: str) -> None:
    seen = read_state(cluster, indices)
    assert seen is not None, "it is written where something is shown"
    if seen.state.kept_out != digest:
        write_state(cluster, indices, seen.state.but(kept_out=digest), seen)


def _forget_words(cluster: Cluster, indices: Indices) -> None:
    """Deletes the words that no article has any more, which spell what was taken out."""
    index = indices.of("words")
    found = scan(cluster, index, {"query": {"range": {"df": {"lte": 0}}}}, by="sorted")
    gone = [hit["_id"] for hit in found if hit["_source"]["uses"] <= 0]
    for at in range(0, len(gone), _AT_ONCE):
        delete(cluster, index, {"ids": {"values": gone[at : at + _AT_ONCE]}})


def wiped(cluster: Cluster, indices: Indices) -> bool:
    """Has what was deleted merged away on all nodes; whether it is."""
    names = ",".join(map(indices.of, MAPPINGS))
    every = {"index.merge.policy.expunge_deletes_allowed": 0}
    cluster.call("PUT", f"/{names}/_settings", every)
    began = time.monotonic()
    until, is_merging = began + PATIENCE, False
    while True:
        if not is_merging:
            _merge(cluster, names)
        indices.refresh(cluster)  # where nobody asks, what was merged away is kept for who might
        found = cluster.call("GET", f"/{names}/_stats/docs,merge")["_all"]["total"]
        if not found["docs"]["deleted"]:
            return True
        is_merging, now = found["merges"]["current"] > 0, time.monotonic()
        if is_merging:
            until = min(now + PATIENCE, began + _HOUR)
        if now + _PAUSE > until:
            return False
        time.sleep(_PAUSE)


def _merge(cluster: Cluster, names: str) -> None:
    """Has them merged, and waits for a while: what takes longer goes on in the cluster."""
    params = {"only_expunge_deletes": "true", "flush": "true"}
    try:
        cluster.call("POST", f"/{names}/_forcemerge", None, params, seconds=_WAITS)
    except RefusedError:
        raise
    except (ArchiveIncompleteError, ArchiveUnreachableError):
        return
