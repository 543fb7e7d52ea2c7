"""A cluster of three fails in part: its answers are those of a file, or it says what is wrong."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from retrieval import Archive, ArchiveIncompleteError, ArchiveUnreachableError
from tests.opensearch.answers import answers_of
from tests.opensearch.cluster import Node, again, lacks, nodes
from tests.opensearch.made_up import altered, asked_of, everywhere, some, told, written
from tests.opensearch.parts import opened
from tests.opensearch.slow import slowed
from tests.opensearch.three import (
    PASSAGES,
    Three,
    is_clear,
    put_in_step,
    three,
    until_it_answers,
)
from tests.tools.equal import answer

pytestmark = [pytest.mark.slow, pytest.mark.cluster]


def kill(*some: Node) -> None:
    """Kills those of the nodes that still run."""
    for each in some:
        if Path(f"/proc/{each.number}").exists():
            os.kill(each.number, signal.SIGKILL)


def test_with_copies_a_killed_node_changes_no_answer_and_all_killed_are_an_error(
    tmp_path: Path,
) -> None:
    with three(tmp_path, 1) as at:
        assert at.unanswered() == 0
        kill(at.other())
        found = at.told()
        assert all(is_clear(line) for line in found if line != "same"), found
        assert at.unanswered() == 0
        kill(*at.nodes)
        with pytest.raises(ArchiveUnreachableError, match="none of its hosts can be reached"):
            at.cluster.ask(at.questions[0].text)


@pytest.mark.parametrize("line", [3, 2])
def test_with_copies_a_killed_manager_is_replaced(tmp_path: Path, line: int) -> None:
    with three(tmp_path, 1, line=line) as at:
        kill(at.manager())
        found = at.told()
        assert all(is_clear(line) for line in found if line != "same"), found
        assert at.unanswered() == 0


def test_without_copies_a_killed_node_is_an_error_that_names_the_part_until_it_is_back(
    tmp_path: Path,
) -> None:
    with three(tmp_path, 0) as at:
        gone = at.other()
        kill(gone)
        found = at.told()
        assert sum(found.values()) - found["same"] > 0
        assert all(is_clear(line) for line in found if line != "same"), found
        time.sleep(3)
        found = at.told()
        assert found["same"] == 0
        assert all("part" in line for line in found), found
        with again(gone):
            assert at.unanswered() == 0
            kill(*at.nodes)
            with again(*at.nodes):
                assert set(map(is_clear, at.told(5))) == {True}
                assert at.unanswered() == 0
                put_in_step(at.cluster, at.source)
                assert not at.cluster.doctor().findings


def test_a_node_that_stands_still_is_an_error_within_two_seconds_until_it_goes_on(
    tmp_path: Path,
) -> None:
    with three(tmp_path, 0) as at:
        still = at.other()
        os.kill(still.number, signal.SIGSTOP)
        longest = 0.0
        try:
            found = Counter[str]()
            for each in at.questions[:5]:
                began = time.monotonic()
                found += told(at.file, at.cluster, [each])
                longest = max(longest, time.monotonic() - began)
        finally:
            os.kill(still.number, signal.SIGCONT)
        assert sum(found.values()) - found["same"] > 0
        assert all(is_clear(line) for line in found if line != "same"), found
        assert longest < 4  # with the file's answer, on a machine that has other work
        assert at.unanswered() == 0


@pytest.mark.parametrize("line", [3, 2])
def test_a_node_that_restarts_during_a_reindex_keeps_the_coverage_whole(
    tmp_path: Path, line: int
) -> None:
    if reason := lacks(line):
        pytest.skip(f"no OpenSearch {line} to test with: {reason}")
    before = some(PASSAGES)
    source, questions = written(tmp_path / "articles.jsonl", before), asked_of(before, 12)
    with (
        nodes(tmp_path, line=line) as (node,),
        Archive(tmp_path / "coverage.db") as file,
        Archive(everywhere([node], "news")) as cluster,
        ThreadPoolExecutor(1) as beside,
    ):
        for at in (file, cluster):
            at.reindex([source])
        old = answers_of(file, questions)
        written(source, altered(before))
        file.reindex([source])
        new = answers_of(file, questions)
        running = Event()
        run = beside.submit(cluster.reindex, [source], progress=lambda _: running.set())
        assert running.wait(60)
        kill(node)
        assert [is_clear(each) for each in told(file, cluster, questions[:1])] == [True]
        with again(node):
            error = run.exception(180)
            assert error is None or is_clear(str(error).partition(": ")[2]), error
            until_it_answers(cluster)
            assert answers_of(cluster, questions) in ((old, new) if error else (new,))
            put_in_step(cluster, source)
            assert answers_of(cluster, questions) == new
            assert not cluster.doctor().findings


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
