"""All words of a coverage are read beside questions, and are the words that it has."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from retrieval import Archive
from retrieval.opensearch.client import Cluster
from retrieval.opensearch.reading import lexicon
from retrieval.opensearch.reading.coverage import ClusterCoverage
from retrieval.opensearch.reading.lexicon import Lexicon
from tests.opensearch.cluster import Node
from tests.opensearch.parts import address_of

pytestmark = pytest.mark.slow
ARTICLE = "# {0}\n\nThe {0} near Kherson was closed, Oleh Petrenko said.\n"


def stored_in(archive: Archive) -> ClusterCoverage:
    """The coverage as a question sees it."""
    with archive._connections.snapshot() as snapshot:
        assert isinstance(snapshot.stored, ClusterCoverage)
        return snapshot.stored


def lexicon_of(archive: Archive) -> Lexicon:
    """The words that the archive read, as soon as it has."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        archive.ask("Where is the dam?")
        if found := stored_in(archive).lexicon:
            return found
        time.sleep(0.05)
    raise AssertionError("no words were read")


def words_asked_for(archive: Archive, terms: list[str]) -> Mapping[str, object]:
    """The same words as the cluster says them one by one."""
    return replace(stored_in(archive), lexicon=None).words(terms)


def test_words_are_those_of_the_coverage_through_its_changes(node: Node, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name in ("dam", "bridge", "ferry"):
        (folder / f"{name}.md").write_text(ARTICLE.format(name.title()))
    with Archive(address_of(node.address, "lexicon")) as archive:
        archive.reindex([folder])
        before = lexicon_of(archive)
        assert before.words == words_asked_for(archive, [*before.words])
        assert before.words["dam"].df == 1
        (folder / "dam.md").write_text(ARTICLE.format("Pond"))
        (folder / "ferry.md").unlink()
        archive.reindex([folder], prune=True)
        after = lexicon_of(archive)
        assert after.words == words_asked_for(archive, [*before.words, *after.words])
        assert "dam" not in after.words
        assert "dam" not in str(after.of_skeleton)
        assert after.words["pond"].df == 1


def test_words_that_are_too_many_are_asked_for(node: Node, tmp_path: Path) -> None:
    (tmp_path / "dam.md").write_text(ARTICLE.format("Dam"))
    with (
        patch.object(lexicon, "MOST", 3),
        Archive(address_of(node.address, "lexicon-many")) as archive,
    ):
        archive.reindex([tmp_path])
        for _ in range(5):
            assert archive.ask("What was closed near Kherson?").quotes
            assert stored_in(archive).lexicon is None


def test_a_question_calls_the_cluster_three_times(node: Node, tmp_path: Path) -> None:
    (tmp_path / "dam.md").write_text(ARTICLE.format("Dam"))
    with Archive(address_of(node.address, "lexicon-calls")) as archive:
        archive.reindex([tmp_path])
        lexicon_of(archive)
        calls, call = [], Cluster.call

        def counted(self: Cluster, method: str, path: str, *args: Any, **more: Any) -> Any:
            calls.append(path)
            return call(self, method, path, *args, **more)

        with patch.object(Cluster, "call", counted):
            assert archive.ask("What was closed near Kherson?").quotes
        assert len(calls) == 3, calls
