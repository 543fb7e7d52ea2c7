"""What is remembered of readers: the question under an answer, for thirty days, and no more."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest
from sqlite_utils import Database

from bot.migrations import MIGRATIONS
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


def test_no_column_could_hold_a_name(path: Path) -> None:
    with closing(Readers(path)) as readers:
        tables = [name for (name,) in readers.rows("select name from sqlite_master")]
        columns = {row[1] for name in tables for row in readers.rows(f"pragma table_info({name})")}
    assert "question" in columns
    assert not {column for column in columns if "name" in column or "phone" in column}


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


@pytest.mark.parametrize("version", range(len(MIGRATIONS) + 1))
def test_a_file_of_each_older_version_is_migrated_and_keeps_what_it_knew(
    path: Path, version: int
) -> None:
    sent_at = datetime.now(UTC).isoformat(timespec="seconds")
    with closing(sqlite3.connect(path)) as connection:
        database = Database(connection, execute_plugins=False)
        for migration in MIGRATIONS[:version]:
            migration(database)
        connection.execute(f"pragma user_version = {version}")
        if version:
            connection.execute(
                "insert into answers(chat_id, message_id, question, asked_on, sent_at) "
                "values (1, 2, ?, ?, ?)",
                (ASKED.question, ASKED.asked_on.isoformat(), sent_at),
            )
        connection.commit()
    with closing(Readers(path)) as readers:
        assert readers.recall(1, 2) == (ASKED if version else None)
        readers.remember(1, 3, ASKED)
        assert readers.recall(1, 3) == ASKED
        assert readers.rows("pragma user_version") == [(len(MIGRATIONS),)]
        migrated = shape(readers)
    with closing(Readers(path.with_name("new.db"))) as fresh:
        assert migrated == shape(fresh)


def shape(readers: Readers) -> set[tuple[str, str]]:
    """All tables and indexes, as they were made."""
    return set(readers.rows("select name, sql from sqlite_master where sql is not null"))


def test_a_migration_that_fails_leaves_the_file_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(database: Database) -> None:
        database.execute("create table half(x)")
        raise sqlite3.OperationalError("disk full")

    with closing(Readers(path)) as readers:
        before = shape(readers)
    monkeypatch.setattr("bot.readers.MIGRATIONS", (*MIGRATIONS, broken))
    with pytest.raises(ReadersError):
        Readers(path)
    monkeypatch.undo()
    with closing(Readers(path)) as readers:
        assert shape(readers) == before
