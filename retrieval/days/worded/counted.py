"""Days that a text counts from its own day, in a language by its file: yesterday, last week."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from retrieval.analysis.finding.patterns import any_of, is_spaced, plain
from retrieval.days.calendar import Point, Unit, shifted
from retrieval.days.relative import PERIOD, ago, stretch
from retrieval.languages.english.days.relative import DAYS_OF
from retrieval.languages.language import Language

_REACH: Final = 40
"""Characters before a unit of time in which what counts it stands."""


class Counted:
    """Finds days that are counted from another, in texts of plain letters."""

    def __init__(self, of: Language) -> None:
        days = of.days
        names = ((days.today, 0), (days.yesterday, 1), (days.before_yesterday, 2))
        self._back = {plain(form): back for forms, back in names for form in forms}
        self._name = re.compile(any_of(self._back))
        units = {"day": days.day, "week": days.week, "month": days.month, "year": days.year}
        self._units = {plain(form): unit for unit, forms in units.items() for form in forms}
        self._unit = re.compile(any_of(self._units))
        self._weekdays = {
            plain(form): number for number, forms in enumerate(days.weekdays) for form in forms
        }
        self._weekday = re.compile(any_of(self._weekdays))
        self._last_year = re.compile(any_of(days.last_year))
        self._many = frozenset(map(plain, days.many))
        self._numbers = {
            plain(form): number for number, forms in enumerate(of.numbers.words) for form in forms
        }
        spaced = is_spaced("".join(self._units))
        space = r"\s+" if spaced else r"\s*"
        words = any_of(form for form, number in self._numbers.items() if number)
        count = rf"(?P<count>(?<![\w.,])\d{{1,2}}|{words})"
        self._optional_count = spaced
        at, last, this = any_of((*days.at, *days.of)), any_of(days.last), any_of(days.this)
        past = any_of(days.ago)
        self._before = re.compile(
            rf"(?:(?P<ago>{past})\s*(?:{at}\s*)?)?(?:(?P<first>{last}){space})?(?:{count}{space})?"
            rf"(?:(?:(?P<last>{last})|(?P<this>{this})){space})?$"
        )
        which = "" if days.year_first else f"(?P<last>{last})|(?P<this>{this})|"
        self._behind = re.compile(rf"{space}(?:{which}(?P<ago>{past}))")
        self._ago = re.compile(rf"{space}(?P<ago>{past})")
        months = any_of(form for forms in days.months for form in forms)
        self._of_a_time = re.compile(rf"{space}(?:{at}\s*)?(?:{months}|\d{{4}})")
        self._of_a_year = re.compile(rf"{space}\d{{4}}")

    def points(self, text: str, today: date) -> Iterator[Point]:
        """The times that `text` counts from `today`; each has its days fixed."""
        for match in self._name.finditer(text):
            day = shifted(today, -self._back[" ".join(match.group().split())])
            yield Point(match.span(), "day", fixed=(day, day))
        for match in self._last_year.finditer(text):
            yield Point(match.span(), "year", fixed=stretch("last", "year", today))
        for match in self._weekday.finditer(text):
            if point := self._of_weekday(text, match, today):
                yield point
        for match in self._unit.finditer(text):
            if point := self._of_unit(text, match, today):
                yield point

    def _sides(self, text: str, at: re.Match[str]) -> tuple[dict[str, str], tuple[int, int]]:
        """What counts the unit or weekday that stands `at`, and from where to where it does."""
        start, end = at.span()
        before = self._before.search(text, max(0, start - _REACH), start)
        found = {name: word for name, word in before.groupdict().items() if word} if before else {}
        behind = self._ago.match(text, end) if "count" in found else None
        behind = behind or self._behind.match(text, end)
        if found and before:
            start = before.start()
        if behind and not found.keys() & {"last", "this", "first", "ago"}:
            found |= {name: word for name, word in behind.groupdict().items() if word}
            end = behind.end()
        return found, (start, end)

    def _of_weekday(self, text: str, match: re.Match[str], today: date) -> Point | None:
        said, span = self._sides(text, match)
        if "count" in said or "ago" in said or not said.keys() & {"last", "this", "first"}:
            return None
        number = self._weekdays[" ".join(match.group().split())]
        limit = today if "this" in said else shifted(today, -1)
        day = shifted(limit, -((limit.weekday() - number) % 7))
        return Point(span, "day", fixed=(day, day))

    def _of_unit(self, text: str, match: re.Match[str], today: date) -> Point | None:
        said, span = self._sides(text, match)
        word = " ".join(match.group().split())
        unit = self._units[word]
        count = self._count(said)
        known = self._of_a_time if unit in ("week", "month") else self._of_a_year
        if known.match(text, span[1]):
            return None  # the last week of April
        if "ago" in said:
            alone = "count" not in said
            if alone and (not self._optional_count or unit == "day" or word in self._many):
                return None
            return ago(span, count, unit, today)
        which = said.get("last") or said.get("first") or said.get("this")
        if which is None:
            return None
        if "count" in said:
            back = count * DAYS_OF.get(unit, 365)
            recent = "this" not in said and back < PERIOD
            return Point(span, "week", fixed=(shifted(today, -back), today)) if recent else None
        if unit == "day" or word in self._many or which in self._many:
            return None
        kind: Unit = "month" if unit == "month" else "year" if unit == "year" else "week"
        days = stretch("this" if "this" in said else "last", unit, today)
        return Point(span, kind, fixed=days)

    def _count(self, said: dict[str, str]) -> int:
        word = " ".join(said.get("count", "1").split())
        return int(word) if word.isdecimal() else self._numbers[word]


def with_years(found: Sequence[Point], glue: re.Pattern[str], text: str) -> list[Point]:
    """The points, of which a date or month beside "last year" or "this year" is of that year."""
    merged: list[Point] = []
    for point in found:
        last = merged[-1] if merged else None
        if last and glue.fullmatch(text, last.span[1], point.span[0]):
            for dated, year in ((last, point), (point, last)):
                if dated.month and not dated.year and year.unit == "year" and year.fixed:
                    span = (last.span[0], point.span[1])
                    merged[-1] = dated._replace(span=span, year=year.fixed[0].year)
                    break
            else:
                merged.append(point)
            continue
        merged.append(point)
    return merged
