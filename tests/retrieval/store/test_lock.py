from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from retrieval import Archive, DatabaseLockedError
from retrieval.store.lock import exclusive
from tests.tools.coverage_maker import archive, write

DRONE = ["The", "A drone fell on the harbour."]
FERRY = ["The", "A ferry left the harbour."]
HOLDER = """
import sys, retrieval.store.lock
from pathlib import Path
with retrieval.store.lock.exclusive(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def held(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that reindexes, until its input ends."""
    command = [sys.executable, "-c", HOLDER, str(path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        yield process


def nutgraf(path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs a command that waits for no other reindex."""
    script = "import bot.cli, retrieval.store.lock; retrieval.store.lock.WAIT = 0.1; bot.cli.main()"
    return subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env=os.environ | {"NUTGRAF_DATABASE": str(path), "PYTHONWARNINGS": "error"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("retrieval.store.lock.WAIT", 0.1)


def test_a_second_reindex_waits_until_the_first_has_finished(tmp_path: Path) -> None:
    opened = archive(tmp_path, {"a": DRONE})
    write(tmp_path / "articles", {"b": FERRY})
    added: list[int] = []
    waited: list[str] = []

    def reindex() -> None:
        added.append(opened.reindex([tmp_path / "articles"], waiting=waited.append).added)

    with held(opened.path) as other:
        second = threading.Thread(target=reindex)
        second.start()
        second.join(0.3)
        assert added == []
        assert len(waited) == 1
        assert other.stdin
        other.stdin.close()
        second.join()
    assert added == [1]


@pytest.mark.usefixtures("impatient")
def test_who_waited_in_vain_is_told_which_process_reindexes_and_since_when(tmp_path: Path) -> None:
    opened = archive(tmp_path, {"a": DRONE})
    with held(opened.path) as other, pytest.raises(DatabaseLockedError) as refused:
        opened.reindex([tmp_path / "articles"])
    assert re.fullmatch(
        rf"{re.escape(str(opened.path))}: another reindex is running "
        rf"\(process {other.pid} since \d\d:\d\d\); try again when it has finished",
        str(refused.value),
    )


def test_the_command_says_that_it_waits_and_that_it_waited_in_vain(tmp_path: Path) -> None:
    opened = archive(tmp_path, {"a": DRONE})
    with held(opened.path):
        done = nutgraf(opened.path, "reindex", str(tmp_path / "articles"))
    assert (done.returncode, done.stdout) == (1, "")
    waits, error = done.stderr.splitlines()
    assert re.fullmatch(
        r"another reindex is running \(process \d+ since \d\d:\d\d\); waiting for it to finish",
        waits,
    )
    assert error.startswith(f"error: {opened.path}: another reindex is running (process ")


@pytest.mark.usefixtures("impatient")
def test_a_killed_reindex_leaves_no_lock(tmp_path: Path) -> None:
    opened = archive(tmp_path, {"a": DRONE})
    with held(opened.path) as other:
        other.send_signal(signal.SIGKILL)
        other.wait()
        assert opened.reindex([tmp_path / "articles"]).unchanged == 1


@pytest.mark.usefixtures("impatient")
def test_two_names_of_one_file_have_one_lock(tmp_path: Path) -> None:
    opened = archive(tmp_path, {"a": DRONE})
    link = tmp_path / "link.db"
    link.symlink_to(opened.path)
    with held(link), pytest.raises(DatabaseLockedError):
        opened.reindex([tmp_path / "articles"])


def test_who_holds_it_is_written_behind_the_byte_that_windows_lets_nobody_read(
    tmp_path: Path,
) -> None:
    path = tmp_path / "coverage.db"
    (tmp_path / "coverage.db.lock").write_text("12345 10:00")
    with held(path) as other:
        said = (tmp_path / "coverage.db.lock").read_bytes()[1:]
    assert re.fullmatch(rf"{other.pid} \d\d:\d\d", said.decode())


@pytest.mark.usefixtures("impatient")
def test_threads_of_one_process_exclude_each_other_too(tmp_path: Path) -> None:
    path = tmp_path / "coverage.db"
    with exclusive(path), pytest.raises(DatabaseLockedError), exclusive(path):
        pass


@pytest.mark.usefixtures("impatient")
def test_readers_never_wait_for_the_lock(tmp_path: Path) -> None:
    opened = archive(tmp_path, {"a": DRONE})
    with held(opened.path):
        assert opened.ask("drone").answered
        with Archive(opened.path) as another:
            assert another.ask("drone").answered
            assert another.doctor().findings == ()


@pytest.mark.parametrize("missing", ["locks", "folder"])
def test_where_there_are_no_such_locks_a_reindex_needs_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    opened = archive(tmp_path, {"a": DRONE})

    def refuse(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    if missing == "locks":
        monkeypatch.setattr("fcntl.flock", refuse)
    else:
        (tmp_path / "coverage.db.lock").unlink()
        (tmp_path / "coverage.db.lock").mkdir()
    assert opened.reindex([tmp_path / "articles"]).unchanged == 1
