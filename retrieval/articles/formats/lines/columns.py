"""A page whose columns stand beside one another, as in a PDF's layout -> one below another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from statistics import median
from typing import Final

from retrieval.articles.formats.lines.wrapping import STOP

_GUTTER: Final = re.compile(r"(?<=\S) {2,}(?=\S)")
_LEAST: Final = 3
_SHARE: Final = 0.3
"""Lines that a gutter parts, and their share of the page's."""
_NARROWEST: Final = 20
"""Letters of half of a column's lines; what is narrower is a table."""
_CELLS: Final = 2
"""Gaps in a line that make it a table's row."""
_INDENT: Final = 6
_RAGGED: Final = 0.6
_FULL: Final = 0.9
"""Shares of a column's width that lines inside a paragraph have, and that they have alone."""
_MOST_COLUMNS: Final = 4
_MOST_OF_TITLE: Final = 3
"""Lines."""


def one_below_another(lines: list[str], deep: int = _MOST_COLUMNS) -> list[str]:
    """The lines of a page, its columns in the order in which they are read. What stands across them
    stays where it is; rows of a table stay rows."""
    at = _gutter(lines) if deep else None
    if at is None:
        return lines
    alone = _alone(lines)
    found: list[str] = []
    kinds = [
        number not in alone and (not line.strip() or _keeps_clear(line, at))
        for number, line in enumerate(lines)
    ]
    for beside, group in groupby(zip(lines, kinds, strict=True), key=lambda each: each[1]):
        band = [line for line, _ in group]
        found += _parted(band, at, deep) if beside else band
    return found


def with_title_apart(lines: list[str]) -> list[str]:
    """The lines with a blank one after a title in the middle of the page, where none is there."""
    written = [number for number, line in enumerate(lines) if line.strip()]
    if not written:
        return lines
    margin = max(map(len, lines))
    least = min(_indent(lines[number]) for number in written)
    title = 0
    for title, number in enumerate(written[: _MOST_OF_TITLE + 1]):
        line, indent = lines[number], _indent(lines[number]) - least
        if number != written[0] + title or indent < _INDENT or margin - len(line) < indent / 2:
            break
    if not 0 < title <= _MOST_OF_TITLE or written[title] != written[0] + title:
        return lines
    return [*lines[: written[title]], "", *lines[written[title] :]]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _parted(band: list[str], at: int, deep: int) -> list[str]:
    """The lines of both columns; as they are, where too few stand beside others."""
    if sum(_is_beside(line, at) for line in band) < _LEAST:
        return band
    halves = [line[:at].rstrip() for line in band], [line[at:].rstrip() for line in band]
    left, right = (
        _trimmed(one_below_another(_closed(half, other), deep - 1))
        for half, other in (halves, halves[::-1])
    )
    goes_on = not left or not STOP.search(left[-1])
    between = [] if goes_on else [""]
    above, below = ([""] if band and not band[number].strip() else [] for number in (0, -1))
    return [*above, *left, *between, *right, *below]


def _closed(lines: Sequence[str], beside: Sequence[str]) -> list[str]:
    """The lines of a column without blank ones inside its paragraphs, which come of lines of the
    other column that stand half a line higher."""
    width = max(map(len, lines))

    def is_inside(number: int) -> bool:
        if lines[number].strip() or not beside[number].strip():
            return False
        before, after = lines[max(0, number - 1)], "".join(lines[number + 1 : number + 2])
        if not before.strip() or not after.strip() or _indent(after) > _indent(before):
            return False
        full = len(before) / width
        return full >= _RAGGED and (full >= _FULL or not STOP.search(before))

    return [line for number, line in enumerate(lines) if not is_inside(number)]


def _gutter(lines: Sequence[str]) -> int | None:
    """Where the column on the right begins; None where there is one column alone."""
    written = [line for line in lines if line.strip()]
    starts = Counter(each.end() for line in written for each in _GUTTER.finditer(line))
    for at, count in starts.most_common(3):
        beside = [line for line in written if _is_beside(line, at)]
        if count < _LEAST or len(beside) < max(_LEAST, _SHARE * len(written)):
            continue
        halves = ([line[:at].strip() for line in beside], [line[at:].strip() for line in beside])
        if all(median(map(len, half)) >= _NARROWEST for half in halves):
            return at
    return None


def _is_beside(line: str, at: int) -> bool:
    """Whether it is a line of both columns."""
    right = line[at:]
    if not line[:at].strip() or not right.strip():
        return False
    return line[at - 2 : at] == "  " and _indent(right) <= _INDENT


def _keeps_clear(line: str, at: int) -> bool:
    """Whether it is a line of both columns, or of one."""
    if len(line) <= at - 2:
        return len(_GUTTER.findall(line)) < _CELLS
    return not line[:at].strip() or _is_beside(line, at)


def _alone(lines: Sequence[str]) -> set[int]:
    """The first and the last line of the page, where nothing stands near to them."""
    written = [number for number, line in enumerate(lines) if line.strip()]
    found = set[int]()
    if len(written) > 1:
        found |= {written[0]} if written[1] - written[0] > 1 else set()
        found |= {written[-1]} if written[-1] - written[-2] > 1 else set()
    return found


def _trimmed(lines: list[str]) -> list[str]:
    written = [number for number, line in enumerate(lines) if line.strip()]
    return lines[written[0] : written[-1] + 1] if written else []
