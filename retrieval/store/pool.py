"""The connections of one process to a coverage's file, which may be replaced at any time.

Whoever reads gets a connection that can only read: when it is closed, it neither writes into the
file nor removes a log but the empty one that was made for it. A file that was deleted,
restored or written over is opened anew; a log that is left of an earlier one is put away.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from sqlite3 import Connection
from typing import NamedTuple

from retrieval.errors import DatabaseLockedError, NotACoverageError, NothingIndexedError
from retrieval.store.database import connect, connect_to_read
from retrieval.store.faults import WRITTEN_TO, explained
from retrieval.store.leftovers import Inode, Stamp, inode_of, log_of, put_away, stamp_of
from retrieval.store.reading.connection import Reader


class Opened(NamedTuple):
    """A connection, and the file that it goes to as it was then."""

    connection: Reader
    stamp: Stamp


class _Writer(NamedTuple):
    """The connection to write with, the file as it left it, and one that reads: closed after it,
    that one keeps a file's log when the name has become another file's."""

    connection: Connection
    guard: Connection
    stamp: Stamp | None


class Pool:
    """Connections to a coverage's file. Raises NothingIndexedError where there is none, a
    DatabaseError for one that cannot be used."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._idle: list[Opened] = []
        self._writer: _Writer | None = None
        self._stamp: Stamp | None = None  # of the file that was last seen
        self._log: Inode | None = None  # of its log
        self._closed = 0  # how often; what was taken before is not given back
        self._suspected: Stamp | None = None  # the file whose log was looked at, in vain

    def close(self) -> None:
        """Closes all connections; who asks later opens new ones."""
        with self._lock:
            self._closed += 1
            self._close_idle()
            self._close_writer()

    def check(self) -> None:
        """Raises a DatabaseError for a file that cannot be used; there need be none."""
        with suppress(NothingIndexedError), self.reading():
            return

    @contextmanager
    def reading(self) -> Iterator[Opened]:
        """A connection to read with, for one thread at once."""
        with self._lock:
            opened, closed = self._take(), self._closed
        kept = False
        try:
            yield opened
            self._check_unwritten(opened)
            kept = True
        except sqlite3.OperationalError:
            raise
        except (sqlite3.Error, NotACoverageError):
            self._check_unwritten(opened)
            self._suspect(opened.stamp)
            raise
        except BaseException:
            kept = True
            raise
        finally:
            with self._lock:
                if kept and closed == self._closed and opened.stamp == self._stamp:
                    self._idle.append(opened)
                else:
                    opened.connection.close()

    def _check_unwritten(self, opened: Opened) -> None:
        if opened.connection.was_written_to:
            raise DatabaseLockedError(self.path, WRITTEN_TO)

    @contextmanager
    def to_write(self) -> Iterator[Connection]:
        """The connection to write with, kept until an error: the pages that it remembers are those
        that the next article needs."""
        with self._writing:
            if self._writer and self._writer.stamp != stamp_of(self.path):
                self._close_writer()
            self._writer = self._writer or self._opened_to_write()
            try:
                with explained(self.path):
                    yield self._writer.connection
                self._writer = self._writer._replace(stamp=stamp_of(self.path))
            except BaseException:
                self._close_writer()
                raise

    def _opened_to_write(self) -> _Writer:
        with self._lock:
            self._close_idle()  # the log that one of these has open may be put away by now
        connection = connect(self.path)
        guard = connect_to_read(self.path)
        return _Writer(connection, guard, stamp_of(self.path))

    def _close_writer(self) -> None:
        if self._writer:
            connection, guard, stamp = self._writer
            replaced = stamp != stamp_of(self.path)
            for each in (connection, guard) if replaced else (guard, connection):
                each.close()
            self._writer = None

    def _close_idle(self) -> None:
        for each in sorted(self._idle, key=lambda idle: idle.connection.made is not None):
            each.connection.close()  # the last one removes the log that was made for it
        self._idle.clear()

    def _take(self) -> Opened:
        """An idle connection to the file that is there now, or a new one."""
        stamp = stamp_of(self.path)
        if stamp != self._stamp:
            self._close_idle()
            before, self._stamp = self._stamp, stamp
            if before and stamp and before.inode != stamp.inode:
                self._put_away(replaced=True)
        while self._idle:
            idle = self._idle.pop()
            if not idle.connection.was_written_to:
                return idle
            idle.connection.close()
        try:
            connection = connect_to_read(self.path)
        except NotACoverageError:
            if not self._put_away():
                raise
            connection = connect_to_read(self.path)
        self._log = inode_of(log_of(self.path))
        return Opened(connection, stamp or stamp_of(self.path) or Stamp((0, 0), 0, 0))

    def _put_away(self, *, replaced: bool = False) -> bool:
        log = self._log if replaced else None
        with suppress(OSError):
            return put_away(self.path, of_another=log)
        return False

    def _suspect(self, stamp: Stamp) -> None:
        """What was read makes no sense: perhaps because of a log that is not the file's."""
        with self._lock:
            if self._suspected == stamp:
                return
            self._suspected = stamp
            if self._put_away():
                self._stamp = None
                self._close_idle()
