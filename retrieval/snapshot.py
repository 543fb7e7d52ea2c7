"""A coverage's file, opened: a connection for each thread, and what is read of it once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import reduce
from pathlib import Path
from sqlite3 import Connection
from types import TracebackType
from typing import NamedTuple, Self, TypeAlias

from retrieval.errors import NothingIndexedError
from retrieval.index.statistics import Statistics, statistics
from retrieval.speakers.parties import Parties
from retrieval.spelling.aliases import Aliases
from retrieval.store import database as store
from retrieval.store.catalogue import alias_tables, party_tables

_Moment: TypeAlias = tuple[tuple[int, int], str | int | float | None]
"""A file and its generation."""


class _Opened(NamedTuple):
    """A connection, and the device and inode of the file that it goes to."""

    connection: Connection
    file: tuple[int, int]


class Connections:
    """The connections to a coverage's file. Raises a DatabaseError for one that cannot be used.

    A file that was deleted or restored meanwhile is opened anew.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._thread = threading.local()
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._open: list[Connection] = []
        self._writer: _Opened | None = None
        self._known: tuple[_Moment, Statistics, Aliases, Parties] | None = None
        self._connection()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connections of all threads; a later question opens a new one."""
        with self._lock:
            self._thread = threading.local()
            for connection in self._open:
                connection.close()
            self._open.clear()
            self._close_writer()

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        """A connection of its own."""
        with closing(store.connect(self.path)) as connection, store.explained(self.path):
            yield connection

    @contextmanager
    def _to_write(self) -> Iterator[Connection]:
        """The connection to write with, kept until an error: the pages that it remembers are those
        that the next article needs."""
        with self._writing:
            if self._writer and self._writer.file != self._file():
                self._close_writer()
            self._writer = self._writer or self._opened()
            try:
                with store.explained(self.path):
                    yield self._writer.connection
            except BaseException:
                self._close_writer()
                raise

    def _close_writer(self) -> None:
        if self._writer:
            self._writer.connection.close()
            self._writer = None

    def _opened(self) -> _Opened:
        connection = store.connect(self.path)
        return _Opened(connection, self._file() or (0, 0))

    def _file(self) -> tuple[int, int] | None:
        try:
            status = self.path.stat()
        except FileNotFoundError:
            return None
        return status.st_dev, status.st_ino

    def _connection(self) -> _Opened:
        """This thread's connection."""
        opened: _Opened | None = getattr(self._thread, "opened", None)
        if opened and opened.file != self._file():
            with self._lock:
                self._open.remove(opened.connection)
            opened.connection.close()
            opened = None
        if opened is None:
            opened = self._thread.opened = self._opened()
            with self._lock:
                self._open.append(opened.connection)
        return opened

    @contextmanager
    def _reading(self) -> Iterator[tuple[Connection, Statistics, Aliases, Parties]]:
        """A read transaction, and the statistics and tables of its moment."""
        with store.explained(self.path):
            opened = self._connection()
            with store.reading(opened.connection) as connection:
                if not store.meta(connection, "articles"):
                    raise NothingIndexedError(self.path)
                moment = opened.file, store.meta(connection, "generation")
                known = self._known
                if known is None or known[0] != moment:
                    read = statistics(connection), aliases(connection), parties(connection)
                    known = self._known = (moment, *read)
                yield connection, *known[1:]


def aliases(database: Connection) -> Aliases:
    """The alias tables of all indexed folders as one."""
    return reduce(Aliases.joined, map(Aliases.from_json, alias_tables(database)), Aliases())


def parties(database: Connection) -> Parties:
    """The tables of speakers' parties of all indexed folders as one."""
    return reduce(Parties.joined, map(Parties.from_json, party_tables(database)), Parties())
