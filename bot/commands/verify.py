"""`nutgraf verify` and `nutgraf timeline`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import datetime
from typing import Any

import click

from bot.config import Config
from bot.exits import OTHERWISE
from bot.terminal.screen import Screen
from retrieval import Archive

Command = Callable[..., Any]


@click.argument("address", required=False)
@click.argument("text", required=False)
@click.option("--text", "anywhere", metavar="TEXT", help="The same as TEXT; needs no ADDRESS.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found for programs.")
def verify(
    config: Config, address: str | None, text: str | None, anywhere: str | None, as_json: bool
) -> None:
    """Check that a quote still stands in the coverage, letter for letter.

    ADDRESS is that of a quote. With TEXT, its words are looked for there, and without an ADDRESS
    in all articles; where they stand nowhere, the closest passage is shown with a word diff.
    Spaces and line ends do not count. Exits with 0 if the words stand, with 3 if not.
    """
    if text and anywhere:
        raise click.UsageError("give the text once: as TEXT, or with --text")
    words = text or anywhere
    if not address and not (words and words.strip()):
        raise click.UsageError("give an ADDRESS, or words with --text")
    with Archive(config.database, labels=config.outlets) as archive:
        verification = archive.verify(address, words)
    if as_json:
        click.echo(json.dumps(verification.as_json(), ensure_ascii=False, indent=2))
    else:
        Screen().verification(verification)
    if verification.verdict != "stands":
        sys.stdout.flush()
        sys.exit(OTHERWISE)


def _day(name: str, variable: str, words: str) -> Callable[[Command], Command]:
    kind = click.DateTime(["%Y-%m-%d"])
    return click.option(name, variable, type=kind, metavar="YYYY-MM-DD", help=words)


@click.argument("words", nargs=-1, required=True)
@_day("--from", "since", "The first day.")
@_day("--to", "until", "The last day; what is undated is left out.")
@click.option("--json", "as_json", is_flag=True, help="Print the timeline for programs.")
def timeline(
    config: Config,
    words: tuple[str, ...],
    since: datetime | None,
    until: datetime | None,
    as_json: bool,
) -> None:
    """Tell the story of WORDS day by day.

    For each day that the coverage speaks of, one whole sentence, word for word, with its citation.
    It is said whether a passage speaks of the day or its article is dated so. Undated sentences
    come last.
    """
    with Archive(config.database, labels=config.outlets) as archive:
        told = archive.timeline(
            " ".join(words),
            since=since.date() if since else None,
            until=until.date() if until else None,
        )
    if as_json:
        click.echo(json.dumps(told.as_json(), ensure_ascii=False, indent=2))
    else:
        Screen().timeline(told)
