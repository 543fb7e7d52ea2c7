"""Lines -> stretches of text: what blank lines part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_VISIBLE = re.compile(r"[^\s\u00ad\u200b-\u200f\u2060\ufeff]")
_WORDED = re.compile(r"[^\W_]")


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


def stretches(text: str, lines: Sequence[Line], *, each_line: bool | None = None) -> list[Stretch]:
    """The stretches of `text` that blank lines part; where there are none (`each_line`), each
    line is one. A stretch without a letter or digit, such as `* * *`, is left out."""
    if each_line is None:
        each_line = not has_blank_between(lines)
    found: list[Stretch] = []
    gap = 0
    glued = False
    for line in lines:
        if line.blank:
            gap, glued = gap + 1, False
            continue
        if glued and not each_line:
            last = found[-1]
            found[-1] = Stretch(last.start, line.end, last.lines + 1, last.gap)
        else:
            found.append(Stretch(line.start, line.end, 1, gap))
        gap, glued = 0, True
    return [stretch for stretch in found if _WORDED.search(text, stretch.start, stretch.end)]
