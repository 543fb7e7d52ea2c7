"""`nutgraf init`: a configuration of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from bot.config import ConfigError
from bot.settings.found import NAME
from bot.terminal.lines import echo, echo_json

_TEMPLATE: Final = Path(__file__).with_name("template.toml")


@click.command()
@click.option(
    "--config",
    "file",
    type=click.Path(path_type=Path),
    default=NAME,
    metavar="FILE",
    help="The file to write instead of ./config.toml.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was written for programs.")
def init(file: Path, as_json: bool) -> None:
    """Write a config.toml with comments, to start with one's own articles.

    Nothing is asked, and a file that is there is left as it is.
    """
    try:
        with file.open("x", encoding="utf-8") as new:
            new.write(_TEMPLATE.read_text(encoding="utf-8"))
    except FileExistsError:
        raise ConfigError(
            f"{file}: is there already, and stays; remove it, or name another with --config"
        ) from None
    if as_json:
        echo_json({"schema": 1, "config": str(file)})
        return
    echo(f"{file}: written; put articles into the folder articles, then run `nutgraf reindex`")
