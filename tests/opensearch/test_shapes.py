"""However a cluster is made, its answers are those of a file: before and after each change."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest

from retrieval import Archive
from retrieval.analysis import terms
from tests.opensearch.cluster import Node, lacks, nodes
from tests.opensearch.made_up import (
    altered,
    asked_of,
    assert_alike,
    everywhere,
    some,
    written,
)
from tests.opensearch.parts import address_of, divide, merge

pytestmark = pytest.mark.slow
PASSAGES, QUESTIONS = 4_000, 60


@contextmanager
def both(folder: Path, address: str) -> Iterator[tuple[Archive, Archive]]:
    """A file, and the cluster at the address; neither holds anything."""
    with Archive(folder / "coverage.db") as file, Archive(address) as cluster:
        yield file, cluster


def changes(
    folder: Path, address: str, patch: pytest.MonkeyPatch, passages: int = PASSAGES
) -> None:
    """Both answer alike when articles are loaded, when a tenth is changed and another is gone, when
    what was deleted is merged, and when all is analysed anew."""
    source, before = folder / "articles.jsonl", some(passages)
    written(source, before)
    questions = asked_of(before, QUESTIONS)
    with both(folder, address) as (file, cluster):
        for at in (file, cluster):
            at.reindex([source])
        assert_alike(file, cluster, questions)
        written(source, altered(before))
        for at in (file, cluster):
            done = at.reindex([source])
            assert min(done.changed, done.removed) >= len(before) // 20
        assert_alike(file, cluster, questions)
        merge(address)
        assert_alike(file, cluster, questions)
        assert not cluster.doctor().findings
        patch.setattr(terms, "VERSION", f"{terms.VERSION}-next")
        for at in (file, cluster):
            assert at.reindex([source]).rebuilt
        assert_alike(file, cluster, questions)


@pytest.mark.cluster
@pytest.mark.parametrize(("engine", "shards"), [("node", 6), ("old_node", 1), ("old_node", 6)])
def test_parts_of_either_line_answer_as_a_file(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    engine: str,
    shards: int,
) -> None:
    node = request.getfixturevalue(engine)
    assert isinstance(node, Node)
    address = address_of(node.address, f"s{uuid4().hex[:12]}")
    divide(address, shards, 0)
    changes(tmp_path, address, monkeypatch)


@pytest.mark.cluster
@pytest.mark.parametrize("copies", [0, 1])
def test_three_nodes_answer_as_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, copies: int
) -> None:
    if reason := lacks():
        pytest.skip(f"no OpenSearch 3 to test with: {reason}")
    with nodes(tmp_path, 3) as started:
        address = everywhere(started, "three")
        divide(address, 6, copies)
        changes(tmp_path, address, monkeypatch, PASSAGES // 2)


def test_a_hundred_thousand_passages_answer_as_in_a_file(
    node: Node, large: tuple[Path, list[str]]
) -> None:
    path, _ = large
    source = path.parent / "articles.jsonl"
    address = address_of(node.address, f"l{uuid4().hex[:12]}")
    with Archive(path) as file, Archive(address) as cluster:
        assert cluster.reindex([source]).passages == file.coverage().passages
        assert_alike(file, cluster, asked_of(some(20_000), QUESTIONS))
