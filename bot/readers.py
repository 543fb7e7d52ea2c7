"""What the bot remembers of readers, in a SQLite file of its own.

For each answer the question under it, so that a button of yesterday's message works after a
restart. Rows older than `KEPT` are deleted.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from sqlite_utils import Database

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
        self._now = now
        self._lock = Lock()
        with self._errors():
            connection = sqlite3.connect(path, timeout=_PATIENCE, check_same_thread=False)
            self._database = Database(connection, execute_plugins=False)
            try:
                self._database.enable_wal()
                connection.execute("PRAGMA secure_delete = ON")  # deleted words leave the file too
                self._migrate()
            except BaseException:
                connection.close()
                raise
        self.prune()

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def remember(self, chat_id: int, message_id: int, asked: Asked) -> None:
        """Keep the question that the message answers."""
        row = {
            "chat_id": chat_id,
            "message_id": message_id,
            "question": asked.question,
            "asked_on": asked.asked_on.isoformat(),
            "sent_at": self._now().isoformat(timespec="seconds"),
        }
        with self._errors(), self._lock:
            self._database.table("answers").insert(row, replace=True)

    def recall(self, chat_id: int, message_id: int) -> Asked | None:
        """The question that the message answers; None when it was never kept, or is deleted."""
        where = "chat_id = ? and message_id = ? and sent_at > ?"
        arguments = [chat_id, message_id, self._oldest_kept()]
        with self._errors(), self._lock:
            rows = list(self._database.table("answers").rows_where(where, arguments))
        return Asked(rows[0]["question"], date.fromisoformat(rows[0]["asked_on"])) if rows else None

    def prune(self) -> None:
        """Delete what is older than `KEPT`."""
        with self._errors(), self._lock:
            self._database.table("answers").delete_where("sent_at <= ?", [self._oldest_kept()])

    def _oldest_kept(self) -> str:
        return (self._now() - KEPT).isoformat(timespec="seconds")

    def _migrate(self) -> None:
        connection = self._database.conn
        connection.execute("BEGIN IMMEDIATE")
        with connection:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version > len(_MIGRATIONS):
                raise ReadersError(
                    self.path, "written by a newer nutgraf; update nutgraf, or name another file"
                )
            for migration in _MIGRATIONS[version:]:
                migration(self._database)
            connection.execute(f"PRAGMA user_version = {len(_MIGRATIONS)}")

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


def _create_answers(database: Database) -> None:
    columns = {
        "chat_id": int,
        "message_id": int,
        "question": str,
        "asked_on": str,
        "sent_at": str,
    }
    answers = database.table("answers").create(
        columns, pk=("chat_id", "message_id"), not_null=columns
    )
    answers.create_index(["sent_at"])


_MIGRATIONS: tuple[Callable[[Database], None], ...] = (_create_answers,)
