"""What is remembered of readers: the question under an answer, for thirty days, and no more."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest

from bot.readers import KEPT, Asked, Readers, ReadersError

ASKED = Asked("Who said so?", date(2024, 3, 6))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "readers.db"


def test_a_question_is_remembered_across_a_restart(path: Path) -> None:
    with closing(Readers(path)) as readers:
        readers.remember(-100, 7, Asked("first", date(2024, 1, 1)))
        readers.remember(-100, 7, ASKED)
    with closing(Readers(path)) as readers:
        assert readers.recall(-100, 7) == ASKED
        assert readers.recall(-100, 8) is None
        assert readers.recall(100, 7) is None


def test_after_thirty_days_nothing_of_it_is_left(path: Path) -> None:
    now = datetime(2024, 3, 6, tzinfo=UTC)
    with closing(Readers(path, now=lambda: now)) as readers:
        readers.remember(1, 1, ASKED)
        now += KEPT - timedelta(seconds=1)
        readers.prune()
        assert readers.recall(1, 1) == ASKED
        now += timedelta(seconds=1)
        assert readers.recall(1, 1) is None
        readers.prune()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("select count(*) from answers").fetchone() == (0,)
    assert ASKED.question.encode() not in path.read_bytes()


def test_opening_the_file_deletes_what_is_too_old(path: Path) -> None:
    with closing(Readers(path, now=lambda: datetime(2020, 1, 1, tzinfo=UTC))) as readers:
        readers.remember(1, 1, ASKED)
    with closing(Readers(path)), closing(sqlite3.connect(path)) as connection:
        assert connection.execute("select count(*) from answers").fetchone() == (0,)


def test_it_may_be_used_from_any_thread(path: Path) -> None:
    with closing(Readers(path)) as readers:
        threads = [Thread(target=readers.remember, args=(1, n, ASKED)) for n in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert all(readers.recall(1, n) == ASKED for n in range(20))


def test_nothing_but_the_question_and_its_place_is_kept(path: Path) -> None:
    with closing(Readers(path)), closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("select name from sqlite_master where type = 'table'")
        assert tables.fetchall() == [("answers",)]
        columns = [row[1] for row in connection.execute("pragma table_info(answers)")]
    assert columns == ["chat_id", "message_id", "question", "asked_on", "sent_at"]


def test_files_that_cannot_be_used_say_why(path: Path, tmp_path: Path) -> None:
    path.write_bytes(b"this is no database, and long enough to be looked at" * 40)
    with pytest.raises(ReadersError, match=r"readers\.db: not a readers' file, or damaged"):
        Readers(path)
    with pytest.raises(ReadersError, match=r"no/readers\.db: cannot be written"):
        Readers(tmp_path / "no" / "readers.db")


def test_a_newer_file_is_left_alone(path: Path) -> None:
    with closing(Readers(path)), closing(sqlite3.connect(path)) as connection:
        connection.execute("pragma user_version = 99")
    with pytest.raises(ReadersError, match="written by a newer nutgraf"):
        Readers(path)
