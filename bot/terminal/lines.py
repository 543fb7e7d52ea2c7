"""Lines for a terminal: nothing in an article, a file's name or a reader's words steers it."""

from __future__ import annotations

import click

from bot.text import visible


def echo(line: str, *, err: bool = False) -> None:
    """Write the line, or lines, to standard output, or to standard error."""
    click.echo(visible(line), err=err)
