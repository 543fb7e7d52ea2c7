"""What the bot remembers of readers, in a SQLite file of its own.

For each answer the question under it, so that a button of yesterday's message works after a
restart. Rows older than `KEPT` are deleted. Other modules keep what is theirs through `rows` and
`writing`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import RLock
from typing import Any, NamedTuple

from sqlite_utils import Database

from bot.migrations import MIGRATIONS
from retrieval import NutgrafError

KEPT = timedelta(days=30)
_PATIENCE = 5.0  # seconds to wait for another process's lock


class ReadersError(NutgrafError):
    """The readers' file cannot be used, for `reason`."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class Asked(NamedTuple):
    """A question, and the day from which its relative days count."""

    question: str
    asked_on: date


class Readers:
    """The store; its methods may be called from any thread."""

    def __init__(self, path: Path, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)):
        """Open the file, create it when missing, migrate an older one. Raises ReadersError."""
        self.path = path
        self.now = now
        self._lock = RLock()
        with self._errors():
            connection = sqlite3.connect(
                path, timeout=_PATIENCE, check_same_thread=False, isolation_level=None
            )
            self._database = Database(connection, execute_plugins=False)
            try:
                self._database.enable_wal()
                connection.execute("PRAGMA secure_delete = ON")  # deleted words leave the file too
                connection.execute("PRAGMA synchronous = NORMAL")  # safe in WAL against a kill
                self._migrate()
            except BaseException:
                connection.close()
                raise
        self.prune()

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def rows(self, query: str, arguments: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query. Raises ReadersError."""
        with self._errors(), self._lock:
            return self._database.conn.execute(query, arguments).fetchall()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One write transaction: all of it is kept, or none. Raises ReadersError."""
        with self._errors(), self._lock:
            connection = self._database.conn
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                connection.execute("ROLLBACK")
                raise

    def moment(self, *, ago: timedelta = timedelta()) -> str:
        """Now, or some time ago, as the file writes moments; they sort as text."""
        return (self.now() - ago).isoformat(timespec="seconds")

    def remember(self, chat_id: int, message_id: int, asked: Asked) -> None:
        """Keep the question that the message answers."""
        row = (chat_id, message_id, asked.question, asked.asked_on.isoformat(), self.moment())
        with self.writing() as connection:
            connection.execute(
                "insert or replace into answers(chat_id, message_id, question, asked_on, sent_at) "
                "values (?, ?, ?, ?, ?)",
                row,
            )

    def recall(self, chat_id: int, message_id: int) -> Asked | None:
        """The question that the message answers; None when it was never kept, or is deleted."""
        rows = self.rows(
            "select question, asked_on from answers "
            "where chat_id = ? and message_id = ? and sent_at > ?",
            (chat_id, message_id, self.moment(ago=KEPT)),
        )
        return Asked(rows[0][0], date.fromisoformat(rows[0][1])) if rows else None

    def prune(self) -> None:
        """Delete what is older than `KEPT`."""
        with self.writing() as connection:
            connection.execute("delete from answers where sent_at <= ?", [self.moment(ago=KEPT)])

    def _migrate(self) -> None:
        with self.writing() as connection:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version > len(MIGRATIONS):
                raise ReadersError(
                    self.path, "written by a newer nutgraf; update nutgraf, or name another file"
                )
            for migration in MIGRATIONS[version:]:
                migration(self._database)
            connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise ReadersError(self.path, _reason(error)) from error


def _reason(error: sqlite3.DatabaseError) -> str:
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return "another process is writing to it; end that one, or try again"
    if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
        return "not a readers' file, or damaged; name another file as `readers`, or remove it"
    return "cannot be written; mend the permissions or free some space, or name another file"
