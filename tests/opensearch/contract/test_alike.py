"""A coverage in a file and in a cluster tell the same of all that is asked of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from retrieval import Archive
from retrieval.opensearch.reading import articles, moment
from retrieval.opensearch.reading.coverage import ClusterCoverage
from retrieval.opensearch.writing import writer
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
_MADE = "corrections pairs_of changes_after began within last shares article_scores".split()
"""What is told of earlier versions, and in what order articles came."""
PAGED = "latest headlines last leads place_of holding texts_of article_scores".split()


def _asked(protocol: type) -> set[str]:
    return {name for each in protocol.__mro__ for name in vars(each) if not name.startswith("_")}


def test_all_that_is_asked_of_a_coverage_is_called_here_and_told_by_both() -> None:
    assert set(CALLS) == _asked(StoredCoverage)
    for implementation in (SqliteCoverage, ClusterCoverage):
        assert _asked(StoredCoverage) <= _asked(implementation)


@pytest.mark.slow
def test_a_file_tells_the_same_however_it_came_about(tmp_path: Path) -> None:
    clock, now = Clock(), MOMENTS["when it was read"]
    with Archive(tmp_path / "often.db", now=clock) as archive:
        read(archive, tmp_path / "articles", clock)
    with Archive(tmp_path / "once.db", now=clock) as archive:
        archive.reindex([tmp_path / "articles"])
    with opened(tmp_path / "often.db", now) as often, opened(tmp_path / "once.db", now) as once:
        for name, calls in CALLS.items():
            for at, call in enumerate(calls):
                said = often(call)
                assert name in _MADE or said == once(call), (name, at)


@pytest.fixture(scope="module")
def both(node: Node, tmp_path_factory: pytest.TempPathFactory) -> Places:
    """The same coverage in a file and in a cluster, with what is wide."""
    folder, clock = tmp_path_factory.mktemp("both"), Clock()
    address = f"opensearch+http://127.0.0.1:{node.port}/c{uuid4().hex[:12]}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writer, "GRACE", 0)  # nobody asks meanwhile
        for place in (folder / "coverage.db", address):
            with Archive(place, now=clock) as archive:
                read(archive, folder / "articles", clock, (*wide(),))
    return folder / "coverage.db", address


def _compare(both: Places, name: str, now: datetime) -> None:
    with opened(both[0], now) as file, opened(both[1], now) as cluster:
        for at, call in enumerate(CALLS[name]):
            assert cluster(call) == file(call), at


@pytest.mark.slow
@pytest.mark.parametrize("name", CALLS)
def test_a_cluster_tells_what_a_file_tells(both: Places, name: str) -> None:
    _compare(both, name, MOMENTS["after an embargo"])


@pytest.mark.slow
@pytest.mark.cluster
@pytest.mark.parametrize("name", CALLS)
def test_it_does_so_at_other_moments(both: Places, name: str) -> None:
    for now in ("when it was read", "after all of them"):
        _compare(both, name, MOMENTS[now])


@pytest.mark.slow
@pytest.mark.parametrize("name", PAGED)
def test_it_does_so_where_it_takes_many_pages(
    both: Places, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (articles, moment):
        monkeypatch.setattr(module, "WINDOW", 70)
    _compare(both, name, MOMENTS["after an embargo"])
