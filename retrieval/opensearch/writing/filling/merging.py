"""What was loaded in many segments is made one, in which a question finds what it seeks sooner."""

from __future__ import annotations

from typing import Final

from retrieval.errors import DatabaseError
from retrieval.opensearch.client import Cluster
from retrieval.opensearch.indices import Indices

LARGEST: Final = 2 << 30
"""Bytes of a shard up to which it is one segment: what changes in a larger one would be merged too
seldom."""
_ONE_SEGMENT: Final = {"max_num_segments": "1", "wait_for_completion": "false"}
_MERGED: Final = ("passages", "articles", "words")


def merge(cluster: Cluster, indices: Indices) -> None:
    """Begins to merge what was loaded into new indices, which goes on while it is shown; a cluster
    that cannot is left as it is."""
    for index in map(indices.of, _MERGED):
        try:
            asked = {"level": "shards"}
            said = cluster.call("GET", f"/{index}/_stats/store", params=asked)
            stats = said["indices"][index]["shards"]
            sizes = (copy["store"]["size_in_bytes"] for shard in stats.values() for copy in shard)
            if max(sizes, default=0) <= LARGEST:
                cluster.call("POST", f"/{index}/_forcemerge", params=_ONE_SEGMENT)
        except (DatabaseError, KeyError):
            return
