"""The front door: open a coverage's file, ask it, reindex it."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlite_utils import Database

from retrieval import answering, store
from retrieval.aliases import Aliases
from retrieval.asked_days import asked
from retrieval.errors import NothingIndexedError, UnknownAddressError, UnknownArticleError
from retrieval.model import (
    Answer,
    Article,
    Coverage,
    Excerpt,
    Hit,
    Progress,
    Summary,
    text_key,
)
from retrieval.passages import split
from retrieval.query import read
from retrieval.reindex import Reindex, check
from retrieval.rows import article_by_id, article_by_key
from retrieval.search import Found, Moment, search
from retrieval.statistics import Statistics, statistics

CANDIDATES = 30
"""Hits from which an answer's quotes are chosen."""

_ADDRESS = re.compile(
    r"(?P<article>[a-z2-7]{12})-(?P<caption>c?)(?P<number>\d{1,9})-(?P<text>[0-9a-f]{4})"
)


class Archive:
    """A coverage in one SQLite file; made, empty, where there is none.

    May be shared between threads, and answers while it, or another process, reindexes: each
    question is answered from one moment of the coverage. Raises a DatabaseError for a file that
    cannot be used.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._thread = threading.local()
        self._lock = threading.Lock()
        self._open: list[Database] = []
        self._known: tuple[Statistics, Aliases] | None = None
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

    def reindex(
        self,
        paths: Iterable[str | Path],
        *,
        prune: bool = True,
        progress: Callable[[Progress], None] | None = None,
    ) -> Summary:
        """Brings the coverage in step with the files at `paths`, all of it or nothing.

        With `prune`, articles whose file vanished from one of the `paths` are removed. Raises
        MissingPathError, or a DatabaseError; files that are no articles are in the summary.
        """
        wanted = check(Path(path) for path in paths)
        database = store.connect(self.path)
        try:
            with store.explained(self.path):
                with store.writing(database):
                    summary = Reindex(database, progress=progress).run(wanted, prune=prune)
                with suppress(sqlite3.OperationalError):
                    database.execute("pragma wal_checkpoint(truncate)")
        finally:
            database.close()
        return summary

    def search(
        self, question: str, *, limit: int = 10, asked_on: date | None = None
    ) -> tuple[Hit, ...]:
        """The best passages for `question`, best first, whatever the confidence.

        Raises NothingIndexedError for an empty coverage.
        """
        with self._reading() as moment:
            _, found = _found(*moment, question, asked_on, limit)
        return found.hits

    def ask(self, question: str, *, limit: int = 3, asked_on: date | None = None) -> Answer:
        """The answer to `question`: up to `limit` quotes, or a refusal.

        `asked_on` is the day from which relative days count, today if None. Raises
        NothingIndexedError for an empty coverage.
        """
        with self._reading() as (database, known, aliases):
            read_as, found = _found(
                database, known, aliases, question, asked_on, max(limit, CANDIDATES)
            )
            return answering.answer(
                read_as,
                found,
                coverage=_coverage(database),
                limit=limit,
                newest=() if found.hits else _headlines(database, 3),
            )

    def show(self, address: str) -> Excerpt:
        """The passage at `address` in its place, where its words stand now.

        Raises UnknownAddressError.
        """
        parts = _ADDRESS.fullmatch(address.strip().lower())
        if not parts:
            raise UnknownAddressError(address)
        with self._reading() as (database, *_):
            article = article_by_key(database, parts["article"])
        passages = split(article) if article else []
        kind = "caption" if parts["caption"] else "paragraph"
        number = int(parts["number"])
        same = [
            at
            for at, each in enumerate(passages)
            if each.kind == kind and text_key(each.text) == parts["text"]
        ]
        there = [
            at for at, each in enumerate(passages) if (each.kind, each.number) == (kind, number)
        ]
        if article is None or not (same or there):
            raise UnknownAddressError(address)
        at = min(same or there, key=lambda at: abs(passages[at].number - number))
        return Excerpt(
            address=passages[at].address,
            passage=passages[at],
            before=passages[at - 1] if at else None,
            after=passages[at + 1] if at + 1 < len(passages) else None,
            citation=answering.cite(article, passages[at]),
            changed=not same,
        )

    def article(self, article_id: str) -> Article:
        """The article as indexed. Raises UnknownArticleError."""
        with self._reading() as (database, *_):
            article = article_by_id(database, article_id)
        if article is None:
            raise UnknownArticleError(article_id)
        return article

    def coverage(self) -> Coverage:
        """How far the coverage goes. Raises NothingIndexedError for an empty one."""
        with self._reading() as (database, *_):
            return _coverage(database)

    def headlines(self, limit: int = 3) -> tuple[str, ...]:
        """The headlines of the newest articles, undated ones last."""
        with self._reading() as (database, *_):
            return _headlines(database, limit)

    def _connection(self) -> Database:
        """This thread's connection."""
        database: Database | None = getattr(self._thread, "database", None)
        if database is None:
            database = self._thread.database = store.connect(self.path)
            with self._lock:
                self._open.append(database)
        return database

    @contextmanager
    def _reading(self) -> Iterator[tuple[Database, Statistics, Aliases]]:
        """A read transaction, and the statistics and aliases of its moment."""
        with store.explained(self.path), store.reading(self._connection()) as database:
            if not store.meta(database, "articles"):
                raise NothingIndexedError(self.path)
            generation = store.meta(database, "generation")
            known = self._known
            if known is None or known[0].generation != generation:
                known = self._known = (statistics(database), _aliases(database))
            yield database, *known


def _aliases(database: Database) -> Aliases:
    """The alias tables of all indexed folders as one."""
    joined = Aliases()
    for (groups,) in database.execute("select groups from aliases order by root"):
        joined = joined.joined(Aliases.from_json(groups))
    return joined


def _found(
    database: Database,
    known: Statistics,
    aliases: Aliases,
    question: str,
    asked_on: date | None,
    limit: int,
) -> tuple[answering.Question, Found]:
    """The question as read, and the best `limit` passages for it."""
    newest = store.meta(database, "newest")
    day = asked_on or date.today()
    latest = date.fromisoformat(str(newest)) if newest else None
    moment = Moment(day, asked(question, day, latest=latest))
    query = read(database, known, aliases, question, moment.asked)
    found = search(database, known, query, moment, limit=limit)
    return answering.Question(question, moment, query), found


def _coverage(database: Database) -> Coverage:
    values = dict(database.execute("select key, value from meta").fetchall())
    return Coverage(
        articles=values["articles"],
        passages=values["passages"],
        oldest=values["oldest"],
        newest=values["newest"],
        indexed_at=values["indexed_at"],
    )


def _headlines(database: Database, limit: int) -> tuple[str, ...]:
    rows = database.execute(
        "select headline from articles order by published desc, id limit ?", [limit]
    )
    return tuple(headline for (headline,) in rows)
