"""The dates, months, weekdays and years written in a text, in a language by its file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from retrieval.days.calendar import Point
from retrieval.days.worded.patterns import NOTHING, any_of, is_spaced, plain
from retrieval.days.written import in_figures
from retrieval.languages.language import Days

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_ORDINAL = r"(?:\s?\.|er|re|o|a|:e|-?(?:го|е|ое|те|ме))?"
_YEAR = r"(?P<year>(?:1[0-9]|20)\d\d)(?![\d%]|[.,]\d)"
_ENDING = r"(?:'\w{1,6})?"
_REACH: Final = 60
"""Characters before a month's name in which its day stands."""
_SHORT: Final = 3
"""Letters of a form that is cut short, which is no weekday."""
_ISO: Final = r"(?<![\w.-])(?P<year>[12]\d{3})(?P<mark>[-/])(?P<mm>\d{2})(?P=mark)(?P<dd>\d{2})(?![\w-])"
_FIGURES: Final = (
    r"(?<![\w./-])(?P<dd>\d{1,2})(?P<mark>[./-])\s?(?P<mm>\d{1,2})(?P=mark)\s?"
    r"(?P<year>[12]\d{3})(?![\d/-]|\.\d)"
)
_NO_FRACTION: Final = re.compile(r"[1-4]/[1-4]")


class Dates:
    """Finds times as they are written in a language, in texts of plain letters."""

    def __init__(self, days: Days) -> None:
        self._months = _numbered(days.months)
        self._weekdays = _numbered(_long(days.weekdays))
        self._year_first, self._ahead = days.year_first, days.years_ahead
        space = r"\s+" if is_spaced("".join(self._months)) else r"\s*"
        at, of = any_of(days.at), any_of(days.of)
        year, some = any_of(days.year), rf"(?:{at}\s*)?"
        digits = "" if space == r"\s+" else r"(?<![\d十])"
        century = _YEAR.replace("(?:1[0-9]|20)", "2[45]") if days.years_ahead else _YEAR
        until = rf"\s?[-–—]\s?|\s*(?:{any_of((*days.listed, *days.until, *days.to))})\s*{some}"
        day = rf"(?P<day>{_DAY}){_ORDINAL}(?:(?:{until})(?P<until>{_DAY}){_ORDINAL})?"
        beside = rf"(?:(?P<weekday>{any_of(self._weekdays)}),?\s+(?:{at}\s+)?)?"
        tail = rf"(?:\s?{year}\.?|{_ENDING})"
        self._month = re.compile(digits + any_of(self._months))
        self._weekday = re.compile(f"(?P<name>{any_of(self._weekdays)}){_ENDING}")
        if days.year_first:
            self._before = re.compile(rf"(?:{century}\s*{year}\s*)?$")
            self._after = re.compile(rf"\s*(?P<day>{_DAY})\s*{any_of(days.day)}")
        else:
            self._before = re.compile(rf"{beside}(?<!\w)(?<!\d[.,:/–-]){day}\s*(?:{of}\s*)?$")
            self._after = re.compile(rf"{_ENDING}\.?,?\s*(?:(?:{of}|{at}|{year})\s*){{0,2}}{century}{tail}")
        self._years = re.compile(rf"(?<![\w.,:/–-]){century}(?:\s?[-–—]\s?{century.replace('<year>', '<last>')})?")
        lead = any_of((*days.since, *days.until, *days.before, *days.after, *days.between))
        self._lead = re.compile(rf"(?:{lead}|{at}|{year}){space}$")
        self._no_lead = re.compile(rf"(?:{at}|{lead})\s*$")
        self._of_year = re.compile(rf"\s?{year}|'\w")
        self._bare_years = days.bare_years
        self._figures = [re.compile(_ISO), re.compile(_FIGURES)]
        short = r"(?P<dd>\d{1,2})(?P<mark>[./])\s?(?P<mm>\d{1,2})(?:(?<=/\d)|(?<=/\d\d)|\.)(?![\w/%]|\.\d)"
        self._figures.append(re.compile(rf"{at}\s+{short}"))
        self._unsure = re.compile(any_of((*days.unsure, *_short(days.months))))
        which = any_of((*days.last, *days.this))
        self._told = re.compile(rf"(?:{at}|{lead}|{which})\s*$")
        self._told_behind = re.compile(rf"\s+{any_of(days.last)}")
        glue = any_of((*days.listed, *days.to, *days.until))
        self._among = re.compile(rf"(?:[-–—]|{glue})\s*{some}$")
        self._no_time = re.compile(rf"{any_of((*days.next, *days.every))}\s+$")
        self._no_time_behind = re.compile(rf"\s+{any_of(days.next)}")

    def points(self, text: str) -> Iterator[Point]:
        """The times in `text`, the surest first; `means_time` tells which are none."""
        for form in self._figures:
            for match in form.finditer(text):
                if point := self._in_figures(text, match):
                    yield point
        for month in self._month.finditer(text):
            yield self._dated(text, month)
        for match in self._weekday.finditer(text):
            number = self._weekdays[" ".join(match["name"].split())]
            yield Point(match.span(), "weekday", weekday=number)

    def years(self, text: str) -> Iterator[Point]:
        """The years that stand alone, beside a word that tells that they are years."""
        for match in self._years.finditer(text):
            before = self._lead.search(text, max(0, match.start() - _REACH), match.start())
            of_year = self._of_year.match(text, match.end())
            if not (before or of_year or self._bare_years):
                continue
            end = of_year.end() if of_year and of_year.group()[0] != "'" else match.end()
            last = match["last"]
            first_end = match.end("year") if last else end
            yield Point((match.start(), first_end), "year", year=self._of(match["year"]))
            if last:
                yield Point((match.start("last"), end), "year", year=self._of(last))

    def means_time(self, text: str, point: Point) -> bool:
        """Whether what stands around `point` lets it be a time that has been."""
        if point.fixed or point.year:
            return True
        start, end = point.span
        before = max(0, start - _REACH)
        if self._no_time.search(text, before, start) or self._no_time_behind.match(text, end):
            return False
        named = point.unit == "month" or self._unsure.search(text, start, end)
        if not named:
            return True
        if self._told.search(text, before, start) or self._told_behind.match(text, end):
            return True
        return point.unit == "month" and bool(self._among.search(text, before, start))

    def _dated(self, text: str, month: re.Match[str]) -> Point:
        """The date or month that the name of a month belongs to."""
        start, end = month.span()
        number = self._months[" ".join(month.group().split())]
        before = self._before.search(text, max(0, start - _REACH), start)
        after = self._after.match(text, end)
        if self._year_first:
            dated, named = after, before
        else:
            dated, named = before, after
        written = named["year"] if named else None
        year = self._of(written) if written else None
        span = (before.start() if before else start, after.end() if after else end)
        if dated is None:
            return Point(span, "month", month=number, year=year)
        day = int(dated["day"])
        if self._year_first:
            return Point(span, "day", number, day, 0, year)
        weekday = dated["weekday"]
        until = int(dated["until"] or day)
        of_week = self._weekdays.get(" ".join(weekday.split())) if weekday else None
        return Point(span, "day", number, day, max(0, until - day), year, of_week)

    def _in_figures(self, text: str, match: re.Match[str]) -> Point | None:
        year = match.groupdict().get("year")
        if year is None and _NO_FRACTION.fullmatch(text[match.start("dd") :][:3]):
            return None
        span = (match.start("dd") if year is None else match.start(), match.end())
        point = in_figures(span, int(match["dd"]), int(match["mm"]), int(year) if year else None)
        return point if year or int(match["mm"]) <= 12 else None

    def _of(self, year: str) -> int:
        return int(year) - self._ahead


def _numbered(names: tuple[tuple[str, ...], ...]) -> dict[str, int]:
    """The number of each name: of months from 1 on, of weekdays from 0."""
    first = 1 if len(names) == 12 else 0
    return {plain(form): number for number, forms in enumerate(names, first) for form in forms}


def _long(names: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(form for form in forms if form == forms[0] or len(form) > _SHORT or not is_spaced(form))
        for forms in names
    )


def _short(names: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    """Forms cut short, which may be other words."""
    for forms in names:
        yield from (form for form in forms[1:] if forms[0].startswith(form))
