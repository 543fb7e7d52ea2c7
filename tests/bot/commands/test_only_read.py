"""Commands that only read leave a folder as it was, and read what cannot be written to."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.readers.counts import Counts
from bot.readers.database import Readers
from retrieval import Archive, DatabaseLockedError
from retrieval.answers import Refusal
from retrieval.store.pool import Pool
from tests.tools.commands import here

ROOT = Path(__file__).parents[3]
OVER_THE_COVERAGE = (
    "ask Who was injured in the warehouse fire?",
    "ask --json What burned?",
    "chat",
    "list --json",
    "search --all warehouse",
    "timeline warehouse",
    "verify --text warehouse",
    "show {address}",
    "doctor",
    "health",
)
OVER_READERS = ("stats", "stats --csv", "unanswered --json")
OVER_BOTH = ("disliked",)
EVERYWHERE = ("config", "--help", "--version")
DENIED = "setpriv --bounding-set=-dac_override,-dac_read_search --inh-caps=-all".split()


@pytest.fixture(scope="module")
def folder(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A coverage and a readers' file that nobody has open."""
    folder = tmp_path_factory.mktemp("kept")
    with Archive(folder / "coverage.db") as archive:
        archive.reindex([articles])
    with closing(Readers(folder / "readers.db")) as readers:
        for reader_id in range(3):
            refusal = Refusal("unknown_words", ("Kherson",))
            Counts(readers).question(7, refusal, ["kherson"], "Kherson?", reader_id=reader_id)
    return folder


@pytest.fixture(scope="module")
def address(folder: Path) -> str:
    with Archive(folder / "coverage.db") as archive:
        return archive.latest(limit=1)[0].address


def state(folder: Path) -> dict[str, tuple[int, int]]:
    """The files, by name, how long they are and, of the coverage, when it was written to."""
    files = {each.name: each.stat() for each in folder.iterdir()}
    return {
        name: (status.st_size, status.st_mtime_ns if name == "coverage.db" else 0)
        for name, status in files.items()
    }


@pytest.mark.parametrize("line", [*OVER_THE_COVERAGE, *OVER_READERS, *OVER_BOTH, *EVERYWHERE])
def test_no_file_is_made_or_changed(folder: Path, tmp_path: Path, address: str, line: str) -> None:
    words = line.format(address=address).split()
    before = state(folder)
    assert here(*words, folder=folder).returncode == 0
    assert state(folder) == before
    empty = here(*words, folder=tmp_path)
    assert empty.returncode == (0 if line in EVERYWHERE else 1)
    assert list(tmp_path.iterdir()) == []
    if empty.returncode:
        assert empty.stderr.startswith("error: ")
        assert empty.stderr.count("\n") == 1


def test_what_others_have_open_stays_for_them(folder: Path) -> None:
    with Archive(folder / "coverage.db") as archive:
        archive.coverage()
        before = state(folder)
        assert "coverage.db-wal" in before
        assert here("ask", "What burned?", folder=folder).returncode == 0
        assert state(folder) == before
    assert not list(folder.glob("*-wal"))


def test_a_log_that_holds_something_is_left(folder: Path, tmp_path: Path) -> None:
    written = shutil.copy(folder / "coverage.db", tmp_path / "written.db")
    with closing(sqlite3.connect(written, isolation_level=None)) as database:
        database.execute("insert into meta values ('of the log', 1)")
        shutil.copy(written, tmp_path / "coverage.db")
        shutil.copy(f"{written}-wal", tmp_path / "coverage.db-wal")
    before = (tmp_path / "coverage.db-wal").read_bytes()
    assert here("list", folder=tmp_path).returncode == 0
    assert (tmp_path / "coverage.db-wal").read_bytes() == before != b""


@pytest.fixture
def unwritable(folder: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy in a folder where nothing can be written, but by root."""
    for name in ("coverage.db", "readers.db"):
        shutil.copy(folder / name, tmp_path)
        (tmp_path / name).chmod(0o400)
    tmp_path.chmod(0o500)
    yield tmp_path
    tmp_path.chmod(0o700)


def test_a_folder_that_cannot_be_written_to_is_read(
    unwritable: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    allowed = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and allowed(path, mode))
    before = state(unwritable)
    for line in ("ask What burned?", "list", "search warehouse", *OVER_READERS, *OVER_BOTH):
        assert here(*line.split(), folder=unwritable).returncode == 0
        assert state(unwritable) == before


def test_what_was_read_while_somebody_wrote_all_the_same_is_not_shown(
    unwritable: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    allowed = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and allowed(path, mode))
    with Archive(unwritable / "coverage.db") as archive:
        assert archive.ask("What burned?").quotes
        unwritable.chmod(0o700)
        with (
            pytest.raises(DatabaseLockedError, match="another process is writing"),
            closing(Pool(archive.path)) as pool,
            pool.reading(),
        ):
            (unwritable / "coverage.db-wal").touch()
        monkeypatch.undo()
        assert archive.ask("What burned?").quotes  # by another connection, which is locked


@pytest.mark.slow
def test_each_command_reads_as_a_user_who_may_not_write(unwritable: Path, address: str) -> None:
    if os.geteuid() == 0 and not shutil.which(DENIED[0]):
        pytest.fail("root writes everywhere: run it as another user, or with setpriv")
    before = state(unwritable)
    for line in ("ask What burned?", "show {address}", "list", "doctor", "stats", "disliked"):
        done = subprocess.run(
            [
                *(DENIED if os.geteuid() == 0 else ()),
                *(sys.executable, "-m", "bot", *line.format(address=address).split()),
            ],
            cwd=unwritable,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, (line, done.stderr)
        assert state(unwritable) == before, line
