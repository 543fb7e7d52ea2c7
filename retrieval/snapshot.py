"""The coverage at one moment, and the connections that give it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from functools import reduce
from pathlib import Path
from sqlite3 import Connection
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from retrieval.errors import NothingIndexedError
from retrieval.index.cache import Cache
from retrieval.index.filters import without
from retrieval.index.statistics import Statistics, read_statistics
from retrieval.meaning.embedder import Embedder, no_model
from retrieval.model import Article
from retrieval.speakers.outlets import names_of_outlets
from retrieval.speakers.parties import Parties
from retrieval.spelling.aliases import Aliases, built_in
from retrieval.sqlite.coverage import SqliteCoverage
from retrieval.store.articles import article_by_number, article_numbers
from retrieval.store.catalogue import alias_tables, headlines, outlet_names, party_tables
from retrieval.store.database import (
    connect_to_read,
    empty_log,
    meta,
    reading,
    timestamp,
    writing,
)
from retrieval.store.days import hide, waiting
from retrieval.store.faults import NONSENSE, damaged, explained
from retrieval.store.leftovers import Stamp, settle
from retrieval.store.lock import exclusive
from retrieval.store.pool import Pool
from retrieval.store.traits.generations import numbered_in
from retrieval.store.traits.languages import languages as languages_in
from retrieval.stored.coverage import StoredCoverage
from retrieval.stored.limits import Limits
from retrieval.stored.looked import Looked

if TYPE_CHECKING:
    from retrieval.reindex.soundness.doctor import Diagnosis
    from retrieval.reindex.writers.writer import CoverageWriter

OFFERED: Final = 2_000
"""Questions offered to readers of which it is remembered, at one moment of the coverage, whether
they are answered."""
_Moment: TypeAlias = tuple[Stamp, str | int | float | None, tuple[int, ...]]
"""A file, its generation, how many of its articles have come out since, and the numbers of those
that are not out."""


class Snapshot(NamedTuple):
    """The coverage at one moment: what a question is answered from.

    `outlets` are the names by which readers know the outlets, folded, with the coverage's own;
    `languages` those that articles are analysed in, that of most of them first. `answered` says of
    what was offered to readers whether it is answered. `embedder` gives questions vectors, where
    such are to be asked for. `looked`: of a question that is searched for more than once, None of
    any other.
    """

    stored: StoredCoverage
    aliases: Aliases
    parties: Parties
    outlets: Mapping[str, str]
    languages: tuple[str, ...]
    answered: Cache[bool]
    embedder: Callable[[], Embedder | None] = no_model
    looked: Looked | None = None

    def within(self, limits: Limits) -> Snapshot:
        """The same without the passages outside the `limits`, which no search of it finds."""
        return self._replace(stored=self.stored.within(limits))

    def of_days(self, since: date | None, until: date | None) -> Snapshot:
        """The same with the passages of these days alone: of articles then, or speaking of them."""
        return self._replace(stored=self.stored.of_published_or_spoken(since, until))


class _Tables(NamedTuple):
    """What is read once of a generation of a file."""

    moment: _Moment
    statistics: Statistics
    aliases: Aliases
    parties: Parties
    outlets: Mapping[str, str]
    languages: tuple[str, ...]
    answered: Cache[bool]


class Connections:
    """The connections to a coverage's file. Raises a DatabaseError for one that cannot be used.

    A file that was deleted, restored or written over meanwhile is opened anew.
    """

    def __init__(
        self,
        path: str | Path,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        embedder: Callable[[], Embedder | None] = no_model,
    ) -> None:
        self.path = Path(path)
        self._now = now
        self._embedder = embedder
        self._pool = Pool(self.path)
        self._tables: _Tables | None = None

    def check(self) -> None:
        """Raises a DatabaseError for a file that cannot be used; there need be none."""
        self._pool.check()

    def close(self) -> None:
        """Closes the connections of all threads; a later question opens a new one."""
        self._pool.close()

    @contextmanager
    def reading_alone(self) -> Iterator[Connection]:
        """A read transaction on a connection of its own, which remembers nothing."""
        with (
            closing(connect_to_read(self.path)) as connection,
            explained(self.path),
            _with_its_tables(self.path),
            reading(connection),
        ):
            yield connection

    @contextmanager
    def whole(self) -> Iterator[Snapshot]:
        """See `snapshot`; all that there is is in one file."""
        with self.snapshot() as snapshot:
            yield snapshot

    def articles(self) -> Iterator[Article]:
        """All articles, by id."""
        with self.reading_alone() as database:
            for number in article_numbers(database):
                if article := article_by_number(database, number):
                    yield article

    @contextmanager
    def writer(self, waiting: Callable[[str], None] | None) -> Iterator[CoverageWriter]:
        """What one reindex writes with, while no other does: all of it is kept, or nothing.
        `waiting` is told which other one is waited for."""
        from retrieval.reindex.upkeep.in_file import catch_up  # imports formats
        from retrieval.reindex.writers.file import FileWriter

        catch_up(self.path)
        self.check()  # and what is left of an earlier file is put away
        with exclusive(self.path, waiting), self._pool.to_write() as connection:
            with writing(connection) as database:
                yield FileWriter(database)
            empty_log(connection)

    def diagnose(
        self,
        progress: Callable[[int, int], None] | None,
        *,
        every: bool = True,  # noqa: ARG002
    ) -> Diagnosis:
        """See `Archive.doctor`; a file is always looked at whole."""
        from retrieval.reindex.soundness.doctor import diagnose  # it reads articles too

        with self.reading_alone() as database:
            return diagnose(database, progress=progress)

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """The coverage as it is now. Raises NothingIndexedError where there is none."""
        with (
            explained(self.path),
            self._pool.reading() as opened,
            _with_its_tables(self.path),
            reading(opened.connection) as connection,
            _sound(self.path, connection),
        ):
            if not meta(connection, "articles"):
                raise NothingIndexedError(self.path)
            ahead, came_out = waiting(connection, timestamp(self._now()))
            hidden = hide(connection, ahead) if ahead else []
            if hidden and not headlines(connection, 1):
                raise NothingIndexedError(self.path)
            moment = opened.stamp, meta(connection, "generation"), (came_out, *ahead)
            before = self._tables
            tables = (
                before if before and before.moment == moment else _read(connection, moment, hidden)
            )
            self._tables = tables
            stored = SqliteCoverage.of(connection, tables.statistics, tables.languages)
            yield Snapshot(stored, *tables[2:], embedder=self._embedder)
        if tables is not before:
            settle(self.path)


@contextmanager
def _with_its_tables(path: Path) -> Iterator[None]:
    """A table or column that is missing inside has been renamed by damage."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "no such" in str(error):
            raise damaged(path, str(error)) from error
        raise


@contextmanager
def _sound(path: Path, database: Connection) -> Iterator[None]:
    """What makes no sense inside is the file's fault, where that is damaged; else a bug."""
    try:
        yield
    except NONSENSE as error:
        from retrieval.reindex.soundness.doctor import is_damaged  # only when something went wrong

        if is_damaged(database):
            raise damaged(path, f"{type(error).__name__}; see `nutgraf doctor`") from error
        raise


def _read(database: Connection, moment: _Moment, hidden: Sequence[tuple[int, int]]) -> _Tables:
    aliases = reduce(Aliases.joined, map(Aliases.from_json, alias_tables(database)), Aliases())
    aliases = aliases.over(built_in())
    parties = reduce(Parties.joined, map(Parties.from_json, party_tables(database)), Parties())
    outlets = names_of_outlets(outlet_names(database), aliases)
    countries = parties.with_countries()
    statistics, came_out = read_statistics(database), moment[2][0]
    statistics = statistics._replace(
        generation=numbered_in(database, statistics.generation + came_out)
    )
    if hidden:
        statistics = without(statistics, hidden)
    languages = languages_in(database, int(meta(database, "articles") or 0))
    answered: Cache[bool] = Cache(OFFERED)
    return _Tables(moment, statistics, aliases, countries, outlets, languages, answered)
