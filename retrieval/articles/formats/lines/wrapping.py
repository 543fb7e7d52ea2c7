"""Lines -> stretches of text: what blank lines part, and what was wrapped at a margin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from retrieval.articles.formats.lines.blocks import Line, Stretch, has_blank_between
from retrieval.articles.formats.lines.turns import turn_lines

_WORDED: Final = re.compile(r"[^\W_]")
_WIDEST: Final = 110
"""Letters of a line beyond which it is a paragraph, not a line of one."""
STOP: Final = re.compile(r"[.?!…:;。！？][\s\"'’‘”“»«›‹)\]}]*$")
_GOES_ON: Final = 0.3
_FULL: Final = 0.6
"""The share of lines that must end inside a sentence, and of the margin that these must reach."""
_INDENT: Final = 2


def stretches(text: str, lines: Sequence[Line], *, each_line: bool | None = None) -> list[Stretch]:
    """The stretches of `text` that blank lines part, or indented lines; where there are no blank
    ones (`each_line`), each line is one, but for lines that go on. In a transcript each turn of
    speech begins one. A stretch without a letter or digit, such as `* * *`, is left out."""
    if each_line is None:
        each_line = not has_blank_between(lines)
    turns = turn_lines(text, lines)
    found: list[Stretch] = []
    for gap, run in _runs(lines):
        begins = starts(text, run) if each_line else _indented(text, run)
        if turns:
            begins = _with_turns(run, begins, turns)
        for number, (line, new) in enumerate(zip(run, begins, strict=True)):
            if new:
                found.append(Stretch(line.start, line.end, 1, 0 if number else gap))
            else:
                last = found[-1]
                found[-1] = Stretch(last.start, line.end, last.lines + 1, last.gap)
    return [stretch for stretch in found if _WORDED.search(text, stretch.start, stretch.end)]


def _runs(lines: Sequence[Line]) -> Iterator[tuple[int, list[Line]]]:
    """Neighbouring lines that are not blank, with how many blank ones stand before them."""
    gap, run = 0, list[Line]()
    for line in lines:
        if not line.blank:
            run.append(line)
            continue
        if run:
            yield gap, run
            gap, run = 0, []
        gap += 1
    if run:
        yield gap, run


def _indented(text: str, run: Sequence[Line]) -> list[bool]:
    """The same where blank lines part: paragraphs start inside a run at indented lines alone."""
    if len(run) > 2 and (found := _by_indents(text, run)):
        return found
    return [True] + [False] * (len(run) - 1)


def _with_turns(
    run: Sequence[Line], begins: Sequence[bool], turns: Mapping[int, bool]
) -> list[bool]:
    """The same, where a paragraph starts with each turn of speech and not behind who speaks."""
    found = [new or line.start in turns for line, new in zip(run, begins, strict=True)]
    for number in range(1, len(run)):
        if turns.get(run[number - 1].start) and run[number].start not in turns:
            found[number] = False
    return found


def starts(text: str, lines: Sequence[Line]) -> list[bool]:
    """For each of neighbouring lines that are not blank, whether a paragraph starts there.

    Where the lines are indented, paragraphs start at the indented ones; else after a line that ends
    with a stop and left room for the next word. What is not wrapped are paragraphs, a line each.
    """
    if found := _by_indents(text, lines):
        return found
    widths = [line.end - line.start for line in lines]
    if not _is_wrapped(text, lines, widths):
        return [True] * len(lines)
    margin = max(widths)
    begins = [True]
    for before, line in pairwise(lines):
        word = text[line.start : line.end].split(" ", 1)[0]
        room = before.end - before.start + 1 + len(word) <= margin
        begins.append(room and (_ends(text, before) or before.end - before.start < margin / 2))
    return begins


def _by_indents(text: str, lines: Sequence[Line]) -> list[bool] | None:
    """Where paragraphs start by their indents; None where lines are not indented so."""
    indents = [_indent(text, line) for line in lines]
    least = min(indents)
    deep = [indent >= least + _INDENT for indent in indents]
    widest = max(line.end - line.start for line in lines)
    if not any(deep) or all(deep) or widest > _WIDEST or not _is_prose(text, lines, deep):
        return None
    return [number == 0 or indented for number, indented in enumerate(deep)]


def _is_wrapped(text: str, lines: Sequence[Line], widths: Sequence[int]) -> bool:
    widest = max(widths)
    if len(lines) < 2 or widest > _WIDEST:
        return False
    inside = [not _ends(text, line) for line in lines[:-1]]
    full = [widths[at] >= _FULL * widest for at, goes_on in enumerate(inside) if goes_on]
    return sum(inside) >= _GOES_ON * len(inside) and sum(full) >= 0.7 * len(full) > 0


def _is_prose(text: str, lines: Sequence[Line], deep: Sequence[bool]) -> bool:
    """Whether a line that is not indented goes on with the one before it."""
    return any(
        not indented and not _ends(text, before)
        for before, indented in zip(lines, deep[1:], strict=False)
    )


def _indent(text: str, line: Line) -> int:
    return line.start - (text.rfind("\n", 0, line.start) + 1)


def _ends(text: str, line: Line) -> bool:
    return STOP.search(text, max(line.start, line.end - 12), line.end) is not None
