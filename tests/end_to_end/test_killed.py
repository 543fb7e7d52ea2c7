"""A reindex that is killed at a random instant leaves the old coverage or the new one, whole."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.tools.killed_bot import kill as kill_bots
from tests.tools.killed_reindex import PHASES, Coverages, coverages, kill

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="looks for orphans in /proc"),
    pytest.mark.beside,
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Coverages:
    """A coverage, and what makes a new one of it."""
    return coverages(tmp_path_factory.mktemp("killed"))


@pytest.mark.slow
def test_a_reindex_killed_at_five_instants_leaves_the_old_or_the_new_coverage(
    made: Coverages, tmp_path: Path
) -> None:
    found = kill(made, tmp_path, 5, seed=5)
    assert {left for _, left in found} == {"old", "new"}, found


@pytest.mark.slow
def test_a_reindex_killed_at_fifty_instants_leaves_the_old_or_the_new_coverage(
    made: Coverages, tmp_path: Path
) -> None:
    found = kill(made, tmp_path, 50, seed=50)
    print(*(f"killed {at}: {left} coverage, {count}" for (at, left), count in found.items()))
    assert {left for _, left in found} == {"old", "new"}, found
    assert {at for at, _ in found} >= set(PHASES), found


@pytest.mark.slow
def test_a_bot_killed_three_times_under_load_loses_nothing(tmp_path: Path) -> None:
    found = kill_bots(tmp_path, 3, seed=3)
    assert (found.kills, found.lost) == (3, 0)
    assert found.repeated <= found.in_the_act
