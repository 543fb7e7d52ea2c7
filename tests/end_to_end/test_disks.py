"""Disks that are full or read-only: one clear line, and the old coverage still answers."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from retrieval import Archive, DatabaseUnwritableError
from tests.tools.commands import here
from tests.tools.coverage_maker import archive, write

SMALL = {"a": ["The", "A drone fell on the harbour."]}
LARGE = {
    f"b{number}": [
        "A ferry",
        *(f"Ferry {number} {line} sank off quay {line}." for line in range(99)),
    ]
    for number in range(60)
}
QUESTION = "Where did the drone fall?"

Mount = Callable[..., Path]


def run(*command: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*map(str, command)], capture_output=True, text=True, check=False)


@pytest.fixture
def mount(tmp_path: Path) -> Iterator[Mount]:
    """Mounts a small disk in memory, or again with other options; skips where that is denied."""
    folder = tmp_path / "disk"
    folder.mkdir()

    def mounted(options: str) -> Path:
        done = run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder)
        if done.returncode:
            pytest.skip(f"no disk can be mounted here: {done.stderr.strip()}")
        return folder

    if shutil.which("mount") is None:
        pytest.skip("there is no `mount` here")
    yield mounted
    while os.path.ismount(folder):
        assert run("umount", folder).returncode == 0


def nutgraf(database: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    return here(*arguments, folder=Path.cwd(), NUTGRAF_DATABASE=database)


def fails(database: Path, *arguments: object) -> str:
    done = nutgraf(database, *arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"error: {database}: ")
    assert done.stderr.count("\n") == 1
    return done.stderr


def assert_answers(database: Path) -> None:
    with Archive(database) as opened:
        assert opened.ask(QUESTION).quotes[0].text == SMALL["a"][1]
        assert opened.doctor().findings == ()
    assert SMALL["a"][1] in nutgraf(database, "ask", QUESTION).stdout


@pytest.mark.slow
def test_a_full_disk_is_named_and_the_old_coverage_answers(tmp_path: Path, mount: Mount) -> None:
    disk = mount("size=1300k")
    archive(disk, SMALL).close()
    large = write(tmp_path / "large", LARGE)
    with Archive(disk / "coverage.db") as opened:
        with pytest.raises(DatabaseUnwritableError, match="the disk is full; free some space"):
            opened.reindex([large])
        assert opened.ask(QUESTION).answered
    assert "the disk is full" in fails(disk / "coverage.db", "reindex", large)
    assert_answers(disk / "coverage.db")


def test_a_backup_and_a_restore_onto_a_full_disk_are_named_and_leave_what_there_was(
    tmp_path: Path, mount: Mount
) -> None:
    disk = mount("size=1500k")
    with archive(tmp_path, SMALL) as opened:
        database = opened.path
    assert nutgraf(database, "backup", disk / "copies").returncode == 0
    assert nutgraf(database, "backup", tmp_path / "copies").returncode == 0
    before = {each: each.read_bytes() for each in (disk / "copies").iterdir()}
    with suppress(OSError):
        (disk / "filler").write_bytes(b"x" * 2**21)
    target = disk / "new" / "coverage.db"
    for command, on, place in (
        (["backup", disk / "copies"], database, disk / "copies"),
        (["restore", tmp_path / "copies"], target, disk / "new"),
    ):
        done = here(*command, folder=tmp_path, NUTGRAF_DATABASE=on, NUTGRAF_READERS=disk / "new/r")
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr == f"error: {place}: the disk is full; free some space\n"
    assert {each: each.read_bytes() for each in (disk / "copies").iterdir()} == before
    assert not [each for each in (disk / "new").iterdir() if not each.name.endswith(".lock")]


def test_a_disk_without_a_byte_left_is_named(mount: Mount) -> None:
    disk = mount("size=2m")
    archive(disk, SMALL).close()
    write(disk / "articles", {"c": LARGE["b1"]})
    try:
        (disk / "filler").write_bytes(b"x" * 2**21)
    except OSError:
        assert shutil.disk_usage(disk).free < 4096
    for command in (["reindex", disk / "articles"], ["ask", QUESTION]):
        assert "the disk is full; free some space" in fails(disk / "coverage.db", *command)
    (disk / "filler").unlink()
    assert_answers(disk / "coverage.db")


def test_a_read_only_disk_answers_and_a_reindex_of_it_is_refused(mount: Mount) -> None:
    disk = mount("size=2m")
    archive(disk, SMALL).close()
    mount("remount,ro")
    assert_answers(disk / "coverage.db")
    assert "read" in fails(disk / "coverage.db", "reindex", disk / "articles")
    assert_answers(disk / "coverage.db")


def test_a_file_that_cannot_be_written_answers_and_a_reindex_of_it_is_refused(
    tmp_path: Path,
) -> None:
    with archive(tmp_path, SMALL) as opened:
        database = opened.path
    if shutil.which("chattr") is None:
        pytest.skip("there is no `chattr` here")
    denied = run("chattr", "+i", database)
    if denied.returncode:
        pytest.skip(f"no file can be made immutable here: {denied.stderr.strip()}")
    try:
        write(tmp_path / "articles", {"c": SMALL["a"]})
        assert "check the permissions" in fails(database, "reindex", tmp_path / "articles")
        assert_answers(database)
    finally:
        assert run("chattr", "-i", database).returncode == 0
