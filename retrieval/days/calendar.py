"""Days of the calendar, and times as written that are put on it. `written_days` finds such times
in a text, `asked_days` reads questions with them, `spoken_days` passages. All of it is pure.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import MAXYEAR, MINYEAR, date, timedelta
from operator import attrgetter
from typing import Final, Literal, NamedTuple

from retrieval.model import Span

Days = tuple[date, date]
"""A first and a last day, both included."""

Unit = Literal["day", "weekday", "week", "month", "year"]

WIDE: Final = 7
"""From so many days on, a span says little about each of its days."""


_SPAN: Final = attrgetter("span")


class Point(NamedTuple):
    """A time as written, not yet put on the calendar; a year that is not written is None.

    `more`: how many days follow the first; `fixed`: the days, where nothing is left to find out.
    """

    span: Span
    unit: Unit
    month: int = 0
    day: int = 0
    more: int = 0
    year: int | None = None
    weekday: int | None = None
    fixed: Days | None = None


def add(point: Point, found: list[Point]) -> None:
    """Put `point` into `found`, kept in text order, unless it shares a character with another."""
    place = free_place(point.span, found)
    if place is not None:
        found.insert(place, point)


def free_place(span: Span, found: list[Point]) -> int | None:
    """Where in `found`, in text order, a point at `span` belongs; None if one is there already."""
    if not found:
        return 0
    start, end = span
    place = bisect_left(found, span, key=_SPAN)
    free_before = place == 0 or found[place - 1].span[1] <= start
    free_after = place == len(found) or end <= found[place].span[0]
    return place if free_before and free_after else None


def placed(point: Point, limit: date) -> Days | None:
    """The days that `point` means: without a year, the latest that begin not after `limit`.

    A weekday beside a date without a year picks the latest year in which both agree, if one of the
    last twelve does. None: there is no such day (31 February).
    """
    if point.fixed:
        return point.fixed
    if point.unit == "weekday" and point.weekday is not None:
        day = shifted(limit, -((limit.weekday() - point.weekday) % 7))
        return day, day
    if point.unit == "year":
        return _span(point, point.year or limit.year)
    if point.year:
        return _span(point, point.year)
    past = list(_past(point, limit))
    for days in past:
        if point.weekday is None or days[0].weekday() == point.weekday:
            return days
    return past[0] if past else None


def _past(point: Point, limit: date) -> Iterator[Days]:
    for year in range(limit.year, max(limit.year - 12, MINYEAR - 1), -1):
        days = _span(point, year)
        if days and days[0] <= limit:
            yield days


def _span(point: Point, year: int) -> Days | None:
    if not MINYEAR <= year <= MAXYEAR:
        return None
    if point.unit == "year":
        return date(year, 1, 1), date(year, 12, 31)
    if point.unit == "month":
        return month_of(date(year, point.month, 1))
    try:
        first = date(year, point.month, point.day)
    except ValueError:
        return None
    return first, shifted(first, point.more)


def joined(first: Point, last: Point, limit: date) -> Days | None:
    """From the one to the other, each taking the year that only the other has; None if backwards.

    "from 31 December to 2 January 2023" begins in 2022; "24 February 2022 to 3 March" ends in 2022.
    """
    if first.year and not last.year and not last.fixed and last.unit in ("day", "month"):
        begin = _span(first, first.year)
        ends = [_span(last, first.year + later) for later in (0, 1)]
        end = next((end for end in ends if begin and end and end[1] >= begin[0]), None)
    else:
        end = placed(last, limit)
        begin = placed(first, end[1]) if end else None
    return (begin[0], end[1]) if begin and end and begin[0] <= end[1] else None


def month_of(day: date) -> Days:
    """The first and the last day of the month of `day`."""
    following = shifted(day.replace(day=28), 4)
    last = shifted(following, -following.day) if following.month != day.month else following
    return day.replace(day=1), last


def shifted(day: date, days: int) -> date:
    """`day` moved by `days`, held at the ends of the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min
