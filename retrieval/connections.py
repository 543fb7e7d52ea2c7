"""A coverage's file, opened: a connection for each thread, and what is read of it once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlite_utils import Database

from retrieval import store
from retrieval.aliases import Aliases
from retrieval.errors import NothingIndexedError
from retrieval.extent import aliases, parties
from retrieval.parties import Parties
from retrieval.statistics import Statistics, statistics


class Connections:
    """The connections to a coverage's file. Raises a DatabaseError for one that cannot be used."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._thread = threading.local()
        self._lock = threading.Lock()
        self._open: list[Database] = []
        self._known: tuple[Statistics, Aliases, Parties] | None = None
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
            for database in self._open:
                database.close()
            self._open.clear()

    @contextmanager
    def _connected(self) -> Iterator[Database]:
        """A connection of its own."""
        with closing(store.connect(self.path)) as database, store.explained(self.path):
            yield database

    def _connection(self) -> Database:
        """This thread's connection."""
        database: Database | None = getattr(self._thread, "database", None)
        if database is None:
            database = self._thread.database = store.connect(self.path)
            with self._lock:
                self._open.append(database)
        return database

    @contextmanager
    def _reading(self) -> Iterator[tuple[Database, Statistics, Aliases, Parties]]:
        """A read transaction, and the statistics and tables of its moment."""
        with store.explained(self.path), store.reading(self._connection()) as database:
            if not store.meta(database, "articles"):
                raise NothingIndexedError(self.path)
            generation = store.meta(database, "generation")
            known = self._known
            if known is None or known[0].generation != generation:
                known = self._known = (
                    statistics(database),
                    aliases(database),
                    parties(database),
                )
            yield database, *known
