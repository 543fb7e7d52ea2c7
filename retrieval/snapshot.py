"""The coverage at one moment, and the connections that give it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from functools import reduce
from pathlib import Path
from sqlite3 import Connection
from types import TracebackType
from typing import NamedTuple, Self, TypeAlias

from retrieval.errors import NothingIndexedError
from retrieval.index.filters import Limits, of_days, within
from retrieval.index.statistics import Statistics, read_statistics
from retrieval.speakers.parties import Parties
from retrieval.spelling.aliases import Aliases
from retrieval.store.catalogue import alias_tables, party_tables
from retrieval.store.database import connect, explained, meta, reading

_Moment: TypeAlias = tuple[tuple[int, int], str | int | float | None]
"""A file and its generation."""


class Snapshot(NamedTuple):
    """The coverage at one moment, in a read transaction: what a question is answered from."""

    database: Connection
    statistics: Statistics
    aliases: Aliases
    parties: Parties

    def within(self, limits: Limits) -> Snapshot:
        """The same without the passages outside the `limits`, which no search of it finds."""
        return self._replace(statistics=within(self.database, self.statistics, limits))

    def of_days(self, since: date | None, until: date | None) -> Snapshot:
        """The same with the passages of these days alone: of articles then, or speaking of them."""
        return self._replace(statistics=of_days(self.database, self.statistics, since, until))


class _Tables(NamedTuple):
    """What is read once of a generation of a file."""

    moment: _Moment
    statistics: Statistics
    aliases: Aliases
    parties: Parties


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
        self._tables: _Tables | None = None
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
    def reading_alone(self) -> Iterator[Connection]:
        """A read transaction on a connection of its own, which remembers nothing."""
        with (
            closing(connect(self.path)) as connection,
            explained(self.path),
            reading(connection),
        ):
            yield connection

    @contextmanager
    def to_write(self) -> Iterator[Connection]:
        """The connection to write with, kept until an error: the pages that it remembers are those
        that the next article needs."""
        with self._writing:
            if self._writer and self._writer.file != self._file():
                self._close_writer()
            self._writer = self._writer or self._opened()
            try:
                with explained(self.path):
                    yield self._writer.connection
            except BaseException:
                self._close_writer()
                raise

    def _close_writer(self) -> None:
        if self._writer:
            self._writer.connection.close()
            self._writer = None

    def _opened(self) -> _Opened:
        connection = connect(self.path)
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
    def snapshot(self) -> Iterator[Snapshot]:
        """The coverage as it is now. Raises NothingIndexedError where there is none."""
        with explained(self.path):
            opened = self._connection()
            with reading(opened.connection) as connection:
                if not meta(connection, "articles"):
                    raise NothingIndexedError(self.path)
                moment = opened.file, meta(connection, "generation")
                tables = self._tables
                if tables is None or tables.moment != moment:
                    tables = self._tables = _read(connection, moment)
                yield Snapshot(connection, *tables[1:])


def _read(database: Connection, moment: _Moment) -> _Tables:
    aliases = reduce(Aliases.joined, map(Aliases.from_json, alias_tables(database)), Aliases())
    parties = reduce(Parties.joined, map(Parties.from_json, party_tables(database)), Parties())
    return _Tables(moment, read_statistics(database), aliases, parties)
