"""Lines for a terminal: nothing in an article, a file's name or a reader's words steers it."""

from __future__ import annotations

import json
import re
from typing import Any, Final

import click

from bot.text import visible

QUIET, VERBOSE = "quiet", "verbose"
_UNESCAPED: Final = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""What steers a terminal and stands as it is in JSON that is not all ASCII."""


def echo_json(content: Any, *, indent: int | None = 2) -> None:
    """Write the content as JSON, which escapes what would steer a terminal; on one line without an
    `indent`."""
    text = json.dumps(content, ensure_ascii=False, indent=indent)
    click.echo(_UNESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


def echo(line: str, *, err: bool = False) -> None:
    """Write the line, or lines, to standard output, or to standard error."""
    click.echo(visible(line), err=err)


def note(line: str) -> None:
    """Write a line that nobody needs to standard error, unless it is to be quiet there."""
    if not is_wanted(QUIET):
        echo(line, err=True)


def is_wanted(volume: str) -> bool:
    """Whether the command that runs was given this option: `QUIET` or `VERBOSE`."""
    context = click.get_current_context(silent=True)
    return bool(context and context.meta.get(f"nutgraf.{volume}"))
