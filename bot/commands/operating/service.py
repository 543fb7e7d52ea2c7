"""`nutgraf service`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final, NamedTuple

import click

import bot
from bot.commands.operating.unit import TASKS, bot_unit, obstacle, task_unit, timer_unit
from retrieval import NutgrafError

_NAMES: Final = ("bot", *TASKS)
_ELSEWHERE: Final = (
    "install nutgraf where every user may read it, such as `python3 -m venv /opt/nutgraf`, and run "
    "that one's `nutgraf service`"
)


class PlaceError(NutgrafError):
    """A service cannot run from where nutgraf, or its configuration, is."""


class Installed(NamedTuple):
    """What starts nutgraf, and all places that it needs."""

    program: str
    places: tuple[Path, ...]


@click.command("service", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("which", required=False, type=click.Choice(_NAMES), metavar="[bot|reindex|feeds]")
@click.option("--timer", is_flag=True, help="The timer that starts it; of the reindex if no other.")
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    metavar="FILE",
    default=Path("/etc/nutgraf/config.toml"),
    show_default=True,
    help="The configuration that the service reads.",
)
def service(which: str | None, timer: bool, config: Path) -> None:
    """Print a unit for systemd, for where nutgraf is installed.

    The bot's, or that of a reindex or of a watch of feeds, which end when they are done, and the
    timers that start these. Exits with 1 and one line where no service can run from there.
    """
    if timer:
        if which == "bot":
            raise click.UsageError("the bot runs always; it has no timer")
        click.echo(timer_unit(which or "reindex"), nl=False)
        return
    program, places = installed()
    for place in places:
        if why := obstacle(place):
            raise PlaceError(f"{why}; {_ELSEWHERE}")
    if why := obstacle(config.absolute()):
        raise PlaceError(f"{why}; name another file with --config")
    if which in TASKS:
        click.echo(task_unit(which, program, config.absolute()), nl=False)
    else:
        click.echo(bot_unit(program, config.absolute()), nl=False)


def installed() -> Installed:
    """Where this nutgraf is, with its Python."""
    python = Path(sys.executable)
    script = python.with_name("nutgraf")
    program = str(script) if script.exists() else f"{python} -m bot"
    places = (python, Path(sys.prefix), Path(sys.base_prefix), Path(bot.__file__).parent)
    return Installed(program, places)
