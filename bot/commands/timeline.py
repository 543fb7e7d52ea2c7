"""`nutgraf timeline`."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import click

from bot.archives import opened
from bot.completion import named
from bot.config import Config, languages_of
from bot.terminal.lines import echo_json

if TYPE_CHECKING:
    from bot.locales.texts import Texts
    from retrieval import Timeline

_Command = Callable[..., None]


def _day(name: str, variable: str, words: str) -> Callable[[_Command], _Command]:
    kind = click.DateTime(["%Y-%m-%d"])
    return click.option(name, variable, type=kind, metavar="YYYY-MM-DD", help=words)


@click.argument("words", nargs=-1, required=True)
@_day("--from", "since", "The first day.")
@_day("--to", "until", "The last day; what is undated is left out.")
@click.option(
    "--outlet",
    metavar="OUTLET",
    shell_complete=named("outlet"),
    help="Only what this outlet's articles say.",
)
@click.option(
    "--path",
    metavar="PATH",
    shell_complete=named("place"),
    help="Only what the articles at or below this id say.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the timeline for programs.")
def timeline(
    config: Config,
    words: tuple[str, ...],
    since: datetime | None,
    until: datetime | None,
    outlet: str | None,
    path: str | None,
    as_json: bool,
) -> None:
    """Tell the story of WORDS day by day.

    For each day that the coverage speaks of, one whole sentence, word for word, with its citation.
    It is said whether a passage speaks of the day or its article is dated so. Undated sentences
    come last.
    """
    with opened(config) as archive:
        told = archive.timeline(
            " ".join(words),
            since=since.date() if since else None,
            until=until.date() if until else None,
            outlet=outlet,
            path=path,
        )
    if as_json:
        echo_json({"schema": 1} | told.as_json())
    else:
        _paged(told, languages_of(config).texts_here())


def _paged(told: Timeline, texts: Texts) -> None:
    """Show the timeline, in a terminal a page at a time."""
    from bot.terminal.screen import Screen

    screen = Screen(texts=texts)
    if not screen.console.is_terminal:
        screen.timeline(told)
        return
    os.environ.setdefault("LESS", "-RFX")  # links and colours as they are; ends where all fits
    with screen.console.pager(styles=True, links=True):
        screen.timeline(told)
