"""A text -> its lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_VISIBLE = re.compile(r"[^\s\u00ad\u200b-\u200f\u2060\ufeff]")


class Line(NamedTuple):
    """A line of a text, trimmed: its span; `blank` where nothing in it can be seen."""

    start: int
    end: int
    blank: bool


class Stretch(NamedTuple):
    """Neighbouring lines; `gap` is how many blank lines stand before them."""

    start: int
    end: int
    lines: int
    gap: int


def lines_of(text: str) -> list[Line]:
    """The lines of `text`, whose newlines are `\\n`, with their offsets in it."""
    lines = []
    start = 0
    for line in text.split("\n"):
        trimmed = line.strip()
        lead = 0 if trimmed == line else len(line) - len(line.lstrip())
        blank = not trimmed or not (trimmed[0].isalnum() or _VISIBLE.search(line))
        lines.append(Line(start + lead, start + lead + len(trimmed), blank))
        start += len(line) + 1
    return lines


def has_blank_between(lines: Sequence[Line]) -> bool:
    """Whether a blank line stands between two that are not."""
    written = [number for number, line in enumerate(lines) if not line.blank]
    return bool(written) and written[-1] - written[0] >= len(written)
