"""`nutgraf stats` and `nutgraf unanswered`."""

from __future__ import annotations

from contextlib import closing

import click

from bot.config import Config
from bot.readers import reports
from bot.readers.counts import Counts
from bot.readers.database import Readers
from bot.terminal.lines import echo
from retrieval import Archive, Coverage, NothingIndexedError

_MOST_FEEDBACK = 20


def stats(config: Config) -> None:
    """Show how the bot is used: questions, refusals, times, without anyone's id."""
    with (
        Archive(config.database) as archive,
        closing(Readers(config.readers, make=False)) as readers,
    ):
        coverage = _coverage(archive)
        echo(reports.stats(readers, coverage))
        if said := reports.feedback(readers, _MOST_FEEDBACK):
            echo(f"feedback:\n{said}")


@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="Lines.")
def unanswered(config: Config, limit: int) -> None:
    """Show what readers asked that the coverage does not answer, without anyone's id."""
    with closing(Readers(config.readers, make=False)) as readers:
        echo(reports.unanswered(Counts(readers).unanswered(limit)))


def _coverage(archive: Archive) -> Coverage | None:
    """How far it goes; None while it is empty. Raises NothingIndexedError where there is none."""
    try:
        return archive.coverage()
    except NothingIndexedError:
        if not archive.path.exists():
            raise
        return None
