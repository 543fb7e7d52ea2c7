"""What a run asks of whatever keeps a coverage, and what it is told, is the same everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from retrieval import Archive
from retrieval.analysis import terms
from retrieval.inversion.inverted import Inverted, TermNumbers
from retrieval.keeping.kept_out import KeptOut
from retrieval.opensearch.connections import ClusterConnections
from retrieval.opensearch.writing import writer as cluster_writer
from retrieval.opensearch.writing.writer import ClusterWriter
from retrieval.reindex.writers.file import FileWriter
from retrieval.reindex.writers.writer import CoverageWriter
from retrieval.snapshot import Connections
from retrieval.store.origins import Known, Origin
from tests.opensearch.cluster import Node
from tests.opensearch.contract.corpus import Clock, read

Asked = list[tuple[Any, ...]]
ASKED = {
    *(name for name in vars(CoverageWriter) if not name.startswith("_")),
    *CoverageWriter.__annotations__,
}


class Recorded:
    """A writer that keeps what is asked of it, and what it tells."""

    def __init__(self, writer: CoverageWriter, asked: Asked) -> None:
        self._writer, self._asked = writer, asked

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._writer, name)
        if not callable(found) or name == "database":
            self._asked.append((name,))
            return found

        def call(*args: Any, **named: Any) -> Any:
            told = found(*args, **named)
            self._asked.append((name, *map(_said, args), *map(_said, named.values()), _said(told)))
            return told

        return call


def _said(value: Any) -> Any:
    """What of a value is the same wherever a coverage is kept."""
    if isinstance(value, Inverted):
        return value.article.id, value.language, len(value.passages), value.lengths.tolist()
    if isinstance(value, Known):
        return _said(value.origin)
    if isinstance(value, Origin):
        return Path(value.path).name, value.digest
    if isinstance(value, KeptOut):
        return value.removed, value.gone, value.words
    if isinstance(value, TermNumbers | int) or callable(value):
        return None  # what numbers articles says nothing but which is which
    return value


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """What runs ask of their writers."""
    found: Asked = []
    for connections in (Connections, ClusterConnections):
        monkeypatch.setattr(connections, "writer", _recorded(connections.writer, found))
    monkeypatch.setattr(cluster_writer, "GRACE", 0)
    return found


def _recorded(opened: Callable[..., Any], asked: Asked) -> Callable[..., Any]:
    @contextmanager
    def writer(self: Any, waiting: Any) -> Iterator[Any]:
        with opened(self, waiting) as found:
            yield Recorded(found, asked)

    return writer


def runs(place: Path | str, folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Runs of all kinds: what comes, changes, moves and goes; what is analysed anew; old
    wordings are dropped."""
    clock = Clock()
    with Archive(place, now=clock) as archive:
        read(archive, folder, clock)
        (folder / "articles.jsonl").rename(folder / "moved.jsonl")
        archive.reindex([folder])
        with patch.context() as next_version:
            next_version.setattr(terms, "VERSION", f"{terms.VERSION}-next")
            archive.reindex([folder])
        with archive._connections.writer(None) as writer:
            writer.drop_wordings([each.number for each in writer.wordings()])
        (folder / "moved.jsonl").unlink()


def test_a_file_is_asked_all_that_a_writer_can_be(
    tmp_path: Path, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs(tmp_path / "coverage.db", tmp_path / "articles", monkeypatch)
    assert {each[0] for each in asked} == ASKED
    for implementation in (FileWriter, ClusterWriter):
        assert all(name in dir(implementation) for name in ASKED - {"database", "beside"})


@pytest.mark.slow
def test_a_cluster_is_asked_the_same_and_tells_the_same(
    node: Node, tmp_path: Path, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs(tmp_path / "coverage.db", tmp_path / "articles", monkeypatch)
    of_file = [*asked]
    asked.clear()
    address = f"opensearch+http://127.0.0.1:{node.port}/w{uuid4().hex[:12]}"
    runs(address, tmp_path / "articles", monkeypatch)
    assert len(asked) == len(of_file)
    for one, other in zip(asked, of_file, strict=True):
        assert one == other
