"""What the bot remembers of readers, in a SQLite file of its own.

Other modules keep what is theirs in it, through `rows` and `writing`; `migrations` has its tables.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import RLock
from typing import Any

from sqlite_utils import Database

from bot.readers import owned
from bot.readers.file import APPLICATION_ID, ReadersError, inode_of, only_to_be_read, prepare
from bot.readers.migrations import MIGRATIONS, OF_A_CHAT, OF_A_READER, migrate

KEPT = timedelta(days=30)
DELETABLE = timedelta(hours=48)  # Telegram lets a bot delete messages that are no older
_IN_MEMORY = 64_000_000  # bytes of a file that is written anew through memory, not a temporary one
_PATIENCE = 5.0  # seconds to wait for another process's lock


class Readers:
    """The store; its methods may be called from any thread."""

    def __init__(
        self,
        path: Path,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        make: bool = True,
    ) -> None:
        """Open the file, `make` it when missing, migrate an older one; one that is there and cannot
        be written is read as it is. Raises ReadersError."""
        self.path = path
        self.now = now
        self._lock = RLock()
        with self._errors():
            prepare(path, make=make)
            only_read = not make and only_to_be_read(path)
            connection = sqlite3.connect(
                f"{path.absolute().as_uri()}?immutable=1" if only_read else path,
                uri=only_read,
                timeout=_PATIENCE,
                check_same_thread=False,
                isolation_level=None,
            )
            self._database = Database(connection, execute_plugins=False)
            self._inode = inode_of(path)
            if only_read:
                return
            try:
                self._database.enable_wal()
                connection.execute("PRAGMA secure_delete = ON")  # deleted words leave the file too
                connection.execute("PRAGMA synchronous = NORMAL")  # safe in WAL against a kill
                self._migrate()
            except BaseException:
                connection.close()
                raise

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def is_in_place(self) -> bool:
        """Whether the file still is the one that was opened, under its name."""
        return inode_of(self.path) == self._inode

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

    def forget(
        self, reader_id: int, *, before: int | None = None, wipe: bool = True
    ) -> dict[str, int]:
        """Delete all that is kept of the reader; rows by table. Updates with numbers from `before`
        on stay. With `wipe`, the bytes too, as far as open reads let it."""
        with self.writing() as connection:
            rows = owned.deleted(connection, reader_id, before=before)
        if wipe:
            self.wipe()
            self.emptied()
        return rows

    def of(self, reader_id: int) -> dict[str, list[dict[str, Any]]]:
        """All that is kept of the reader, rows by table."""
        with self.writing() as connection:
            return owned.listed(connection, reader_id)

    def offer(self, chat_id: int, reader_id: int, numbers: Iterable[int]) -> None:
        """Keep which messages of the chat the reader may have deleted, for 48 hours."""
        with self.writing() as connection:
            owned.offer(connection, chat_id, reader_id, numbers, self.moment())

    def taken(self, chat_id: int, reader_id: int) -> list[int]:
        """The messages that the reader may have deleted, which are offered no more."""
        with self.writing() as connection:
            return owned.taken(connection, chat_id, reader_id, self.moment(ago=DELETABLE))

    def wipe(self) -> None:
        """Leave no byte of what was deleted in the file: when a table's pages are joined,
        `secure_delete` leaves copies of rows between them."""
        small = self.path.stat().st_size <= _IN_MEMORY
        self.rows(f"PRAGMA temp_store = {'MEMORY' if small else 'FILE'}")
        self.rows("VACUUM")

    def holds(self, update_id: int) -> bool:
        """Whether the words of the update are still kept, for it is not done with."""
        query = "select 1 from updates where update_id = ? and payload is not null"
        return bool(self.rows(query, [update_id]))

    def emptied(self) -> bool:
        """Empty the log beside the file, without waiting; whether no open read kept it from it."""
        with self._errors(), self._lock:
            connection = self._database.conn
            connection.execute("PRAGMA busy_timeout = 0")
            try:
                busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            finally:
                connection.execute(f"PRAGMA busy_timeout = {1000 * _PATIENCE:.0f}")
        return not busy

    def move(self, before: int, chat_id: int) -> None:
        """Give what is kept of the chat `before` to the chat that it has become."""
        with self.writing() as connection:
            for table in OF_A_CHAT:
                connection.execute(
                    f"update or replace {table} set chat_id = ? where chat_id = ?",
                    (chat_id, before),
                )
            for table in OF_A_READER:  # what its anonymous admins asked
                connection.execute(
                    f"update or replace {table} set reader_id = ? where reader_id = ?",
                    (chat_id, before),
                )
            connection.execute(
                "insert or ignore into moves(chat_id, before, day) values (?, ?, ?)",
                (chat_id, before, self.moment()[:10]),
            )

    def earlier(self, chat_id: int) -> list[int]:
        """The numbers that the chat had before, however often it changed."""
        rows = self.rows(
            "with recursive had(number) as (select before from moves where chat_id = ? "
            "union select before from moves join had on chat_id = number) select number from had",
            [chat_id],
        )
        return [before for (before,) in rows]

    def prune(self, *, keep: Iterable[int] = ()) -> None:
        """Delete after a year the earlier numbers of groups, but for those that rules name; after
        48 hours the numbers of messages that may be deleted."""
        old, year = set(keep), timedelta(days=365)
        with self.writing() as connection:
            connection.execute(
                "delete from clearable where offered_at <= ?", [self.moment(ago=DELETABLE)]
            )
            moved = "select chat_id, before from moves where day <= ?"
            for row in connection.execute(moved, [self.moment(ago=year)[:10]]).fetchall():
                if old.isdisjoint(row):
                    connection.execute("delete from moves where chat_id = ? and before = ?", row)

    def _migrate(self) -> None:
        with self.writing() as connection:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version > len(MIGRATIONS):
                raise ReadersError(
                    self.path, "written by a newer nutgraf; update nutgraf, or name another file"
                )
            migrate(self._database, version, MIGRATIONS)
            connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            raise ReadersError(self.path, _reason(error)) from error


def _reason(error: Exception) -> str:
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return "another process is writing to it; end that one, or try again"
    damaged = isinstance(error, UnicodeDecodeError) or "no such" in str(error)
    if damaged or name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
        return "not a readers' file, or damaged; name another file as `readers`, or remove it"
    return "cannot be written; mend the permissions or free some space, or name another file"
