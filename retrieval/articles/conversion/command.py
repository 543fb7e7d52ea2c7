"""What an operator says makes plain text of a file: a program and its arguments."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from pathlib import Path
from typing import Final

PLACE: Final = "{}"
"""What stands for the file in a command."""
_OF_A_SHELL: Final = frozenset("| || & && ; > >> < 2> 2>&1 2>/dev/null".split())


def parted(command: str) -> list[str]:
    """The program and its arguments; no shell reads them. Raises ValueError with the remedy where
    the command is none."""
    try:
        words = shlex.split(command)
    except ValueError:
        raise ValueError("a quotation mark is not closed") from None
    if not words or PLACE in words[0]:
        raise ValueError("no program; write it before `{}`")
    if not any(PLACE in each for each in words):
        raise ValueError("the file is missing; write `{}` where it belongs")
    if sign := next((each for each in words if each in _OF_A_SHELL), None):
        raise ValueError(f"no shell reads `{sign}`; put it into a script, and name that")
    return words


def for_file(command: str, path: Path) -> tuple[str, ...]:
    """What is run for the file at `path`, which is one argument whatever is in its name."""
    file = str(path.absolute())
    return tuple(each.replace(PLACE, file) for each in parted(command))


def command_of(path: Path, convert: Iterable[tuple[str, str]]) -> str | None:
    """The command of these suffixes and commands that is for the file; the longest suffix's."""
    name = path.name.lower()
    fitting = [each for each in convert if name.endswith(each[0].lower())]
    return max(fitting, key=lambda each: len(each[0]))[1] if fitting else None
