"""A real node of each line of OpenSearch, started when a test asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.opensearch.cluster import Node, lacks, nodes


@pytest.fixture(scope="session")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A node of OpenSearch 3."""
    yield from _alone(tmp_path_factory.mktemp("node"), 3)


@pytest.fixture(scope="session")
def old_node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A node of OpenSearch 2.19."""
    yield from _alone(tmp_path_factory.mktemp("old-node"), 2)


def _alone(folder: Path, line: int) -> Iterator[Node]:
    if reason := lacks(line):
        pytest.skip(f"no OpenSearch {line} to test with: {reason}")
    with nodes(folder, line=line) as (one,):
        yield one
