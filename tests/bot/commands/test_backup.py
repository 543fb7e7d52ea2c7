"""Copies that are made while a bot answers and a reindex runs, and put back."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from bot.conversation.asked import Asked
from bot.readers.conversations import Conversations, MessageId
from bot.readers.database import Readers
from retrieval import Archive
from retrieval.store.lock import exclusive
from tests.telegram.server import Reader, TelegramServer
from tests.tools.bots import QUESTION, ROOT, Bots
from tests.tools.commands import here
from tests.tools.coverage_maker import write

PLACE = MessageId(1, 2, 3)
ASKED = Asked("Who said so?", date(2024, 3, 6))


@pytest.fixture
def folder(tmp_path: Path, coverage: Path) -> Path:
    """A folder with both files."""
    shutil.copy(coverage, tmp_path / "coverage.db")
    with closing(Readers(tmp_path / "readers.db")) as readers:
        Conversations(readers).remember(PLACE, ASKED)
    return tmp_path


def nutgraf(folder: Path, *arguments: object) -> CompletedProcess[str]:
    done = here(*arguments, folder=folder)
    assert done.stderr.count("\n") == (done.returncode != 0)
    return done


def fails(folder: Path, *arguments: object) -> str:
    done = nutgraf(folder, *arguments)
    assert (done.returncode, done.stdout) == (1, "")
    return done.stderr


def held(folder: Path) -> tuple[int, Asked | None]:
    """How many articles there are, and what is kept of a reader."""
    with Archive(folder / "coverage.db") as archive:
        assert archive.doctor().findings == ()
        articles = archive.coverage().articles
    with closing(Readers(folder / "readers.db", make=False)) as readers:
        return articles, Conversations(readers).recall(1, 2)


def changed(folder: Path) -> None:
    """More articles, less of the reader; with logs beside both files."""
    with Archive(folder / "coverage.db") as archive:
        archive.reindex([write(folder / "more", {"more": ["More", "A ferry sank off Larnholm."]})])
    with closing(Readers(folder / "readers.db")) as readers:
        readers.forget(3)


def test_what_was_backed_up_is_put_back(folder: Path) -> None:
    before = held(folder)
    assert nutgraf(folder, "backup", "copies").returncode == 0
    changed(folder)
    assert held(folder) != before
    assert nutgraf(folder, "restore", "copies").returncode == 0
    assert held(folder) == before
    names = sorted(each.name for each in (folder / "copies").iterdir())
    assert names == ["coverage.db", "manifest.json", "readers.db"]


def test_the_copies_and_what_is_put_back_are_their_owners_alone(folder: Path) -> None:
    nutgraf(folder, "backup", "copies")
    nutgraf(folder, "restore", "copies")
    files = [*(folder / "copies").iterdir(), folder / "coverage.db", folder / "readers.db"]
    assert {each.stat().st_mode & 0o777 for each in files} == {0o600}
    assert (folder / "copies").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("name", ["coverage.db", "readers.db"])
def test_the_one_file_that_there_is_is_backed_up_and_put_back(folder: Path, name: str) -> None:
    before = held(folder)
    other = folder / ("readers.db" if name == "coverage.db" else "coverage.db")
    aside = other.rename(folder / "aside.db")
    nutgraf(folder, "backup", "copies")
    assert not other.exists()
    (folder / name).unlink()
    nutgraf(folder, "restore", "copies")
    assert not other.exists()
    aside.rename(other)
    assert held(folder) == before


def test_nothing_is_backed_up_where_there_is_nothing(tmp_path: Path) -> None:
    assert "nothing to back up" in fails(tmp_path, "backup", "copies")
    assert list(tmp_path.iterdir()) == []


def test_a_newer_backup_takes_the_place_of_an_older_one(folder: Path) -> None:
    nutgraf(folder, "backup", "copies")
    changed(folder)
    after = held(folder)
    (folder / "copies" / "readers.db").chmod(0o600)
    nutgraf(folder, "backup", "copies")
    nutgraf(folder, "restore", "copies")
    assert held(folder) == after


@pytest.mark.parametrize("name", ["coverage.db", "readers.db", "manifest.json"])
@pytest.mark.parametrize("fault", ["changed", "cut", "missing"])
def test_a_backup_that_is_not_as_it_was_made_is_refused(
    folder: Path, name: str, fault: str
) -> None:
    nutgraf(folder, "backup", "copies")
    before, copy = held(folder), folder / "copies" / name
    raw = copy.read_bytes()
    if fault == "missing":
        copy.unlink()
    else:
        copy.write_bytes(raw[:-100] if fault == "cut" else raw[:50] + b"!" + raw[51:])
    if name == "manifest.json" and fault == "changed":
        copy.write_text(json.dumps({"files": {"../x": {"sha256": "1"}}}), "utf-8")
    said = fails(folder, "restore", "copies")
    assert "name another folder" in said
    assert held(folder) == before


def test_a_file_of_another_program_is_not_backed_up(folder: Path) -> None:
    (folder / "coverage.db").write_bytes(b"my notes, and enough of them to be looked at" * 99)
    assert "coverage.db: no coverage, or a damaged one" in fails(folder, "backup", "copies")


def test_while_a_reindex_runs_nothing_is_put_back(folder: Path) -> None:
    nutgraf(folder, "backup", "copies")
    changed(folder)
    before = held(folder)
    with exclusive(folder / "coverage.db"):
        assert "another reindex is running" in fails(folder, "restore", "copies")
    assert held(folder) == before


@pytest.fixture
def bots(telegram: TelegramServer, folder: Path) -> Iterator[Bots]:
    with Bots(telegram, folder / "coverage.db", folder) as started:
        yield started


@pytest.mark.slow
def test_while_a_bot_answers_and_a_reindex_runs_each_copy_is_whole(
    telegram: TelegramServer, bots: Bots, folder: Path, ada: Reader
) -> None:
    process = bots.start()
    stop = threading.Event()
    environment = os.environ | {
        "NUTGRAF_DATABASE": str(folder / "coverage.db"),
        "PYTHONPATH": str(ROOT),
    }

    def reindexing() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            articles = {"more": ["More", *(f"Ferry {number} of {n} sank." for n in range(300))]}
            path = str(write(folder / "more", articles))
            command = [sys.executable, "-m", "bot", "reindex", path]
            subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)

    thread = threading.Thread(target=reindexing)
    thread.start()
    try:
        for number in range(4):
            question = ada.says(QUESTION)
            assert nutgraf(folder, "backup", f"copies-{number}").returncode == 0
            assert telegram.wait_for_message(ada, after=question).spans("blockquote")
    finally:
        stop.set()
        thread.join()
    before = held(folder)
    assert "another `nutgraf run` is using it" in fails(folder, "restore", "copies-0")
    assert held(folder) == before
    bots.stop(process)
    for number in range(4):
        assert nutgraf(folder, "restore", f"copies-{number}").returncode == 0
        articles, kept = held(folder)
        assert articles in (3, 4)
        assert kept == ASKED
