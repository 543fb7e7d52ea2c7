"""The commands, by name, and what becomes of their errors.

What a command needs is imported when it is called: all modules together take longer to import than
a question to answer.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from bot.config import load
from bot.exits import INTERRUPTED
from bot.masking import mask_crashes, masked
from bot.options import CONFIG_FILE
from bot.terminal.lines import echo
from retrieval import NutgrafError, __version__

if TYPE_CHECKING:
    pass

_COMMANDS: Final = {
    "add": ("bot.commands.web.add", "add"),
    "ask": ("bot.commands.ask", "ask"),
    "backup": ("bot.commands.backup", "backup"),
    "chat": ("bot.commands.ask", "chat"),
    "demo": ("bot.commands.coverage.demo", "demo"),
    "disliked": ("bot.commands.operating.disliked", "disliked"),
    "doctor": ("bot.commands.doctor", "doctor"),
    "eval": ("bot.commands.evaluate", "evaluate"),
    "health": ("bot.commands.operating.health", "health"),
    "init": ("bot.commands.coverage.init", "init"),
    "list": ("bot.commands.coverage.listing", "listing"),
    "reindex": ("bot.commands.reindex", "reindex"),
    "remove": ("bot.commands.coverage.remove", "remove"),
    "restore": ("bot.commands.backup", "restore"),
    "run": ("bot.commands.run", "run"),
    "search": ("bot.commands.coverage.search", "search"),
    "service": ("bot.commands.operating.service", "service"),
    "show": ("bot.commands.ask", "show"),
    "stats": ("bot.commands.stats", "stats"),
    "timeline": ("bot.commands.timeline", "timeline"),
    "unanswered": ("bot.commands.stats", "unanswered"),
    "verify": ("bot.commands.verify", "verify"),
    "watch": ("bot.commands.web.watch", "watch"),
    "withdraw": ("bot.commands.coverage.withdraw", "withdraw"),
}
"""Commands by name: their modules and functions. A function has its options, and a Config as its
first argument."""


class _Commands(click.Group):
    """Commands that are imported when they are called."""

    def list_commands(self, context: click.Context) -> list[str]:  # noqa: ARG002
        """The names of all."""
        return list(_COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """The command of this name."""
        if name in _COMMANDS and name not in self.commands:
            module, function = _COMMANDS[name]
            found = getattr(import_module(module), function)
            if not isinstance(found, click.Command):
                found = click.command()(_configured(found))
            self.add_command(found, name)
        return super().get_command(context, name)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def nutgraf() -> None:
    """Answer readers' questions from news coverage, word for word, with citations."""


def _configured(command: Callable[..., None]) -> Callable[..., None]:
    """Give the command a --config option, and the Config as its first argument."""

    @CONFIG_FILE
    @wraps(command)
    def with_config(file: Path | None, **arguments: Any) -> None:
        command(load(file), **arguments)

    return with_config


def main() -> None:
    """Run a command, and turn what a person can mend into one line on standard error."""
    mask_crashes()
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
        _fail(str(error), getattr(error, "exit_code", 1))
    except OSError as error:
        _fail(f"{error.filename}: {error.strerror}" if error.filename else str(error))


def _fail(line: str, code: int = 1) -> None:
    echo(masked(f"error: {line}").replace("\n", "␊"), err=True)
    sys.exit(code)
