"""Whether what stands around a time, in a language by its file, lets it be one that has been."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from retrieval.analysis.finding.patterns import any_of, is_spaced
from retrieval.days.calendar import Point
from retrieval.languages.language import Days

_REACH: Final = 60
"""Characters before a time in which what says that it is one stands."""
_SHORT: Final = 4
"""Letters of a name that is cut short."""


class Standing:
    """Tells by the words around a time, in texts of plain letters."""

    def __init__(self, days: Days) -> None:
        at, last = any_of(days.at), any_of(days.last)
        lead = any_of((*days.since, *days.until, *days.before, *days.after, *days.between))
        self._year_first = days.year_first
        short = any_of(_cut_short(days.months))
        self._short = re.compile(short)
        self._unsure = re.compile(f"{any_of(days.unsure)}|{short}")
        which = rf"(?:{at}|{lead}|{last}|{any_of(days.this)})"
        self._told = re.compile(rf"{which}\s*(?:{any_of(days.of)}\s*)?$")
        behind = any_of((*days.last, *days.at) if days.postposed else days.last)
        self._told_behind = re.compile(rf"(?:'\w{{1,6}})?\s+{behind}")
        glue = any_of((*days.listed, *days.to, *days.until))
        self._among = re.compile(rf"(?:[-–—]|{glue})\s*(?:{at}\s*)?$")
        self._no_time = re.compile(rf"{any_of((*days.next, *days.every))}\s+$")
        self._no_time_behind = re.compile(rf"\s+{any_of(days.next)}")

    def means_time(self, text: str, point: Point) -> bool:
        """Whether it does: not for a month alone without a preposition, or "next Monday"."""
        if point.fixed or point.year:
            return True
        start, end = point.span
        before = max(0, start - _REACH)
        if self._no_time.search(text, before, start) or self._no_time_behind.match(text, end):
            return False
        if point.unit == "month" and self._short.search(text, start, end):
            return False
        alone = point.unit == "month" and not self._year_first
        if not (alone or self._unsure.search(text, start, end)):
            return True
        if self._told.search(text, before, start) or self._told_behind.match(text, end):
            return True
        return point.unit == "month" and bool(self._among.search(text, before, start))


def _cut_short(names: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    """Forms cut short, which may be other words."""
    for forms in names:
        for form in forms[1:]:
            short = len(form) <= _SHORT and len(form) + 1 < len(forms[0])
            if short and is_spaced(form) and forms[0].startswith(form):
                yield form
