"""Indices that a load fills have no copies, and those that are shown are as operators want them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest

from retrieval import Archive, Progress
from retrieval.opensearch.address import parsed
from retrieval.opensearch.client import Cluster
from retrieval.opensearch.writing import writer
from retrieval.opensearch.writing.filling import speed
from tests.opensearch.cluster import Node
from tests.opensearch.test_killed import write
from tests.opensearch.test_taking_out import killed_at

pytestmark = pytest.mark.slow
WANTED = {"index.number_of_replicas": "1", "index.refresh_interval": "7s"}
HURRIED = {"index.number_of_replicas": "0", "index.refresh_interval": "-1"}


@pytest.fixture
def cluster(node: Node) -> Iterator[Cluster]:
    """One whose indices have a copy each, by a template."""
    name = f"s{uuid4().hex[:12]}"
    made = Cluster(parsed(f"opensearch+http://127.0.0.1:{node.port}/{name}"))
    body = {"index_patterns": [f"{name}-*"], "template": {"settings": WANTED}}
    with closing(made):
        made.call("PUT", f"/_index_template/{name}", body)
        yield made
        made.call("DELETE", f"/_index_template/{name}")


def settings(cluster: Cluster, suffix: str) -> list[dict[str, str]]:
    """Those of each index that a load fills, as far as they are wanted; each once."""
    names = ",".join(f"{cluster.address.name}-{kind}-{suffix}" for kind in speed._FILLED)
    found = cluster.call("GET", f"/{names}/_settings", params={"flat_settings": "true"})
    each = [{name: one["settings"][name] for name in WANTED} for one in found.values()]
    assert len(each) == len(speed._FILLED)
    return [one for at, one in enumerate(each) if one not in each[:at]]


def test_indices_are_as_a_template_wants_them_when_they_are_shown(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "GRACE", 0.0)
    articles, seen = tmp_path / "articles", list[list[dict[str, str]]]()
    write(articles, range(3), 40)

    def look(at: Progress) -> None:
        if at.phase == "rebuilding" or not seen:
            seen.append(settings(cluster, "000002" if at.phase == "rebuilding" else "000001"))

    with Archive(cluster.where) as archive:
        with killed_at("write_state"):
            archive.reindex([articles], progress=look)
        assert seen == [[HURRIED]]
        assert archive.reindex([articles]).unchanged == 3
        assert settings(cluster, "000001") == [WANTED]
        write(articles, range(1), 50)
        archive.reindex([articles])
        assert settings(cluster, "000001") == [WANTED]
        monkeypatch.setattr("retrieval.analysis.terms.VERSION", "another")
        assert archive.reindex([articles], progress=look).rebuilt
        assert seen[1:] == [[HURRIED]] * 3
        assert settings(cluster, "000002") == [WANTED]
        assert archive.coverage().articles == 3
