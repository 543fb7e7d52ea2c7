"""A coverage that is deleted, replaced, restored or broken while it is being asked."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from itertools import product
from pathlib import Path
from threading import Barrier

import pytest
from _pytest.mark import ParameterSet

from retrieval import Archive, NotACoverageError, NothingIndexedError
from tests.tools.coverage_maker import archive, write

DRONES = ["The night", "Air defences shot down 41 drones over the city."]
BRIDGE = ["The bridge", "Engineers reopened the bridge at Marhanets."]
LINES = [f"A ferry of line {at} sank." for at in range(60)]
MANY = {f"m{number}": [f"A ferry {number}", *LINES] for number in range(60)}
ASKED = "How many drones were shot down?"
LATER = "Where did the bridge reopen?"


def beside(path: Path) -> list[Path]:
    return [path.with_name(f"{path.name}-{each}") for each in ("wal", "shm")]


def copied_over(copy: Path, path: Path) -> None:
    shutil.copyfile(copy, path)


def moved_over(copy: Path, path: Path) -> None:
    os.replace(copy, path)


def deleted_and_copied(copy: Path, path: Path) -> None:
    path.unlink()
    shutil.copyfile(copy, path)


def all_deleted_and_copied(copy: Path, path: Path) -> None:
    for each in (path, *beside(path)):
        each.unlink(missing_ok=True)
    shutil.copyfile(copy, path)


WAYS = [copied_over, moved_over, deleted_and_copied, all_deleted_and_copied]
Way = Callable[[Path, Path], None]


def backup(path: Path, copy: Path) -> Path:
    with closing(sqlite3.connect(path)) as one, closing(sqlite3.connect(copy)) as other:
        one.backup(other)
        other.execute("pragma journal_mode = delete")
    return copy


@pytest.fixture
def asked(tmp_path: Path) -> Iterator[Archive]:
    """An archive that has been asked, as a bot's has."""
    with archive(tmp_path, {"a": DRONES}) as opened:
        opened.ask(ASKED)
        yield opened


def reindexed_elsewhere(path: Path, folder: Path, *, checkpointed: bool = True) -> None:
    """Another process reindexes; with its log left as a kill leaves it, where it is told so."""
    code = (
        "import os, sys; from retrieval import Archive; a = Archive(sys.argv[1]);"
        "a.reindex([sys.argv[2]]); os._exit(0)"
    )
    if not checkpointed:
        code = f"import retrieval.archive as m; m.empty_log = lambda _: None; {code}"
    subprocess.run([sys.executable, "-c", code, path, folder], check=True)


QUICK = (
    (copied_over, False, False),
    (moved_over, True, True),
    (deleted_and_copied, True, False),
    (all_deleted_and_copied, False, True),
)
"""Each way, and each way that a log may be left, once."""


def put_back(case: tuple[Way, bool, bool]) -> ParameterSet:
    return pytest.param(*case, marks=() if case in QUICK else pytest.mark.slow)


@pytest.mark.parametrize(
    ("way", "growing", "checkpointed"),
    list(map(put_back, product(WAYS, (False, True), (False, True)))),
)
@pytest.mark.slow
def test_a_copy_that_is_put_back_is_answered_from_and_stays_whole(
    tmp_path: Path, asked: Archive, way: Way, growing: bool, checkpointed: bool
) -> None:
    if not growing:
        asked.reindex([write(tmp_path / "articles", MANY)])
    copy = backup(asked.path, tmp_path / "copy.db")
    articles = write(tmp_path / "articles", {"b": BRIDGE, **(MANY if growing else {})})
    reindexed_elsewhere(asked.path, articles, checkpointed=checkpointed)
    assert asked.ask(LATER).answered
    way(copy, asked.path)
    answers(asked)
    assert not asked.ask(LATER).answered
    assert asked.doctor().findings == ()
    assert asked.reindex([articles]).added == (61 if growing else 1)
    assert asked.ask(LATER).answered
    with Archive(asked.path) as other:
        assert other.doctor().findings == ()
        assert other.ask(LATER).answered


def answers(opened: Archive) -> None:
    """Asks; a question or two may meet what is being put in place."""
    for _ in range(2):
        with suppress(NotACoverageError):
            opened.ask(ASKED)
    assert opened.ask(ASKED).answered


def test_a_copy_is_answered_from_by_all_threads(tmp_path: Path, asked: Archive) -> None:
    articles = write(tmp_path / "articles", MANY)
    copy = backup(asked.path, tmp_path / "copy.db")
    asked.reindex([articles])
    together = Barrier(4)

    def ask(_: int) -> bool:
        together.wait()
        return asked.ask("Which ferry sank?").answered

    with ThreadPoolExecutor(4) as threads:
        assert all(threads.map(ask, range(4)))
        copied_over(copy, asked.path)
        answers(asked)
        assert not any(threads.map(ask, range(4)))


def test_after_a_question_to_a_broken_file_later_ones_are_answered(
    tmp_path: Path, asked: Archive
) -> None:
    copy = backup(asked.path, tmp_path / "copy.db")
    asked.path.write_bytes(b"no database at all, but for some reason long enough" * 100)
    for _ in range(3):
        with pytest.raises(NotACoverageError, match="damaged"):
            asked.ask(ASKED)
    copied_over(copy, asked.path)
    answers(asked)


def test_after_a_question_to_a_folder_later_ones_are_answered(
    tmp_path: Path, asked: Archive
) -> None:
    copy = backup(asked.path, tmp_path / "copy.db")
    asked.path.unlink()
    asked.path.mkdir()
    with pytest.raises(NotACoverageError, match="folder"):
        asked.ask(ASKED)
    asked.path.rmdir()
    copied_over(copy, asked.path)
    answers(asked)


@pytest.mark.parametrize("with_its_log", [False, True])
def test_a_question_to_a_deleted_coverage_makes_none(asked: Archive, with_its_log: bool) -> None:
    for each in (asked.path, *(beside(asked.path) if with_its_log else [])):
        each.unlink(missing_ok=True)
    for _ in range(2):
        with pytest.raises(NothingIndexedError, match="run `nutgraf reindex`"):
            asked.ask(ASKED)
    asked.close()
    assert not asked.path.exists()


def test_a_log_that_a_killed_reindex_left_is_kept(tmp_path: Path) -> None:
    with archive(tmp_path, {"a": DRONES}) as opened:
        opened.ask(ASKED)
        reindexed_elsewhere(
            opened.path, write(tmp_path / "articles", {"b": BRIDGE}), checkpointed=False
        )
        with Archive(opened.path) as other:
            assert other.ask(LATER).answered
    assert Archive(opened.path).ask(LATER).answered


def test_an_archive_that_has_written_does_not_remove_the_log_of_a_file_in_its_place(
    tmp_path: Path, asked: Archive
) -> None:
    all_deleted_and_copied(backup(asked.path, tmp_path / "copy.db"), asked.path)
    articles = write(tmp_path / "articles", {"b": BRIDGE})
    with Archive(asked.path) as other:
        other.ask(ASKED)
        reindexed_elsewhere(asked.path, articles, checkpointed=False)
        asked.close()
        assert other.ask(LATER).answered
    with Archive(asked.path) as other:
        assert other.ask(LATER).answered


def test_opening_to_read_makes_nothing(tmp_path: Path) -> None:
    with Archive(tmp_path / "coverage.db") as opened:
        with pytest.raises(NothingIndexedError):
            opened.coverage()
        with pytest.raises(NothingIndexedError):
            opened.doctor()
    assert list(tmp_path.iterdir()) == []


def test_an_emptied_file_is_nothing_indexed_until_a_reindex_fills_it(
    tmp_path: Path, asked: Archive
) -> None:
    asked.path.write_bytes(b"")
    for read in (asked.coverage, asked.doctor):
        with pytest.raises(NothingIndexedError):
            read()
    assert asked.reindex([tmp_path / "articles"]).added == 1
    assert asked.ask(ASKED).answered


def test_files_are_their_owners_alone(tmp_path: Path) -> None:
    with archive(tmp_path, {"a": DRONES}) as opened:
        opened.ask(ASKED)
        modes = {each.name: each.stat().st_mode & 0o777 for each in tmp_path.glob("coverage*")}
    assert modes == dict.fromkeys(
        ("coverage.db", "coverage.db-wal", "coverage.db-shm", "coverage.db.lock"), 0o600
    )
