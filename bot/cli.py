"""The commands, by name, and what becomes of their errors.

What a command needs is imported when it is called: all modules together take longer to import than
a question to answer.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, Final

import click
from click.shell_completion import add_completion_class

from bot.completion import Bash
from bot.config import load, say_used
from bot.exits import INTERRUPTED
from bot.masking import mask_crashes, masked
from bot.options import CONFIG_FILE
from bot.terminal.group import Commands, Listed
from bot.terminal.lines import VERBOSE, echo
from retrieval import NutgrafError, __version__

_ASK: Final = {
    "ask": Listed("bot.commands.ask", "ask", "Answer QUESTION from the coverage."),
    "chat": Listed(
        "bot.commands.ask", "chat", "Ask in the terminal, and read what Telegram would show."
    ),
    "demo": Listed("bot.commands.coverage.demo", "demo", "Chat with the sample articles."),
    "search": Listed(
        "bot.commands.coverage.search", "search", "List passages with WORDS, for spreadsheets too."
    ),
    "show": Listed(
        "bot.commands.ask", "show", "Show the cited passage at ADDRESS between its neighbours."
    ),
    "timeline": Listed("bot.commands.timeline", "timeline", "Tell the story of WORDS day by day."),
    "verify": Listed(
        "bot.commands.verify", "verify", "Check that a quote still stands, letter for letter."
    ),
}
_COVER: Final = {
    "add": Listed("bot.commands.web.add", "add", "Fetch the articles at URL, and index them."),
    "backup": Listed(
        "bot.commands.backup", "backup", "Copy the coverage and what is kept of readers."
    ),
    "doctor": Listed(
        "bot.commands.doctor", "doctor", "Examine whether the coverage is as its articles say."
    ),
    "init": Listed(
        "bot.commands.coverage.init",
        "init",
        "Write a config.toml, to start with one's own articles.",
    ),
    "list": Listed(
        "bot.commands.coverage.listing", "listing", "List the articles, the newest first."
    ),
    "reindex": Listed(
        "bot.commands.reindex", "reindex", "Index the articles in files and folders."
    ),
    "remove": Listed(
        "bot.commands.coverage.remove", "remove", "Take articles out, and keep them out."
    ),
    "restore": Listed("bot.commands.backup", "restore", "Put back what a backup has copied."),
    "watch": Listed("bot.commands.web.watch", "watch", "Index what changes in folders and feeds."),
    "withdraw": Listed(
        "bot.commands.coverage.withdraw", "withdraw", "Delete an article, or words of it, for good."
    ),
}
_OPERATE: Final = {
    "config": Listed(
        "bot.commands.operating.configured", "configured", "Say which configuration is used."
    ),
    "disliked": Listed(
        "bot.commands.operating.disliked",
        "disliked",
        "Show which passages do not answer, readers say.",
    ),
    "eval": Listed(
        "bot.commands.evaluate", "evaluate", "Measure the answers on QUESTIONS with known answers."
    ),
    "health": Listed("bot.commands.operating.health", "health", "Say whether all is well."),
    "run": Listed("bot.commands.run", "run", "Run the bot on Telegram until it is stopped."),
    "schema": Listed(
        "bot.commands.programs.schema", "schema", "Print what a command's JSON has, as a schema."
    ),
    "service": Listed("bot.commands.operating.service", "service", "Print a unit for systemd."),
    "stats": Listed(
        "bot.commands.stats", "stats", "Show how the bot is used, without anyone's id."
    ),
    "texts": Listed(
        "bot.commands.operating.texts", "texts", "Print the bot's words, to say them otherwise."
    ),
    "unanswered": Listed(
        "bot.commands.stats", "unanswered", "Show what readers asked and the coverage lacks."
    ),
}
_SECTIONS: Final = {"Ask": _ASK, "Coverage": _COVER, "Bot": _OPERATE}
"""Commands by what they are for and by name. A function has its options, and a Config as its first
argument."""


def _configured(command: Callable[..., None]) -> Callable[..., None]:
    """Give the command a --config option, and the Config as its first argument."""

    @CONFIG_FILE
    @wraps(command)
    def with_config(file: Path | None, **arguments: Any) -> None:
        if VERBOSE not in arguments:  # `run` has a log of its own
            say_used(file)
        command(load(file), **arguments)

    return with_config


@click.group(
    cls=Commands,
    sections=_SECTIONS,
    wrapped=_configured,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__)
def nutgraf() -> None:
    """Answer readers' questions from news coverage, word for word, with citations."""


def main() -> None:
    """Run a command, and turn what a person can mend into one line on standard error."""
    mask_crashes()
    add_completion_class(Bash)
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
