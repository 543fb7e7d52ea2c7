"""A run takes out more articles than a state lists: readers see all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from retrieval import Archive
from retrieval.opensearch.address import parsed
from retrieval.opensearch.client import Cluster
from retrieval.opensearch.writing import taking_out, writer
from tests.opensearch.cluster import Node
from tests.opensearch.test_answers import both
from tests.opensearch.test_killed import ON, answers, write

pytestmark = pytest.mark.slow
SOME = range(0, 50, 3)


class KilledError(Exception):
    """The run ends here."""


@contextmanager
def killed_at(step: str) -> Iterator[None]:
    """A run ends where it would take that step."""
    where: Any = writer.ClusterWriter if hasattr(writer.ClusterWriter, step) else writer
    with patch.object(where, step, side_effect=KilledError), pytest.raises(KilledError):
        yield


def documents(archive: Archive) -> dict[str, int]:
    """How many there are, shown or not."""
    address = parsed(archive.place)
    with closing(Cluster(address)) as cluster:
        return {
            kind: int(cluster.call("GET", f"/{address.name}-{kind}/_count")["count"])
            for kind in ("passages", "articles", "origins")
        }


def test_more_articles_are_changed_and_removed_at_once_than_a_state_lists(
    node: Node, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_out, "LISTED", 4)
    monkeypatch.setattr(writer, "GRACE", 0.0)
    articles = tmp_path / "articles"
    write(articles, range(40), 40)
    with both(node, tmp_path) as (file, cluster):
        for at in (file, cluster):
            at.reindex([articles])
        before = answers(file, SOME)
        assert answers(cluster, SOME) == before
        write(articles, range(10, 50), 50)
        for number in range(8):
            (articles / f"b{number}.txt").unlink()
        file.reindex([articles])
        after = answers(file, SOME)
        with killed_at("_commit"):
            cluster.reindex([articles])
        assert answers(cluster, SOME) == before
        with killed_at("delete_out"):
            cluster.reindex([articles])
        assert answers(cluster, SOME) == after
        assert documents(cluster) == {"passages": 240, "articles": 80, "origins": 80}
        told = cluster.timeline("lorries").as_json()
        assert told == file.timeline("lorries").as_json()
        assert [each.article for each in cluster.latest(limit=60)] == [
            each.article for each in file.latest(limit=60)
        ]
        done = cluster.reindex([articles])
        assert done.unchanged == 42
        assert documents(cluster) == {"passages": 126, "articles": 42, "origins": 42}
        assert answers(cluster, SOME) == after
        assert not cluster.doctor().findings


def test_what_a_killed_run_has_marked_stays_whatever_later_runs_take_out(
    node: Node, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_out, "LISTED", 1)
    monkeypatch.setattr(writer, "GRACE", 0.0)
    articles = tmp_path / "articles"
    write(articles, range(12), 40)
    with both(node, tmp_path) as (file, cluster):
        cluster.reindex([articles])
        write(articles, range(12), 50)
        with killed_at("_commit"):
            cluster.reindex([articles])
        write(articles, range(6), 40)
        for number in range(6, 9):
            (articles / f"b{number}.txt").unlink()
        write(articles, range(9, 12), 60)
        for at in (file, cluster):
            at.reindex([articles])
        assert answers(cluster, SOME) == answers(file, SOME)
        for number in range(3):
            question = f"How many lorries does bridge {number} hold?"
            assert cluster.ask(question, asked_on=ON).quotes[0].text.endswith("40 lorries.")
        assert documents(cluster) == {"passages": 27, "articles": 9, "origins": 9}
        assert not cluster.doctor().findings
