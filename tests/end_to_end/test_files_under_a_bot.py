"""Files that are deleted, replaced, restored or broken under a running bot."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.readers.database import Readers
from retrieval import Archive
from tests.telegram.server import Message, Reader, TelegramServer
from tests.tools.bots import QUESTION, Bots
from tests.tools.until import until

pytestmark = pytest.mark.beside

AGAIN = "questions are answered again"


@pytest.fixture
def path(coverage: Path, tmp_path: Path) -> Path:
    """A coverage of the bot's own."""
    return Path(shutil.copy(coverage, tmp_path / "coverage.db"))


@pytest.fixture
def bots(bots: Bots, path: Path) -> Bots:
    """They answer from that coverage."""
    bots.coverage = path
    return bots


def asked(telegram: TelegramServer, reader: Reader) -> Message:
    return telegram.wait_for_message(reader, after=reader.says(QUESTION))


def answered(telegram: TelegramServer, reader: Reader) -> bool:
    return bool(asked(telegram, reader).spans("blockquote"))


def delete(path: Path) -> None:
    for each in path.parent.glob(f"{path.name}*"):
        each.unlink()


@pytest.mark.slow
def test_a_coverage_that_is_made_broken_restored_and_deleted_is_said_and_needs_no_restart(
    telegram: TelegramServer, bots: Bots, path: Path, ada: Reader, articles: Path
) -> None:
    copy = path.rename(path.with_name("copy.db"))
    bots.start()
    assert not answered(telegram, ada)
    assert not path.exists()
    with Archive(path) as archive:
        archive.reindex([articles])
    assert answered(telegram, ada)
    until(lambda: bots.log().count(AGAIN) == 1)
    path.write_bytes(b"scrambled, and long enough to be looked at by anyone" * 1000)
    for _ in range(2):
        assert not answered(telegram, ada)
    shutil.copyfile(copy, path)
    until(lambda: answered(telegram, ada))
    until(lambda: bots.log().count(AGAIN) == 2)
    delete(path)
    assert not answered(telegram, ada)
    assert not path.exists()
    until(lambda: bots.log().count("nothing indexed yet") == 2)
    shutil.copyfile(copy, path)
    assert answered(telegram, ada)
    until(lambda: bots.log().count(AGAIN) == 3)
    for said, times in (("nothing indexed yet", 2), ("not a database", 1)):
        assert bots.log().count(said) == times, bots.log()
    with Archive(path) as archive:
        assert archive.doctor().findings == ()


@pytest.mark.slow
def test_a_readers_file_deleted_under_a_bot_is_said_once(
    telegram: TelegramServer, bots: Bots, path: Path, ada: Reader
) -> None:
    bots.start()
    assert answered(telegram, ada)
    (path.parent / "readers.db").unlink()
    until(lambda: "deleted or replaced" in bots.log())
    assert answered(telegram, ada)
    assert bots.log().count("readers.db was deleted or replaced") == 1


@pytest.mark.slow
def test_the_readers_file_and_its_log_are_their_owners_alone(
    telegram: TelegramServer, bots: Bots, path: Path, ada: Reader
) -> None:
    bots.start()
    assert answered(telegram, ada)
    modes = {each.name: each.stat().st_mode & 0o777 for each in path.parent.glob("readers.db*")}
    assert modes == dict.fromkeys(
        ("readers.db", "readers.db-wal", "readers.db-shm", "readers.db.lock"), 0o600
    )


@pytest.mark.slow
def test_a_second_bot_by_a_symbolic_or_a_hard_link_is_refused(bots: Bots, path: Path) -> None:
    bots.start()
    readers = path.parent / "readers.db"
    (path.parent / "symbolic.db").symlink_to(readers)
    (path.parent / "hard.db").hardlink_to(readers)
    for name in ("symbolic.db", "hard.db"):
        second = bots.start(polling=False, NUTGRAF_READERS=str(path.parent / name))
        assert second.wait(20) == 1
        assert "another `nutgraf run` is using it" in bots.log()


def test_a_readers_file_of_before_the_mark_gets_it(path: Path) -> None:
    readers = path.parent / "readers.db"
    Readers(readers).close()
    with closing(sqlite3.connect(readers)) as connection:
        connection.execute("pragma application_id = 0")
    with closing(Readers(readers)) as opened:
        assert opened.rows("pragma application_id") == [(0x6E757472,)]
