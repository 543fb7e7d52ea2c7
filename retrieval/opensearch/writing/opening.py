"""What a run finds in a cluster, made sound: whatever a run that was killed has left there."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import Any, NamedTuple

from sqlite_utils import Database

from retrieval.opensearch.client import Cluster
from retrieval.opensearch.indices import Indices, shown
from retrieval.opensearch.scan import scan
from retrieval.opensearch.state import Seen, read_state
from retrieval.opensearch.writing.cleaning import delete_from, delete_out, take_back
from retrieval.opensearch.writing.filling.speed import make_for_a_load
from retrieval.opensearch.writing.loading import Done, forget_batches, resumed
from retrieval.reindex.ledger import rows as ledger
from retrieval.reindex.ledger.tally import Tally


class Found(NamedTuple):
    """The indices to write into; the state, as it was seen, or how far a first load came."""

    indices: Indices
    seen: Seen | None
    done: Done | None


def opened(cluster: Cluster, name: str, database: Database, tally: Tally) -> Found:
    """What is there, with the ledger filled from it."""
    indices = shown(cluster, name)
    if indices is None:
        first = Indices(name)
        if not cluster.call("GET", f"/{first.of('meta')}", missing={}) or not read_state(
            cluster, first
        ):
            return _first_load(cluster, first, database, tally)
        first.show(cluster)  # it was killed just before
        indices = first
    seen = read_state(cluster, indices)
    assert seen is not None, "an alias is shown after its state was written"
    state = seen.state
    indices.next().remove(cluster)
    if cluster.call("GET", f"/{indices.previous().of('meta')}", missing={}):  # deleted last
        indices.previous().remove(cluster)
    forget_batches(cluster, indices)
    take_back(cluster, indices, state.generation)
    seen = delete_out(cluster, seen)
    fill(database, cluster, indices, state.generation)
    ledger.take_tables(database, state.tables, state.mounts, state.superseded)
    return Found(indices, seen, None)


def _first_load(cluster: Cluster, first: Indices, database: Database, tally: Tally) -> Found:
    begun = bool(cluster.call("GET", f"/{first.of('meta')}", missing={}))
    done = resumed(cluster, first, tally) if begun else None
    if done is None:
        if begun:
            first.remove(cluster)
        make_for_a_load(cluster, first)
        return Found(first, None, None)
    make_for_a_load(cluster, first)
    first.refresh(cluster)
    delete_from(cluster, first, done.next_article)
    fill(database, cluster, first, 1, but=set(done.removed), resumed=True)
    return Found(first, None, done)


def fill(
    database: Database,
    cluster: Cluster,
    indices: Indices,
    gen: int,
    *,
    but: Container[int] = (),
    out: Sequence[Mapping[str, Any]] = (),
    resumed: bool = False,
) -> None:
    """Brings the articles up to the generation into the ledger, `but` for those with these numbers,
    and those that the filters `out` find; of a load that is `resumed`, with the keys by which
    copies of them are looked for."""
    some = {"filter": [{"range": {"gen": {"lte": gen}}}], "must_not": [*out]}
    wanted = {"query": {"bool": some}}
    for hit in scan(cluster, indices.of("origins"), wanted, by="number"):
        said = hit["_source"]
        if said["number"] not in but:
            ledger.take(database, said)
            if resumed:
                ledger.seek_copies(database, said["number"], said["alike"])
