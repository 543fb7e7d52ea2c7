"""How indices are kept while a load fills them: without copies, and found by nobody."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any, Final

from retrieval.opensearch.client import Cluster
from retrieval.opensearch.indices import Indices

_FILLED: Final = ("passages", "articles", "origins", "words")
SETTINGS: Final = "settings"
"""The document that says how they are to be; it goes with those of a load's batches."""
_COPIES: Final = "index.number_of_replicas"
_FOUND: Final = "index.refresh_interval"
_BY_NODES: Final = "index.auto_expand_replicas"
_LOOKED: Final = 0.2
"""Seconds after which it is looked again whether copies are still made."""


def make_for_a_load(cluster: Cluster, indices: Indices) -> None:
    """Makes those that are not there, to be filled before anybody is shown them: copies would be
    written as often as they are, and what is not asked for need not be found. How they are to be
    is kept beside them."""
    indices.make(cluster)
    if cluster.document(indices.of("meta"), SETTINGS) is None:
        names = ",".join(map(indices.of, _FILLED))
        found = cluster.call("GET", f"/{names}/_settings", params={"flat_settings": "true"})
        said = {kind: _wanted(found[indices.of(kind)]["settings"]) for kind in _FILLED}
        cluster.put(indices.of("meta"), SETTINGS, {"said": said})
    for kind, wanted in _kept(cluster, indices).items():
        hurried = {_FOUND: "-1"} | ({_COPIES: "0"} if _COPIES in wanted else {})
        cluster.call("PUT", f"/{indices.of(kind)}/_settings", hurried)


def settle(cluster: Cluster, indices: Indices) -> None:
    """Keeps indices that were filled as they are to be, all copies there."""
    for kind, wanted in _kept(cluster, indices).items():
        cluster.call("PUT", f"/{indices.of(kind)}/_settings", wanted)
    names = ",".join(map(indices.of, _FILLED))
    while cluster.call("GET", f"/_cluster/health/{names}")["initializing_shards"]:
        time.sleep(_LOOKED)


def _kept(cluster: Cluster, indices: Indices) -> Mapping[str, Mapping[str, Any]]:
    found = cluster.document(indices.of("meta"), SETTINGS)
    assert found is not None, "it was written before"
    said: Mapping[str, Mapping[str, Any]] = found["_source"]["said"]
    return said


def _wanted(settings: Mapping[str, Any]) -> dict[str, Any]:
    """What is set back in the end; null is what the cluster does by itself."""
    by_nodes = settings.get(_BY_NODES, "false") != "false"
    copies = {} if by_nodes else {_COPIES: settings[_COPIES]}
    return {_FOUND: settings.get(_FOUND), **copies}
