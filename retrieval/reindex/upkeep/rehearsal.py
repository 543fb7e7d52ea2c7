"""A reindex that is taken back: what it would do, and how articles would read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from retrieval.articles.reading import Described
from retrieval.errors import NothingIndexedError
from retrieval.model import Article
from retrieval.reindex.reindex import Reindex
from retrieval.reindex.summary import Summary
from retrieval.reindex.writers.file import FileWriter
from retrieval.reindex.writers.writer import CoverageWriter, Report
from retrieval.store.database import connect, connect_to_read, empty_log, writing
from retrieval.store.faults import explained
from retrieval.store.lock import exclusive
from retrieval.stored.articles import article_of


class Rehearsal(NamedTuple):
    """What a reindex would do, and the first articles that it would add or change."""

    summary: Summary
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """Which files a rehearsal reads, and how; see `Archive.reindex`."""

    paths: str | Path | Iterable[str | Path]
    coverage: Iterable[Described] = ()
    prune: bool = True
    progress: Report | None = None

    def over(self, writer: CoverageWriter) -> Rehearsal:
        """What a reindex would do to what the writer keeps, which is to be taken back."""
        run = Reindex(
            writer,
            now=datetime.now(UTC),
            coverage=self.coverage,
            progress=self.progress,
            apart=True,
        )
        summary = run.run(self.paths, prune=self.prune)
        return Rehearsal(summary, tuple(map(article_of, run.first)))


class _TakenBackError(Exception):
    """Ends the transaction without keeping anything."""


def rehearsed_in_file(path: Path, what: Rehearsed) -> Rehearsal:
    """What a reindex would do to the coverage at `path`, which stays as it is; no file is made.
    Raises as a reindex does."""
    try:
        connect_to_read(path).close()
    except NothingIndexedError:
        with TemporaryDirectory() as folder:
            return _taken_back(Path(folder, path.name), what)
    return _taken_back(path, what)


def _taken_back(path: Path, what: Rehearsed) -> Rehearsal:
    with exclusive(path), explained(path), closing(connect(path)) as connection:
        found = None
        with suppress(_TakenBackError), writing(connection) as database:
            found = what.over(FileWriter(database))
            raise _TakenBackError
        with suppress(sqlite3.Error):
            empty_log(connection)
    assert found is not None
    return found
