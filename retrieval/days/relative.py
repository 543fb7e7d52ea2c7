"""Days that a question counts from the day of asking: "yesterday", "last Monday", "2 weeks ago"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from retrieval.days.calendar import Days, Point, Unit, month_of, shifted
from retrieval.languages.english.days.dates import WEEKDAYS
from retrieval.languages.english.days.relative import ABBREVIATED, DAYS_OF, RELATIVE
from retrieval.languages.english.numbers import UP_TO_TWELVE
from retrieval.model import Span

PERIOD: Final = 90
"""Days from which on "the last 12 months" are a period that is spoken of, and no days asked for."""


def relative(question: str, today: date) -> Iterator[Point]:
    """The times that `question` counts from `today`, in text order; each has its days fixed.

    "This week" is the seven days up to today (47 of 49 quiz questions on the news meant those);
    last week, last month and last year are those of the calendar.
    """
    for match in RELATIVE.finditer(question):
        said = {name: word.lower() for name, word in match.groupdict().items() if word}
        span = match.span()
        if "name" in said:
            back = 2 if "before" in said["name"] else said["name"] in ("yesterday", "last night")
            yield _day(span, shifted(today, -back))
        elif "weekday" in said:
            limit = shifted(today, -1) if said["recent"] == "last" else today
            yield _day(span, _latest(said["weekday"], limit))
        elif "ago" in said:
            yield ago(span, _number(said["ago"]), said["each"], today)
        elif "long" in said:
            days = _number(said["long"]) * DAYS_OF[said["units"]]
            if days < PERIOD:
                yield Point(span, "week", fixed=(shifted(today, -days), today))
        elif said["which"] != "the" or said["unit"] == "weekend":
            unit = said["unit"]
            wide: Unit = "month" if unit == "month" else "year" if unit == "year" else "week"
            yield Point(span, wide, fixed=stretch(said["which"], unit, today))
    for match in ABBREVIATED.finditer(question):
        yield _day(match.span("weekday"), _latest(match["weekday"], today))


def _day(span: Span, day: date) -> Point:
    return Point(span, "day", fixed=(day, day))


def _latest(weekday: str, limit: date) -> date:
    number = [name[:3] for name in WEEKDAYS].index(weekday[:3].capitalize())
    return shifted(limit, -((limit.weekday() - number) % 7))


def _number(word: str) -> int:
    if word in ("a", "an"):
        return 1
    return int(word) if word.isdecimal() else UP_TO_TWELVE.index(word) + 1


def ago(span: Span, count: int, unit: str, today: date) -> Point:
    """So many days, weeks, months or years before `today`."""
    if unit == "day":
        return _day(span, shifted(today, -count))
    if unit == "week":
        day = shifted(today, -7 * count)
        return Point(span, "week", fixed=(shifted(day, -3), shifted(day, 3)))
    if unit == "month":
        return Point(span, "month", fixed=month_of(shifted(today, -30 * count)))
    return Point(span, "year", fixed=_year_of(today.year - count))


def stretch(which: str, unit: str, today: date) -> Days:
    """The days of this week, month or year up to `today`, or of the last one."""
    current = which == "this"
    if unit == "weekend":
        saturday = _latest("saturday", today)
        if today.weekday() >= 5 and which not in ("this", "the"):
            saturday = shifted(saturday, -7)
        return saturday, min(shifted(saturday, 1), today)
    if unit == "week":
        monday = shifted(today, -today.weekday() - 7)
        return (shifted(today, -6), today) if current else (monday, shifted(monday, 6))
    if unit == "month":
        first, _ = month_of(today)
        return (first, today) if current else month_of(shifted(first, -1))
    return (date(today.year, 1, 1), today) if current else _year_of(today.year - 1)


def _year_of(year: int) -> Days:
    return date(max(1, year), 1, 1), date(max(1, year), 12, 31)
