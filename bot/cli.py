"""Every command, and all wiring.

What a command needs is imported when it is called: all modules together take longer to import than
a question to answer.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from bot.config import MOST_QUOTES, Config, load
from bot.exits import INTERRUPTED
from retrieval import NutgrafError

if TYPE_CHECKING:
    from retrieval import Archive

_ELSEWHERE: Final = {
    "doctor": ("bot.commands.doctor", "doctor"),
    "eval": ("bot.commands.evaluate", "evaluate"),
    "run": ("bot.commands.run", "run"),
    "stats": ("bot.commands.run", "stats"),
    "timeline": ("bot.commands.verify", "timeline"),
    "unanswered": ("bot.commands.run", "unanswered"),
    "verify": ("bot.commands.verify", "verify"),
}
"""Commands by name: their modules and functions."""


class _Commands(click.Group):
    """Those of this module, and those elsewhere, which are imported by name."""

    def list_commands(self, context: click.Context) -> list[str]:
        """The names of all."""
        return sorted({*super().list_commands(context), *_ELSEWHERE})

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """The command of this name."""
        if name in _ELSEWHERE and name not in self.commands:
            module, function = _ELSEWHERE[name]
            found = getattr(import_module(module), function)
            if not isinstance(found, click.Command):
                found = click.command()(configured(found))
            self.add_command(found, name)
        return super().get_command(context, name)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="nutgraf")
def nutgraf() -> None:
    """Answer readers' questions from news coverage, word for word, with citations."""


def configured(command: Callable[..., None]) -> Callable[..., None]:
    """Give the command a --config option, and the Config as its first argument."""

    @click.option(
        "--config",
        "file",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="The configuration to use instead of ./config.toml.",
    )
    @wraps(command)
    def with_config(file: Path | None, **arguments: Any) -> None:
        command(load(file), **arguments)

    return with_config


@nutgraf.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path())
@click.option(
    "--prune/--no-prune",
    default=True,
    help="Remove articles that vanished from these paths (the default), or keep them.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was done for programs.")
@configured
def reindex(config: Config, paths: tuple[str, ...], prune: bool, as_json: bool) -> None:
    """Index the articles in PATHs: files, folders, patterns such as 'archive/**/*.jsonl.gz'.

    Without a PATH, the configured seeds.
    """
    from bot.commands import reindex as reindexing

    with _opened(config) as archive:
        reindexing.reindex(archive, paths or config.seeds, prune=prune, as_json=as_json)


@nutgraf.command()
@click.argument("question", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print the answer for programs.")
@click.option("--limit", type=click.IntRange(1, MOST_QUOTES), help="How many quotes at most.")
@click.option(
    "--asked-on",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The day from which `yesterday` counts; today if not given.",
)
@click.option("--party", metavar="PARTY", help="Quote only what this party says.")
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Answer from articles published by then only.",
)
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Answer with what is new since then only.",
)
@click.option("--explain", is_flag=True, help="Say why each passage was chosen.")
@configured
def ask(
    config: Config,
    question: tuple[str, ...],
    as_json: bool,
    limit: int | None,
    asked_on: datetime | None,
    party: str | None,
    as_of: datetime | None,
    since: datetime | None,
    explain: bool,
) -> None:
    """Answer QUESTION from the coverage."""
    words, day = " ".join(question), (asked_on or as_of or datetime.now()).date()
    with _opened(config) as archive:
        answer = archive.ask(
            words,
            limit=limit or config.quotes,
            asked_on=day,
            party=party,
            as_of=as_of.date() if as_of else None,
            since=since.date() if since else None,
        )
        quotes = answer.quotes if explain else ()
        reasons = [archive.explain(words, each.address, asked_on=day) for each in quotes]
    if as_json:
        content = answer.as_json()
        if explain:
            content["explanations"] = [each.as_json() for each in reasons]
        click.echo(json.dumps(content, ensure_ascii=False, indent=2))
        return
    from bot.terminal.screen import Screen

    Screen().answer(answer)
    for number, each in enumerate(reasons, start=1):
        Screen().explanation(each, number)


@nutgraf.command()
@click.argument("address")
@configured
def show(config: Config, address: str) -> None:
    """Show the cited passage at ADDRESS between its neighbours."""
    from bot.terminal.screen import Screen

    with _opened(config) as archive:
        Screen().excerpt(archive.show(address))


@nutgraf.command()
@configured
def chat(config: Config) -> None:
    """Ask in the terminal, and read what Telegram would show."""
    from bot.terminal.chat import converse

    with _opened(config) as archive:
        converse(archive, quotes=config.quotes, examples=config.examples)


def _opened(config: Config) -> Archive:
    from retrieval import Archive

    return Archive(config.database, threshold=config.threshold, labels=config.outlets)


def main() -> None:
    """Run a command, and turn what a person can mend into one line on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # an ASCII terminal is no error
    try:
        nutgraf.main(prog_name="nutgraf", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # the interpreter flushes once more on its way out
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except NutgrafError as error:
        _fail(str(error))
    except OSError as error:
        _fail(f"{error.filename}: {error.strerror}" if error.filename else str(error))


def _fail(line: str) -> None:
    click.echo(f"error: {line}", err=True)
    sys.exit(1)
