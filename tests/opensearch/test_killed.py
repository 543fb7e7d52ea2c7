"""A reindex of a cluster is killed: what was shown stays shown, whole, and the next run mends."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import threading
import time
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from retrieval import Archive, DatabaseLockedError, NothingIndexedError
from retrieval.opensearch.address import parsed
from retrieval.opensearch.client import Cluster
from retrieval.opensearch.writing.lock import exclusive
from tests.opensearch.answers import answers_of
from tests.opensearch.cluster import Node
from tests.tools.equal import Asked
from tests.tools.killed_cluster import release

pytestmark = pytest.mark.slow
ON = date(2026, 11, 22)
KILLS = 5
RUN = """
import os, sys, retrieval
from retrieval.opensearch.writing import bulk, loading, writer
loading.BATCH, loading._RENDERED, bulk.SIZE, writer.GRACE = 60, 20, 20_000, 0.0
{last}
print("begun", flush=True)
def said(at):
    print(at.articles, flush=True)
retrieval.Archive(sys.argv[1]).reindex([sys.argv[2]], progress=said)
"""


@pytest.fixture
def address(node: Node) -> str:
    return f"opensearch+http://127.0.0.1:{node.port}/k{uuid4().hex[:12]}"


def write(folder: Path, numbers: range, holds: int) -> None:
    """An article of three passages for each number."""
    folder.mkdir(exist_ok=True)
    for number in numbers:
        said = f"Bridge {number} holds {holds} lorries.\n\nIts river is {number}.\n\nIt is old."
        (folder / f"b{number}.txt").write_text(f"Bridge {number}\n\n{said}", encoding="utf-8")


def answers(archive: Archive, numbers: range) -> str:
    """What is said of some bridges."""
    asked = [Asked(f"How many lorries does bridge {each} hold?", ON) for each in numbers]
    return str(answers_of(archive, asked))


def started(address: str, folder: Path, *, last: str = "") -> subprocess.Popen[str]:
    """A reindex in a process of its own, in which this is done `last`, before it begins."""
    command = [sys.executable, "-c", RUN.format(last=last), address, str(folder)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_a_reindex_killed_at_any_instant_leaves_the_old_coverage_or_the_new(
    address: str, tmp_path: Path
) -> None:
    articles, some, chance = tmp_path / "articles", range(0, 90, 11), random.Random(3)
    write(articles, range(60), 40)
    with Archive(address) as archive, Archive(tmp_path / "coverage.db") as file:
        for at in (archive, file):
            at.reindex([articles])
        before = answers(file, some)
        assert answers(archive, some) == before
        took = 3.0
        for kill in range(KILLS):
            write(articles, range(30, 90), 50 + kill)
            file.reindex([articles])
            after = answers(file, some)
            began = time.monotonic()
            run = started(address, articles)
            assert run.stdout is not None
            run.stdout.readline()
            time.sleep(chance.uniform(0, took))
            run.send_signal(signal.SIGKILL)
            run.wait()
            run.stdout.close()
            time.sleep(0.6)  # it is not asked anew for half a second which generation is shown
            assert answers(archive, some) in (before, after)
            release(address)
            archive.reindex([articles])
            took = min(6.0, max(took, time.monotonic() - began))
            assert answers(archive, some) == after
            assert not archive.doctor().findings
            before = after


def test_a_first_load_that_is_killed_goes_on_from_its_last_whole_batch(
    address: str, tmp_path: Path
) -> None:
    articles, some = tmp_path / "articles", range(0, 200, 17)
    write(articles, range(200), 40)
    run = started(address, articles)
    assert run.stdout is not None
    with run.stdout:
        for line in run.stdout:
            if line.strip() == "150":
                break
        run.send_signal(signal.SIGKILL)
    run.wait()
    release(address)
    with Archive(address) as archive, Archive(tmp_path / "coverage.db") as file:
        done = archive.reindex([articles])
        assert done.unchanged >= 40
        assert done.added + done.unchanged == 200
        file.reindex([articles])
        assert answers(archive, some) == answers(file, some)
        assert archive.coverage().passages == file.coverage().passages
        assert not archive.doctor().findings


def killed_before_it_is_shown(address: str, folder: Path) -> None:
    """A reindex of the folder that is killed when all is written, and nothing of it shown."""
    run = started(address, folder, last="writer.write_state = lambda *_: os.kill(os.getpid(), 9)")
    assert run.wait() == -signal.SIGKILL
    assert run.stdout is not None
    run.stdout.close()
    release(address)


def test_all_that_doctor_finds_of_a_killed_change_is_that_it_was_killed(
    address: str, tmp_path: Path
) -> None:
    articles, some = tmp_path / "articles", range(0, 60, 7)
    write(articles, range(60), 40)
    with Archive(address) as archive:
        archive.reindex([articles])
        before = answers(archive, some)
        write(articles, range(30, 90), 50)
        killed_before_it_is_shown(address, articles)
        assert answers(archive, some) == before
        [found] = archive.doctor().findings
        assert str(found) == "a reindex: was ended before it was done"
        archive.reindex([articles])
        assert not archive.doctor().findings


def test_a_first_load_that_is_killed_just_before_it_is_shown_is_shown_by_the_next(
    address: str, tmp_path: Path
) -> None:
    articles, some = tmp_path / "articles", range(0, 60, 7)
    write(articles, range(60), 40)
    killed_before_it_is_shown(address, articles)
    with Archive(address) as archive, Archive(tmp_path / "coverage.db") as file:
        with pytest.raises(NothingIndexedError):
            archive.coverage()
        for at in (archive, file):
            at.reindex([articles])
        assert answers(archive, some) == answers(file, some)
        assert not archive.doctor().findings
        assert not archive.reindex([articles]).added


def test_one_reindex_waits_for_another_and_takes_over_from_one_that_is_gone(address: str) -> None:
    cluster, name, told = Cluster(parsed(address)), parsed(address).name, list[str]()
    with exclusive(cluster, name) as lock:
        with (
            pytest.raises(DatabaseLockedError, match=r"another reindex is running \(process"),
            exclusive(cluster, name, told.append, wait=0.3),
        ):
            pass
        assert len(told) == 1
        threading.Timer(0.5, lock.release).start()
        with exclusive(cluster, name, told.append, wait=20), pytest.raises(DatabaseLockedError):
            lock.renew()
    with exclusive(cluster, name, lease=0.4) as gone:
        gone._at = {"if_seq_no": 0, "if_primary_term": 1}  # it can renew no more
        time.sleep(0.6)
        with exclusive(cluster, name, wait=10):
            time.sleep(0.1)
    cluster.close()
