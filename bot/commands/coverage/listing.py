"""`nutgraf list`."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime

import click

from bot.archives import access
from bot.completion import named
from bot.config import Config
from bot.terminal.lines import echo, echo_json
from retrieval import ClusterAddress, Entry, entries


@click.option(
    "--outlet",
    metavar="NAME",
    shell_complete=named("outlet"),
    help="Only articles of this outlet.",
)
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Only articles published on this day or later.",
)
@click.option("--waiting", is_flag=True, help="Those whose day, or embargo, lies ahead.")
@click.option("--json", "as_json", is_flag=True, help="Print the list for programs.")
def listing(
    config: Config, outlet: str | None, since: datetime | None, waiting: bool, as_json: bool
) -> None:
    """List the articles, the newest first: day, id, outlet, headline.

    Articles whose day or embargo lies ahead are not among them, as they are not for readers;
    --waiting lists these alone, with the moment, in UTC, at which they come out.
    """
    found = _entries(config, outlet, since.date() if since else None, waiting)
    if as_json:
        echo_json({"schema": 1, "articles": [asdict(each) for each in found]})
        return
    for each in found:
        echo(_line(each))


def _entries(
    config: Config, outlet: str | None, since: date | None, waiting: bool
) -> tuple[Entry, ...]:
    if not isinstance(config.database, ClusterAddress):
        return entries(config.file, outlet=outlet, since=since, waiting=waiting)
    from retrieval import entries_in

    return entries_in(
        config.database, outlet=outlet, since=since, waiting=waiting, **access(config)
    )


def _line(entry: Entry) -> str:
    day = entry.until or (entry.published or "undated")[:10]
    return "  ".join(filter(None, (f"{day:10}", entry.article, entry.outlet, entry.headline)))
