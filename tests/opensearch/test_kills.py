"""Reindexes of a cluster that are killed at random instants; the tool kills more of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.opensearch.cluster import Node
from tests.tools.killed_cluster import KINDS, kills

pytestmark = [pytest.mark.slow, pytest.mark.cluster]


def test_first_loads_changes_and_rebuilds_that_are_killed_leave_the_old_coverage_or_the_new(
    node: Node, tmp_path: Path
) -> None:
    found = [*kills(node.address, tmp_path, 9, seed=7)]
    assert {kind for kind, _, _ in found} == {*KINDS}
    assert {left for _, _, left in found} <= {"old", "new"}
