"""Days that a question counts from the day of asking: "yesterday", "last Monday", "2 weeks ago"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from retrieval.days.calendar import Days, Point, Unit, month_of, shifted
from retrieval.languages.english.dates import MONTHS, WEEKDAYS
from retrieval.model import Span

_COUNTS: Final = "one two three four five six seven eight nine ten eleven twelve".split()
_COUNT: Final = rf"[0-9]{{1,3}}|an?|{'|'.join(_COUNTS)}"
_RELATIVE: Final = re.compile(
    r"(?<!than\s)(?<!compared\sto\s)(?<!compared\swith\s)\b"
    r"(?:(?P<name>(?:the\s)?day\sbefore\syesterday|yesterday|today(?!['’]s)|tonight|last\snight"
    r"|this\s(?:morning|afternoon|evening))"
    r"|(?P<which>this|last|past|previous|the)\s(?:past\s)?(?P<unit>weekend|week|month|year)"
    r"|(?P<recent>last|this(?:\spast)?)\s(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
    rf"(?!\s(?:in|of)\s(?:{'|'.join(MONTHS)}))"
    rf"|(?P<ago>{_COUNT})\s(?P<each>day|week|month|year)s?\sago"
    rf"|(?:last|past)\s(?P<long>{_COUNT})\s(?P<units>day|week|month)s?)\b",
    re.IGNORECASE,
)
_ABBREVIATED: Final = re.compile(
    r"\b(?:on|last|since|until|before)\s(?P<weekday>(?:mon|tues?|wed|thu(?:rs?)?|fri))\b"
    r"(?=\W*$|[,?])",
    re.IGNORECASE,
)
_DAYS_OF: Final = {"day": 1, "week": 7, "month": 30}


def relative(question: str, today: date) -> Iterator[Point]:
    """The times that `question` counts from `today`, in text order; each has its days fixed.

    "This week" is the seven days up to today (47 of 49 quiz questions on the news meant those);
    last week, last month and last year are those of the calendar.
    """
    for match in _RELATIVE.finditer(question):
        said = {name: word.lower() for name, word in match.groupdict().items() if word}
        span = match.span()
        if "name" in said:
            back = 2 if "before" in said["name"] else said["name"] in ("yesterday", "last night")
            yield _day(span, shifted(today, -back))
        elif "weekday" in said:
            limit = shifted(today, -1) if said["recent"] == "last" else today
            yield _day(span, _latest(said["weekday"], limit))
        elif "ago" in said:
            yield _ago(span, _number(said["ago"]), said["each"], today)
        elif "long" in said:
            days = _number(said["long"]) * _DAYS_OF[said["units"]]
            yield Point(span, "week", fixed=(shifted(today, -days), today))
        elif said["which"] != "the" or said["unit"] == "weekend":
            unit = said["unit"]
            wide: Unit = "month" if unit == "month" else "year" if unit == "year" else "week"
            yield Point(span, wide, fixed=_stretch(said["which"], unit, today))
    for match in _ABBREVIATED.finditer(question):
        yield _day(match.span("weekday"), _latest(match["weekday"], today))


def _day(span: Span, day: date) -> Point:
    return Point(span, "day", fixed=(day, day))


def _latest(weekday: str, limit: date) -> date:
    number = [name[:3] for name in WEEKDAYS].index(weekday[:3].capitalize())
    return shifted(limit, -((limit.weekday() - number) % 7))


def _number(word: str) -> int:
    if word in ("a", "an"):
        return 1
    return int(word) if word.isdecimal() else _COUNTS.index(word) + 1


def _ago(span: Span, count: int, unit: str, today: date) -> Point:
    if unit == "day":
        return _day(span, shifted(today, -count))
    if unit == "week":
        day = shifted(today, -7 * count)
        return Point(span, "week", fixed=(shifted(day, -3), shifted(day, 3)))
    if unit == "month":
        return Point(span, "month", fixed=month_of(shifted(today, -30 * count)))
    return Point(span, "year", fixed=_year_of(today.year - count))


def _stretch(which: str, unit: str, today: date) -> Days:
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
