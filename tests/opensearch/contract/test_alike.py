"""A coverage in a file and in a cluster tell the same of all that is asked of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from retrieval import Archive
from retrieval.opensearch.reading.coverage import ClusterCoverage
from retrieval.sqlite.coverage import SqliteCoverage
from retrieval.stored.coverage import StoredCoverage
from tests.opensearch.cluster import Node
from tests.opensearch.contract.calls import CALLS
from tests.opensearch.contract.corpus import BEGAN, Clock, opened, read, wide

Places = tuple[Path, str]
MOMENTS = {
    "when it was read": BEGAN + timedelta(days=2, minutes=5),
    "after an embargo": datetime(2024, 3, 4, 10, tzinfo=BEGAN.tzinfo),
    "after all of them": datetime(2031, 1, 1, tzinfo=BEGAN.tzinfo),
}


def _asked(protocol: type) -> set[str]:
    return {name for each in protocol.__mro__ for name in vars(each) if not name.startswith("_")}


def test_all_that_is_asked_of_a_coverage_is_called_here_and_told_by_both() -> None:
    assert set(CALLS) == _asked(StoredCoverage)
    for implementation in (SqliteCoverage, ClusterCoverage):
        assert _asked(StoredCoverage) <= _asked(implementation)


def test_a_file_tells_all_and_the_same_however_it_came_about(tmp_path: Path) -> None:
    once, clock = tmp_path / "once.db", Clock()
    with Archive(tmp_path / "often.db", now=clock) as archive:
        read(archive, tmp_path / "articles", clock)
    with Archive(once, now=clock) as archive:
        archive.reindex([tmp_path / "articles"])
    now = MOMENTS["when it was read"]
    kept = {"last", "corrections", "pairs_of", "changes_after", "began", "coverage", "within"}
    with opened(tmp_path / "often.db", once, now=now) as (often, anew):
        for name, calls in CALLS.items():
            for at, call in enumerate(calls):
                said = call(often)
                assert name in kept or call(anew) == said, (name, at)


@pytest.fixture(scope="module")
def both(node: Node, tmp_path_factory: pytest.TempPathFactory) -> Places:
    """The same coverage in a file and in a cluster, with what is wide."""
    folder, clock = tmp_path_factory.mktemp("both"), Clock()
    address = f"opensearch+http://127.0.0.1:{node.port}/c{uuid4().hex[:12]}"
    for place in (folder / "coverage.db", address):
        with Archive(place, now=clock) as archive:
            read(archive, folder / "articles", clock, (*wide(),))
    return folder / "coverage.db", address


@pytest.mark.slow
@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("name", CALLS)
def test_a_cluster_tells_what_a_file_tells(both: Places, name: str, moment: str) -> None:
    with opened(*both, now=MOMENTS[moment]) as (file, cluster):
        for at, call in enumerate(CALLS[name]):
            wanted, found = call(file), call(cluster)
            assert found == wanted, at



