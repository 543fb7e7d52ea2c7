"""A coverage's examination: does everything in its file agree with the articles it holds?"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Final

from retrieval.analysis import terms as analysis
from retrieval.reindex.soundness.altered import Finding, altered
from retrieval.reindex.soundness.examination import Examination, Report
from retrieval.store.database import meta
from retrieval.store.faults import NONSENSE

REINDEX: Final = "run `nutgraf reindex`"
_PATIENCE: Final = 3.0  # seconds


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """How many `articles`, `passages` and `segments` of the index a coverage holds, and what is
    wrong with it: nothing, if there are no `findings`."""

    articles: int
    passages: int
    segments: int
    findings: tuple[Finding, ...]


def diagnose(database: Connection, *, progress: Report | None = None) -> Diagnosis:
    """Examines the coverage inside the caller's read transaction; takes as long as a full reindex.

    `progress` is told how many steps are done, and of how many. Raises sqlite3.DatabaseError for a
    file that SQLite does not find whole.
    """
    (report,) = database.execute("pragma integrity_check(1)").fetchone()
    if report != "ok":
        raise sqlite3.DatabaseError(f"malformed: {report.splitlines()[-1]}")
    articles, passages, segments = database.execute(
        "select (select count(*) from articles), (select count(*) from passages), "
        "(select count(*) from segments)"
    ).fetchone()
    findings: Iterable[Finding]
    version = meta(database, "analysis")
    if articles and version != analysis.VERSION:
        what = f"made by another version ({version}) than this nutgraf's ({analysis.VERSION})"
        findings = [*altered(database), Finding("its analysis", what, REINDEX)]
    else:
        findings = _read_by_read(Examination(database, progress).findings())
    return Diagnosis(articles, passages, segments, tuple(findings))


def is_damaged(database: Connection) -> bool:
    """Whether a fault is found in a few seconds, inside the caller's read transaction."""
    give_up = time.monotonic() + _PATIENCE

    def progress(done: int, total: int) -> None:  # noqa: ARG001
        if time.monotonic() > give_up:
            raise TimeoutError

    try:
        (report,) = database.execute("pragma quick_check(1)").fetchone()
        found = _read_by_read(Examination(database, progress).findings())
        return report != "ok" or next(found, None) is not None
    except TimeoutError:
        return False
    except NONSENSE:
        return True


def _read_by_read(findings: Iterator[Finding]) -> Iterator[Finding]:
    """The findings, and that the examination could not go on, where that is so."""
    try:
        yield from findings
    except NONSENSE as error:
        yield Finding("the file", f"cannot be examined any further ({type(error).__name__})")
