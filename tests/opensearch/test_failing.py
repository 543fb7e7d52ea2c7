"""A cluster of three fails in part: its answers are those of a file, or it says what is wrong."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from retrieval import Archive, ArchiveIncompleteError, ArchiveUnreachableError
from tests.opensearch.cluster import Node, lacks, nodes
from tests.opensearch.made_up import asked_of, everywhere, some, told, written
from tests.opensearch.parts import divide, opened
from tests.opensearch.slow import slowed
from tests.tools.equal import Asked, answer

pytestmark = [pytest.mark.slow, pytest.mark.cluster]
PASSAGES, QUESTIONS = 3_000, 30
_RECOVERS = 120.0


class Three:
    """Three nodes, a file with the same coverage, and what is asked of both."""

    def __init__(self, folder: Path, started: list[Node], copies: int) -> None:
        self.folder, self.nodes = folder, started
        self.address = everywhere(started, "news")
        divide(self.address, 6, copies)
        before = some(PASSAGES)
        self.source = written(folder / "articles.jsonl", before)
        self.questions: list[Asked] = asked_of(before, QUESTIONS)
        self.file, self.cluster = Archive(folder / "coverage.db"), Archive(self.address)
        for at in (self.file, self.cluster):
            at.reindex([self.source])

    def told(self) -> Counter[str]:
        """See `made_up.told`."""
        return told(self.file, self.cluster, self.questions)

    def manager(self) -> Node:
        """The node that manages the others."""
        with opened(self.address) as cluster:
            found = cluster.call("GET", "/_cluster/state/nodes,cluster_manager_node")
        name = found["nodes"][found["cluster_manager_node"]]["name"]
        return self.nodes[int(name[1:]) - 1]

    def other(self) -> Node:
        """A node that does not."""
        return next(each for each in self.nodes if each != self.manager())

    def unanswered(self) -> int:
        """How many questions are not answered as the file does, however often they are asked."""
        left, until = self.questions, time.monotonic() + _RECOVERS
        while left and time.monotonic() < until:
            left = [each for each in left if not told(self.file, self.cluster, [each])["same"]]
        return len(left)

    def close(self) -> None:
        """Closes both."""
        self.file.close()
        self.cluster.close()


Make = Callable[[int], Three]


@contextmanager
def three(folder: Path, copies: int) -> Iterator[Three]:
    """Three nodes, with so many copies of each of six parts."""
    if reason := lacks():
        pytest.skip(f"no OpenSearch 3 to test with: {reason}")
    with nodes(folder, 3) as started:
        made = Three(folder, started, copies)
        try:
            yield made
        finally:
            made.close()


def is_clear(line: str) -> bool:
    """Whether an operator is told what it is."""
    told = ("a part of the archive does not answer (", "none of its hosts can be reached")
    return line.startswith(told)


def test_with_copies_a_killed_node_changes_no_answer_and_all_killed_are_an_error(
    tmp_path: Path,
) -> None:
    with three(tmp_path, 1) as at:
        assert at.unanswered() == 0
        os.kill(at.other().number, signal.SIGKILL)
        found = at.told()
        assert all(is_clear(line) for line in found if line != "same"), found
        assert at.unanswered() == 0
        for each in at.nodes:
            if Path(f"/proc/{each.number}").exists():
                os.kill(each.number, signal.SIGKILL)
        with pytest.raises(ArchiveUnreachableError, match="none of its hosts can be reached"):
            at.cluster.ask(at.questions[0].text)


def test_with_copies_a_killed_manager_is_replaced(tmp_path: Path) -> None:
    with three(tmp_path, 1) as at:
        os.kill(at.manager().number, signal.SIGKILL)
        found = at.told()
        assert all(is_clear(line) for line in found if line != "same"), found
        assert at.unanswered() == 0


def test_without_copies_a_killed_node_is_an_error_that_names_the_part(tmp_path: Path) -> None:
    with three(tmp_path, 0) as at:
        os.kill(at.other().number, signal.SIGKILL)
        found = at.told()
        assert sum(found.values()) - found["same"] > 0
        assert all(is_clear(line) for line in found if line != "same"), found
        time.sleep(3)
        gone = at.told()
        assert gone["same"] == 0
        assert all("part" in line for line in gone), gone


def test_a_node_that_stands_still_is_an_error_until_it_goes_on(tmp_path: Path) -> None:
    with three(tmp_path, 0) as at:
        still = at.other()
        os.kill(still.number, signal.SIGSTOP)
        try:
            found = told(at.file, at.cluster, at.questions[:5])
        finally:
            os.kill(still.number, signal.SIGCONT)
        assert sum(found.values()) - found["same"] > 0
        assert all(is_clear(line) for line in found if line != "same"), found
        assert at.unanswered() == 0


def test_a_node_that_takes_two_seconds_is_an_error_in_two(node: Node, tmp_path: Path) -> None:
    source = written(tmp_path / "articles.jsonl", some(1_000))
    with (
        slowed(node.port) as (port, delay),
        Archive(f"opensearch+http://127.0.0.1:{port}/slow") as cluster,
    ):
        cluster.reindex([source])
        questions = asked_of(some(1_000), 3)
        assert answer(cluster, *questions[0])["quotes"]
        delay(2.0)
        for each in questions[1:]:
            began = time.monotonic()
            with pytest.raises(ArchiveIncompleteError, match="it took too long"):
                cluster.ask(each.text)
            assert time.monotonic() - began < 4
        delay(0.0)
        assert answer(cluster, *questions[1])["quotes"]


def test_a_full_disk_is_an_error_of_the_reindex_and_of_no_question(tmp_path: Path) -> None:
    with three(tmp_path, 1) as at:
        written(at.source, some(PASSAGES + 500))
        watermark(at, "99999gb", full=True)
        began = time.monotonic()
        with pytest.raises(ArchiveUnreachableError, match=r"disk.*full"):
            at.cluster.reindex([at.source])
        assert time.monotonic() - began < 60
        assert at.unanswered() == 0
        watermark(at, "1mb", full=False)
        for archive in (at.file, at.cluster):
            archive.reindex([at.source])
        assert at.unanswered() == 0


def watermark(at: Three, free: str, *, full: bool) -> None:
    """Nodes must have so much free disk; returns when the cluster has seen whether they have."""
    disk = "cluster.routing.allocation.disk"
    names = ("low", "high", "flood_stage")
    said: dict[str, object] = {f"{disk}.watermark.{each}": free for each in names}
    said |= {f"{disk}.threshold_enabled": True, "cluster.info.update.interval": "10s"}
    with opened(at.address) as cluster:
        cluster.call("PUT", "/_cluster/settings", {"transient": said})
        until = time.monotonic() + 60
        while time.monotonic() < until:
            found = cluster.call("GET", "/news-*/_settings/index.blocks.*")
            if all(bool(each["settings"]) == full for each in found.values()) and found:
                return
            if not full and not found:
                return
            time.sleep(0.5)
    raise AssertionError(f"the disk is not {'full' if full else 'free'}: {found}")
