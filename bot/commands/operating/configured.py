"""`nutgraf config`."""

from __future__ import annotations

import os

import click

from bot.config import PREFIX, Config, file_of, looked_for
from bot.terminal.lines import echo, echo_json


@click.option("--json", "as_json", is_flag=True, help="Print the paths for programs.")
def configured(config: Config, as_json: bool) -> None:
    """Say which configuration is used, and where what it names lies.

    Without --config and NUTGRAF_CONFIG that is the config.toml of this folder, else the nearest
    further up, else your own in ~/.config/nutgraf.
    """
    used = file_of(click.get_current_context().params["file"])
    file = str(used.absolute()) if used else None
    passed = looked_for().passed
    names = sorted(each for each in os.environ if each.upper().startswith(PREFIX))
    articles = [str(each) for each in (*config.seeds, *(one.path for one in config.coverage))]
    if as_json:
        echo_json(
            {
                "schema": 1,
                "config": file,
                "passed_over": [{"file": str(path), "reason": why} for path, why in passed],
                "variables": names,
                "database": str(config.database),
                "readers": str(config.readers),
                "articles": articles,
            }
        )
        return
    echo(f"config    {file or 'none'}")
    for path, why in passed:
        echo(f"          not {path}: {why}")
    echo(f"variables {', '.join(names) or 'none'}")
    echo(f"database  {config.database}")
    echo(f"readers   {config.readers}")
    for each in articles:
        echo(f"articles  {each}")
