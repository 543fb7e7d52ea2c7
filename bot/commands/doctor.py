"""`nutgraf doctor`."""

from __future__ import annotations

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from bot.config import Config
from bot.terminal.lines import echo
from retrieval import Archive, Diagnosis, NotACoverageError

_MOST_SHOWN = 20


def doctor(config: Config) -> None:
    """Examine the coverage: is everything in its file as its articles say?"""
    with Archive(config.database) as archive:
        found = _examined(archive)
    for finding in found.findings[:_MOST_SHOWN]:
        echo(str(finding))
    if len(found.findings) > _MOST_SHOWN:
        echo(f"and {len(found.findings) - _MOST_SHOWN} more")
    if found.findings:
        remedies = dict.fromkeys(finding.remedy for finding in found.findings)
        raise NotACoverageError(config.database, f"not sound; {', or '.join(remedies)}")
    echo(
        f"no faults: {found.articles} articles, {found.passages} passages, "
        f"{found.segments} segments"
    )


def _examined(archive: Archive) -> Diagnosis:
    """Examine with a bar on standard error where that is a terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        return archive.doctor()
    columns = (TextColumn("examining"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as bar:
        task = bar.add_task("", total=None)
        return archive.doctor(lambda done, total: bar.update(task, completed=done, total=total))
