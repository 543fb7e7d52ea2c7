"""The readers' file: its versions, its errors, and that nothing of a reader stays in it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.conversation.asked import Asked
from bot.readers.conversations import Conversations, MessageId
from bot.readers.database import Readers
from bot.readers.file import ReadersError
from bot.readers.migrations import MIGRATIONS, OF_A_CHAT, OF_A_READER
from bot.readers.stories import Stories

ASKED = Asked("Who said so?", date(2024, 3, 6))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "readers.db"


def test_no_column_could_hold_a_name(path: Path) -> None:
    with closing(Readers(path)) as readers:
        tables = [name for (name,) in readers.rows("select name from sqlite_master")]
        tables.remove("_sqlite_migrations")  # the file's own steps have names
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
        kept = Conversations(readers)
        assert kept.recall(1, 2) == (ASKED if version else None)
        kept.remember(MessageId(1, 3, 9), ASKED)
        assert kept.recall(1, 3) == ASKED
        assert readers.rows("pragma user_version") == [(len(MIGRATIONS),)]
        steps = readers.rows("select name from _sqlite_migrations order by id")
        assert [name for (name,) in steps] == [
            step.__name__.removeprefix("_create_") for step in MIGRATIONS
        ]
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
    monkeypatch.setattr("bot.readers.database.MIGRATIONS", (*MIGRATIONS, broken))
    with pytest.raises(ReadersError):
        Readers(path)
    monkeypatch.undo()
    with closing(Readers(path)) as readers:
        assert shape(readers) == before


@pytest.mark.parametrize(
    ("column", "tables"), [("reader_id", OF_A_READER), ("chat_id", (*OF_A_CHAT, "moves"))]
)
def test_each_table_with_a_number_of_a_reader_or_chat_is_known_as_such(
    path: Path, column: str, tables: tuple[str, ...]
) -> None:
    with closing(Readers(path)) as readers:
        names = [name for (name,) in readers.rows("select name from sqlite_master")]
        found = {
            name
            for name in names
            if column in [row[1] for row in readers.rows(f"pragma table_info({name})")]
        }
    assert found == set(tables)


def test_what_is_kept_of_a_group_moves_with_it(path: Path) -> None:
    with closing(Readers(path)) as readers:
        kept, stories = Conversations(readers), Stories(readers)
        kept.remember(MessageId(-4, 2, 55, 1), ASKED)
        stories.follow(-4, 55, "dam", [])
        readers.move(-4, -1004)
        assert kept.recall(-4, 2) is None
        assert kept.recall(-1004, 2) == ASKED
        assert kept.before(-1004, 55).question == ASKED.question
        assert [story.words for story in stories.of(-1004)] == ["dam"]
        assert stories.of(-4) == []
        assert readers.earlier(-1004) == [-4]
