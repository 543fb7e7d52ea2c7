"""`nutgraf stats` and `nutgraf unanswered`."""

from __future__ import annotations

from contextlib import closing
from dataclasses import asdict
from typing import Any

import click

from bot.archives import access, opened
from bot.config import Config
from bot.readers import reports
from bot.readers.counts import Counts, DayOf, Unanswered
from bot.readers.database import Readers
from bot.terminal.lines import echo, echo_json
from bot.terminal.tables import echo_table
from retrieval import Archive, ClusterAddress, Coverage, NothingIndexedError, entries_in

_MOST_FEEDBACK = 20
_DAYS = 28
_ASKED = ("times", "terms", "day", "unknown", "question")


@click.option("--json", "as_json", is_flag=True, help="Print the figures for programs.")
@click.option("--csv", "as_csv", is_flag=True, help="Print the last 28 days, a row each.")
def stats(config: Config, as_json: bool, as_csv: bool) -> None:
    """Show how the bot is used: questions, refusals, times, without anyone's id."""
    with (
        opened(config) as archive,
        closing(Readers(config.readers, make=False)) as readers,
    ):
        coverage = _coverage(archive, config)
        if as_json:
            echo_json(_for_programs(readers, coverage))
            return
        if as_csv:
            echo_table(DayOf._fields, (each._asdict() for each in Counts(readers).by_day(_DAYS)))
            return
        echo(reports.stats(readers, coverage))
        if said := reports.feedback(readers, _MOST_FEEDBACK):
            echo(f"feedback:\n{said}")


@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="Lines.")
@click.option("--json", "as_json", is_flag=True, help="Print the questions for programs.")
@click.option("--csv", "as_csv", is_flag=True, help="Print a table for spreadsheets.")
def unanswered(config: Config, limit: int, as_json: bool, as_csv: bool) -> None:
    """Show what readers asked that the coverage does not answer, without anyone's id."""
    with closing(Readers(config.readers, make=False)) as readers:
        rows = Counts(readers).unanswered(limit)
    if as_json:
        echo_json({"schema": 1, "questions": [_asked(each) for each in rows]})
    elif as_csv:
        echo_table(_ASKED, map(_asked, rows))
    else:
        echo(reports.unanswered(rows))


def _for_programs(readers: Readers, coverage: Coverage | None) -> dict[str, Any]:
    found = reports.figures(readers)
    feedback = reports.feedback_rows(readers, _MOST_FEEDBACK)
    return {
        "schema": 1,
        "days": 7,
        "questions": found.questions,
        "refused": found.refused,
        "answered_within": {"half": found.half, "ninety_nine": found.ninety_nine},
        "readers": found.readers,
        "following": found.following,
        "thumbs": {"up": found.up, "down": found.down},
        "feedback": found.feedback,
        "newest_feedback": [{"day": day, "words": words} for day, words in feedback],
        "coverage": asdict(coverage) if coverage else None,
    }


def _asked(row: Unanswered) -> dict[str, Any]:
    plain = row._asdict()
    return {"times": plain.pop("number"), **plain}


def _coverage(archive: Archive, config: Config) -> Coverage | None:
    """How far it goes; None while it is empty. Raises NothingIndexedError where there is none."""
    try:
        return archive.coverage()
    except NothingIndexedError:
        if isinstance(config.database, ClusterAddress):
            entries_in(config.database, **access(config))
        elif not archive.path.exists():
            raise
        return None
