"""However a reindex with worker processes ends, they end with it, and silently."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from retrieval import Archive
from tests.tools.coverage_maker import archive

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for workers in /proc")

REINDEX = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
import retrieval.inversion.workers
retrieval.inversion.workers.WORTHWHILE = 0
retrieval.inversion.stopped.PATIENCE = 0.5
import bot.cli
bot.cli.main()
"""

STARTED_SLOWLY = """
import os, signal, subprocess, threading, time
threading.Thread(target=time.sleep, args=(30,), daemon=True).start()

class Popen(subprocess.Popen):
    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.1)

subprocess.Popen = Popen
"""
"""Each worker's start is interrupted, and another thread is given the signal."""


@pytest.fixture
def started(tmp_path: Path) -> subprocess.Popen[str]:
    """A reindex with workers, which takes a while, in a process group of its own."""
    path = archive(tmp_path, {"a": ["The", "A drone fell."]}).path
    lines = [
        json.dumps({"headline": "The", "text": "\n".join([f"Ferry {at} sank at noon."] * 400)})
        for at in range(600)
    ]
    (tmp_path / "all.jsonl").write_text("\n".join(lines))
    return reindexing(path, REINDEX, tmp_path / "all.jsonl")


def reindexing(path: Path, program: str, articles: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", program, "reindex", str(articles)],
        env=os.environ | {"NUTGRAF_DATABASE": str(path), "PYTHONWARNINGS": "error"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def workers(started: subprocess.Popen[str]) -> list[int]:
    """The workers, as soon as there are any."""
    while not (found := children(started)):
        time.sleep(0.01)
    return found


def children(started: subprocess.Popen[str]) -> list[int]:
    """The workers that there are."""
    lists = Path(f"/proc/{started.pid}/task").glob("*/children")
    with suppress(FileNotFoundError):
        return [int(each) for path in lists for each in path.read_text().split()]
    return []


@pytest.mark.parametrize(
    "after", [0.0, 0.3, *(pytest.param(each, marks=pytest.mark.slow) for each in (0.1, 0.6))]
)
def test_control_c_is_one_line_whenever_it_comes(
    started: subprocess.Popen[str], tmp_path: Path, after: float
) -> None:
    workers(started)
    time.sleep(after)
    os.killpg(started.pid, signal.SIGINT)
    out, err = started.communicate(timeout=30)
    assert (out, err) == ("", "interrupted; the coverage is as it was\n")
    assert started.returncode == 130
    with Archive(tmp_path / "coverage.db") as opened:
        assert opened.doctor().findings == ()


@pytest.mark.slow
def test_control_c_while_a_worker_starts_forgets_none(tmp_path: Path) -> None:
    path = archive(tmp_path, {"a": ["The", "A drone fell."]}).path
    (tmp_path / "new.txt").write_text("A ferry sank at noon.")
    slow = reindexing(path, STARTED_SLOWLY + REINDEX, tmp_path / "new.txt")
    out, err = slow.communicate(timeout=30)
    assert (out, err) == ("", "interrupted; the coverage is as it was\n")
    assert slow.returncode == 130


@pytest.mark.slow
def test_another_takes_the_place_of_a_worker_that_is_killed(
    started: subprocess.Popen[str], tmp_path: Path
) -> None:
    victim = workers(started)[0]
    time.sleep(0.4)
    os.kill(victim, signal.SIGKILL)
    out, err = started.communicate(timeout=30)
    assert (started.returncode, err) == (0, "")
    assert out.startswith("600 added")
    with Archive(tmp_path / "coverage.db") as opened:
        assert opened.doctor().findings == ()


@pytest.mark.slow
def test_workers_that_are_killed_again_and_again_are_one_line(
    started: subprocess.Popen[str], tmp_path: Path
) -> None:
    while started.poll() is None:
        for victim in children(started):
            with suppress(ProcessLookupError):
                os.kill(victim, signal.SIGKILL)
        time.sleep(0.02)
    out, err = started.communicate(timeout=30)
    assert (started.returncode, out) == (1, "")
    assert err.startswith("error: a worker process ended, perhaps for want of memory; ")
    assert err.count("\n") == 1
    with Archive(tmp_path / "coverage.db") as opened:
        assert opened.doctor().articles == 1


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
@pytest.mark.slow
def test_a_killed_reindex_leaves_silent_workers(
    started: subprocess.Popen[str], how: signal.Signals
) -> None:
    workers(started)
    time.sleep(0.4)
    started.send_signal(how)
    out, err = started.communicate(timeout=30)  # until the last worker has closed its end
    assert (started.returncode, out, err) == (-how, "", "")


@pytest.mark.parametrize("after", [pytest.param(0.0, marks=pytest.mark.slow), 0.4])
@pytest.mark.slow
def test_a_worker_that_is_stopped_is_named_and_ended(
    started: subprocess.Popen[str], tmp_path: Path, after: float
) -> None:
    victim, *others = workers(started)
    while b"serve()" not in Path(f"/proc/{victim}/cmdline").read_bytes():
        time.sleep(0.01)  # until it has begun, whoever starts it waits for it
    time.sleep(after)
    os.kill(victim, signal.SIGSTOP)
    out, err = started.communicate(timeout=30)
    assert (started.returncode, out) == (1, "")
    assert err.startswith(f"error: worker process {victim} was stopped by a signal ")
    assert err.count("\n") == 1
    assert not any(Path(f"/proc/{pid}").exists() for pid in (victim, *others))
    with Archive(tmp_path / "coverage.db") as opened:
        assert opened.doctor().findings == ()


@pytest.mark.slow
def test_a_reindex_that_is_stopped_with_its_workers_goes_on_with_them(
    started: subprocess.Popen[str],
) -> None:
    workers(started)
    time.sleep(0.4)
    os.killpg(started.pid, signal.SIGSTOP)
    time.sleep(1)
    os.killpg(started.pid, signal.SIGCONT)
    out, err = started.communicate(timeout=60)
    assert (started.returncode, "error" in err) == (0, False)
    assert out.startswith("600 added, ")
