"""How many parts and copies the indices of a coverage have in a cluster that tests started."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partialmethod
from typing import Final
from unittest.mock import patch

from retrieval.opensearch import client
from retrieval.opensearch.address import parsed
from retrieval.opensearch.client import Cluster

_PATIENCE: Final = 120.0
_HOUR: Final = 3600.0


def address_of(node: str, name: str) -> str:
    """The coverage's address at a node's `http://HOST:PORT`."""
    return f"opensearch+{node}/{name}"


@contextmanager
def opened(address: str) -> Iterator[Cluster]:
    """The cluster at the coverage's address."""
    cluster = Cluster(parsed(address))
    try:
        yield cluster
    finally:
        cluster.close()


def divide(address: str, shards: int, replicas: int) -> None:
    """Indices of the coverage that are made from now on have so many parts, and copies of each."""
    name = parsed(address).name
    settings = {"number_of_shards": shards, "number_of_replicas": replicas}
    template = {"index_patterns": [f"{name}-*"], "template": {"settings": settings}}
    with opened(address) as cluster:
        cluster.call("PUT", f"/_index_template/{name}", template)


def stored(address: str) -> int:
    """Bytes that the coverage takes, without copies."""
    with opened(address) as cluster:
        found = cluster.call("GET", f"/{parsed(address).name}-*/_stats/store")
    return int(found["_all"]["primaries"]["store"]["size_in_bytes"])


def merge(address: str) -> None:
    """Merges each part to one segment: what was deleted is gone."""
    _merge(address, {"max_num_segments": "1"})


def expunge(address: str) -> None:
    """Writes anew the segments that have a good deal of deleted documents, without them."""
    _merge(address, {"only_expunge_deletes": "true"})


def _merge(address: str, how: dict[str, str]) -> None:
    with opened(address) as cluster:
        path = f"/{parsed(address).name}-*/_forcemerge"
        cluster.call("POST", path, None, how, seconds=_HOUR, hurried=False)


def merged(address: str) -> float:
    """Waits until no shard is merged any more; the seconds that it took."""
    began = time.monotonic()
    with opened(address) as cluster:
        while cluster.call("GET", "/_tasks", params={"actions": "*forcemerge*"})["nodes"]:
            time.sleep(0.2)
    return time.monotonic() - began


@contextmanager
def patiently() -> Iterator[None]:
    """Questions may take two minutes inside, not two seconds, and a call of a reindex an hour, not
    one minute: the machine is busy."""
    calls = {**(Cluster.call.__kwdefaults__ or {}), "seconds": _HOUR}
    with (
        patch.object(client, "WORK", _HOUR),
        patch.object(Cluster.call, "__kwdefaults__", calls),
        patch.object(Cluster, "question", partialmethod(Cluster.question, _PATIENCE)),
    ):
        yield
