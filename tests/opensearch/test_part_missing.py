"""A part of a cluster is missing that no question has needed yet: whoever asks is told which."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from retrieval import Archive, ArchiveIncompleteError
from retrieval.opensearch.client import Cluster
from tests.opensearch.both_ways import Home
from tests.opensearch.cluster import Node
from tests.opensearch.parts import address_of, opened
from tests.tools.coverage_maker import write

pytestmark = pytest.mark.slow
ARTICLES = {"dam": ["The dam", "The dam of Nova broke on 6 March 2024."]}


def state_of(cluster: Cluster, index: str) -> Any:
    """What is said of the first copy of the only part of an index."""
    found = cluster.call("GET", f"/_cluster/health/{index}", params={"level": "shards"})
    return found["indices"][index]["shards"]["0"]["status"]


@contextmanager
def lost(node: Node, cluster: Cluster, index: str) -> Iterator[None]:
    """The index has lost what was in its files."""
    said = cluster.call("GET", f"/{index}/_settings")[index]["settings"]["index"]
    files = node.log.parent / "n1/data/nodes/0/indices" / said["uuid"] / "0/index"
    cluster.call("POST", f"/{index}/_close")
    files.rename(files.with_name("away"))
    cluster.call("POST", f"/{index}/_open", params={"wait_for_active_shards": "0"})
    until = time.monotonic() + 20
    while state_of(cluster, index) != "red" and time.monotonic() < until:
        time.sleep(0.1)
    yield
    cluster.call("DELETE", f"/{index}")


def test_health_and_doctor_name_a_part_that_no_question_has_needed_yet(
    node: Node, tmp_path: Path
) -> None:
    address, index = address_of(node.address, "partless"), "partless-corrections-000001"
    home = Home(tmp_path, address)
    with Archive(address) as archive, opened(address) as cluster:
        archive.reindex([write(tmp_path / "articles", ARTICLES)])
        assert home.run("health").out == "ok: 1 articles\n"
        assert archive.coverage(whole=True).articles == 1
        with lost(node, cluster, index):
            assert archive.coverage(whole=True).articles == 1  # it was whole a moment ago
            with Archive(address) as another:
                assert another.ask("When did the dam break?").quotes
                with pytest.raises(ArchiveIncompleteError, match=f"part 0 of {index}"):
                    another.coverage(whole=True)
            said = home.run("health")
            assert (said.code, said.out) == (1, "")
            assert f"part 0 of {index}" in said.err
            found = json.loads(home.run("doctor", "--json").out)["findings"]
            assert [each["where"] for each in found] == [f"part 0 of {index}"]
