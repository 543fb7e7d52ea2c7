"""What was loaded becomes one segment, unless it is large."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from retrieval import Archive
from retrieval.opensearch.address import parsed
from retrieval.opensearch.client import Cluster
from retrieval.opensearch.writing import loading
from retrieval.opensearch.writing.filling import merging
from tests.opensearch.cluster import Node
from tests.opensearch.made_up import some, written
from tests.opensearch.parts import address_of, opened

pytestmark = pytest.mark.slow
PASSAGES = 3_000


def segments(address: str) -> int:
    """Of how many segments the passages are."""
    index = f"{parsed(address).name}-passages"
    with opened(address) as cluster:
        cluster.call("POST", f"/{index}/_refresh")  # of what nobody asks for, old ones are kept
        found = cluster.call("GET", f"/{index}/_segments")["indices"]
    return sum(
        len(copy["segments"])
        for each in found.values()
        for shard in each["shards"].values()
        for copy in shard
    )


def loaded(address: str, folder: Path) -> None:
    """Loads a coverage in many segments."""
    corpus, send = written(folder / "news.jsonl", some(PASSAGES)), Cluster.call

    def refreshed(self: Cluster, method: str, path: str, *args: Any, **more: Any) -> Any:
        found = send(self, method, path, *args, **more)
        if path.endswith("_bulk"):
            send(self, "POST", "/_refresh")
        return found

    with (
        patch.object(Cluster, "call", refreshed),
        patch.object(loading, "BATCH", 500),
        Archive(address) as archive,
    ):
        archive.reindex([corpus])


def test_a_first_load_is_merged_to_one_segment(node: Node, tmp_path: Path) -> None:
    address = address_of(node.address, "merged")
    loaded(address, tmp_path)
    until = time.monotonic() + 30
    while segments(address) > 1 and time.monotonic() < until:
        time.sleep(0.2)
    assert segments(address) == 1


def test_a_large_one_is_left_to_the_cluster(node: Node, tmp_path: Path) -> None:
    address = address_of(node.address, "unmerged")
    with patch.object(merging, "LARGEST", 1_000):
        loaded(address, tmp_path)
    assert segments(address) > 1
