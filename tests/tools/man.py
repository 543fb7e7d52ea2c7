"""Manual pages, one for nutgraf and one for each command: `python -m tests.tools.man FOLDER`.

They go into FOLDER/share/man/man1, where `man` finds them once FOLDER/share/man is on its path.
The day on them is that of SOURCE_DATE_EPOCH, today if not set.
"""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from bot.cli import nutgraf
from retrieval import __version__

EXITS: Final = (
    ("0", "Done."),
    ("1", "Something that you can mend, told in one line."),
    ("2", "Wrong usage."),
    ("3", "Something could not be read, or the words that are verified do not stand so."),
    ("78", "Telegram rejects the token."),
    ("130", "Ended by Ctrl-C."),
)
FILES: Final = (
    (
        "config.toml",
        "The configuration: of this folder, else the nearest further up, else the next.",
    ),
    ("~/.config/nutgraf/config.toml", "Your own, where no other is found."),
    ("coverage.db, readers.db", "The articles and their index; what is kept of readers."),
)


def write(folder: Path) -> list[Path]:
    """Write the pages; which they are."""
    target = folder / "share" / "man" / "man1"
    target.mkdir(parents=True, exist_ok=True)
    context = click.Context(nutgraf, info_name="nutgraf", **nutgraf.context_settings)
    pages = {"nutgraf": [*_head(context), *_commands(), *_tables()]}
    for name in nutgraf.list_commands(context):
        command = nutgraf.get_command(context, name)
        assert command
        of_command = click.Context(command, info_name=name, parent=context)
        pages[f"nutgraf-{name}"] = [*_head(of_command), ".SH SEE ALSO", r"\fBnutgraf\fP(1)"]
    for title, lines in pages.items():
        (target / f"{title}.1").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return [target / f"{title}.1" for title in pages]


def _head(context: click.Context) -> Iterator[str]:
    """Title, name, usage, description and options of a command."""
    command = context.command
    title = context.command_path.replace(" ", "-")
    moment = time.gmtime(float(os.environ.get("SOURCE_DATE_EPOCH") or time.time()))
    day = time.strftime("%Y-%m-%d", moment)
    yield f'.TH {_plain(title).upper()} 1 {day} "nutgraf {__version__}" "nutgraf"'
    yield from (".SH NAME", f"{_plain(title)} \\- {_plain(command.get_short_help_str(99))}")
    usage = " ".join(command.collect_usage_pieces(context))
    yield from (".SH SYNOPSIS", f"\\fB{_plain(context.command_path)}\\fP {_plain(usage)}")
    yield ".SH DESCRIPTION"
    for number, paragraph in enumerate(re.split(r"\n\s*\n", (command.help or "").strip())):
        yield from ([".PP"] if number else [])
        yield _plain(" ".join(paragraph.split()))
    yield ".SH OPTIONS"
    for each in command.get_params(context):
        if isinstance(each, click.Option) and (record := each.get_help_record(context)):
            yield from _row(*record)


def _commands() -> Iterator[str]:
    for section, commands in nutgraf.sections.items():
        yield f".SH {section.upper()}"
        for name, each in commands.items():
            yield from (".TP", f"\\fBnutgraf\\-{_plain(name)}\\fP(1)", _plain(each.does))


def _tables() -> Iterator[str]:
    for title, rows in (("EXIT STATUS", EXITS), ("FILES", FILES)):
        yield f".SH {title}"
        for name, told in rows:
            yield from _row(name, told)


def _row(name: str, told: str) -> Iterator[str]:
    yield from (".TP", f"\\fB{_plain(name)}\\fP", _plain(told))


def _plain(text: str) -> str:
    """The text, in which nothing steers the typesetter."""
    escaped = text.replace("\\", r"\e").replace("-", r"\-").replace("'", r"\(aq")
    escaped = escaped.replace("`", r"\(ga").replace("~", r"\(ti").replace("^", r"\(ha")
    return f"\\&{escaped}" if escaped.startswith(".") else escaped


if __name__ == "__main__":
    for page in write(Path(sys.argv[1])):
        print(page)
