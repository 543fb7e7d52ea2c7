"""The dates, months, holidays and weekdays written in a text, as points for the calendar."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from retrieval.days.calendar import Point, free_place
from retrieval.days.prefilter import Sign, around
from retrieval.languages.english.days.dates import (
    AFTER,
    BEFORE,
    LINES,
    MONTH_FORMS,
    MONTH_LINE,
    MONTHS,
    NAMES,
    ORDINALS,
    REACHES,
    TYPED,
    TYPED_MONTH,
    WEEKDAYS,
)
from retrieval.languages.english.days.written import (
    BARE_HOLIDAY,
    FESTIVE,
    HOLIDAYS,
    MONTH_OR_VERB,
    NO_TIME_AFTER,
    NO_TIME_BEFORE,
    NO_TIME_WORDS,
    WHEN,
    WHEN_OR_LISTED,
)
from retrieval.model import Span

_MONTH_STARTS: Final = tuple(month[:3] for month in MONTHS)


def points(text: str, *, signs: Sequence[Sign] | None = None) -> list[Point]:
    """The dates, months and weekdays in `text`, in text order; none overlaps another.

    `signs`: those of an article's text; None for a reader's writing, in which capitals mean
    nothing. What stands around a point is `means_time`'s to judge; years alone are left to the
    caller.
    """
    found: list[Point] = []
    for match in _typed(text) if signs is None else _in_prose(text, signs):
        place = free_place(match.span(), found)
        if place is not None and (point := _point(match)):
            found.insert(place, point)
    return found


def _typed(text: str) -> Iterator[re.Match[str]]:
    for line, forms in enumerate(TYPED):
        if line == MONTH_LINE and not TYPED_MONTH.search(text):
            continue
        for form in forms:
            yield from form.finditer(text)


def _in_prose(text: str, held: Sequence[Sign]) -> Iterator[re.Match[str]]:
    for line, forms in enumerate(LINES):
        near = around(text, held, 1 << line, REACHES[line])
        if near and line == MONTH_LINE:
            yield from _with_month(text, near)
        elif near:
            for form in forms:
                yield from form.finditer(text, *near)


def _with_month(text: str, near: Span) -> Iterator[re.Match[str]]:
    """The forms with a month: each is looked for beside the months that may stand in it."""
    names = [each.span() for each in NAMES.finditer(text, *near)]
    for form, before, after, reach in MONTH_FORMS:
        fit = [
            start
            for start, end in names
            if after.match(text, end) and before.search(text[max(0, start - BEFORE) : start])
        ]
        if fit:
            yield from form.finditer(text, max(0, fit[0] - reach), fit[-1] + AFTER)


def _point(match: re.Match[str]) -> Point | None:
    written = match.groupdict()
    year = int(written["year"]) if written.get("year") else None
    weekday = written.get("weekday")
    number = WEEKDAYS.index(weekday.capitalize()) if weekday else None
    if "dd" in written:
        return in_figures(match.span(), int(written["dd"]), int(written["mm"]), year)
    if "holiday" in written:
        return _holiday(match.span(), written["holiday"], year)
    if "month" not in written:
        return Point(match.span(), "weekday", weekday=number)
    month = _MONTH_STARTS.index(written["month"][:3].capitalize()) + 1
    if written.get("ordinal"):
        day = ORDINALS.index(written["ordinal"].lower()) + 1
    elif written.get("day"):
        day = int(written["day"])
    else:
        return Point(match.span(), "month", month=month, year=year)
    until = int(written.get("until") or day)
    return Point(match.span(), "day", month, day, max(0, until - day), year, number)


def in_figures(span: Span, day: int, month: int, year: int | None) -> Point | None:
    """A date in figures alone; None where there is none such."""
    if month > 12:
        day, month = month, day
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Point(span, "day", month=month, day=day, year=year)


def _holiday(span: Span, name: str, year: int | None) -> Point:
    words = re.sub(r"['’]?s\b", "", name.lower().replace("christmas", "christma"))
    words = " ".join(words.replace("christma", "christmas").split()).removesuffix(" night")
    month, day, more = HOLIDAYS.get(words) or HOLIDAYS["christmas"]
    return Point(span, "day", month, day, more, year)


def means_time(text: str, point: Point) -> bool:
    """Whether what stands around `point` lets it be a time that has been.

    Not so in "next Monday", "every Friday", "Black Friday", "Sunday Times", "12 may have died", for
    a month without a preposition ("the march on Kyiv", "Theresa May"), in "the Christmas tree".
    """
    before, after = text[max(0, point.span[0] - 24) : point.span[0]], text[point.span[1] :][:16]
    written = text[slice(*point.span)]
    if point.fixed or (point.year and point.unit == "day"):
        return True
    if point.unit == "month" and not point.year:
        verbs = written in ("may", "march")
        return bool((WHEN if verbs else WHEN_OR_LISTED).search(before))
    if (
        before[:-1].lower().endswith(NO_TIME_WORDS) and NO_TIME_BEFORE.search(before)
    ) or NO_TIME_AFTER.match(after):
        return False
    if BARE_HOLIDAY.fullmatch(written):
        return bool(WHEN_OR_LISTED.search(before)) and not FESTIVE.match(after)
    if point.unit == "day" and not point.year and MONTH_OR_VERB.search(written):
        return bool(WHEN.search(before) or not after or re.match(r"\W*$|[,?.;:]", after))
    return True
