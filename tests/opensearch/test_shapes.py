"""However a cluster is made, its answers are those of a file: before and after each change."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest

from retrieval import Archive
from tests.opensearch.cluster import Node, lacks, nodes
from tests.opensearch.made_up import (
    asked_of,
    assert_alike,
    assert_alike_at_each_stage,
    everywhere,
    pair,
    some,
    written,
)
from tests.opensearch.parts import address_of

pytestmark = pytest.mark.slow
PASSAGES, QUESTIONS = 4_000, 60


def changes(
    folder: Path, address: str, shards: int, copies: int = 0, passages: int = PASSAGES
) -> None:
    """Both answer alike through all that happens to a coverage."""
    about = some(passages)
    corpus = written(folder / "articles.jsonl", about)
    with pair(address, corpus, folder, shards, copies) as both:
        assert_alike_at_each_stage(both, asked_of(about, QUESTIONS))


@pytest.mark.cluster
@pytest.mark.parametrize(("engine", "shards"), [("node", 6), ("old_node", 1), ("old_node", 6)])
def test_parts_of_either_line_answer_as_a_file(
    request: pytest.FixtureRequest, tmp_path: Path, engine: str, shards: int
) -> None:
    node = request.getfixturevalue(engine)
    assert isinstance(node, Node)
    changes(tmp_path, address_of(node.address, f"s{uuid4().hex[:12]}"), shards)


@pytest.mark.cluster
@pytest.mark.parametrize(("shards", "copies"), [(6, 0), (6, 1), (3, 1)])
def test_three_nodes_answer_as_a_file(tmp_path: Path, shards: int, copies: int) -> None:
    if reason := lacks():
        pytest.skip(f"no OpenSearch 3 to test with: {reason}")
    with nodes(tmp_path, 3) as started:
        changes(tmp_path, everywhere(started, "three"), shards, copies, PASSAGES // 2)


def test_a_hundred_thousand_passages_answer_as_in_a_file(
    node: Node, large: tuple[Path, list[str]]
) -> None:
    path, _ = large
    source = path.parent / "articles.jsonl"
    address = address_of(node.address, f"l{uuid4().hex[:12]}")
    with Archive(path) as file, Archive(address) as cluster:
        assert cluster.reindex([source]).passages == file.coverage().passages
        assert_alike(file, cluster, asked_of(some(20_000), QUESTIONS))
