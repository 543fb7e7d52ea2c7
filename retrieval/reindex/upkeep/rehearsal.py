"""A reindex that is taken back: what it would do, and how articles would read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
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
from retrieval.reindex.writers.writer import Report
from retrieval.store.database import connect, connect_to_read, empty_log, writing
from retrieval.store.faults import explained
from retrieval.store.lock import exclusive
from retrieval.stored.articles import article_of


class Rehearsal(NamedTuple):
    """What a reindex would do, and the first articles that it would add or change."""

    summary: Summary
    articles: tuple[Article, ...]


class _TakenBackError(Exception):
    """Ends the transaction without keeping anything."""


def rehearse(
    path: str | Path,
    paths: str | Path | Iterable[str | Path],
    *,
    coverage: Iterable[Described] = (),
    prune: bool = True,
    progress: Report | None = None,
) -> Rehearsal:
    """What `Archive.reindex` would do with the same `paths`, `coverage`, `prune` and `progress` to
    the coverage at `path`, which stays as it is; no file is made. Raises as that does."""
    path = Path(path)
    try:
        connect_to_read(path).close()
    except NothingIndexedError:
        with TemporaryDirectory() as folder:
            return _rehearsed(
                Path(folder, path.name), paths, coverage, prune=prune, progress=progress
            )
    return _rehearsed(path, paths, coverage, prune=prune, progress=progress)


def _rehearsed(
    path: Path,
    paths: str | Path | Iterable[str | Path],
    coverage: Iterable[Described],
    *,
    prune: bool,
    progress: Report | None,
) -> Rehearsal:
    with exclusive(path), explained(path), closing(connect(path)) as connection:
        found = None
        with suppress(_TakenBackError), writing(connection) as database:
            run = Reindex(
                FileWriter(database),
                now=datetime.now(UTC),
                coverage=coverage,
                progress=progress,
                apart=True,
            )
            summary = run.run(paths, prune=prune)
            found = Rehearsal(summary, tuple(map(article_of, run.first)))
            raise _TakenBackError
        with suppress(sqlite3.Error):
            empty_log(connection)
    assert found is not None
    return found
