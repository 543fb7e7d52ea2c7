"""The dates, months, weekdays and years written in a text, in a language by its file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from retrieval.analysis.finding.patterns import any_of, is_spaced, plain
from retrieval.days.calendar import Point
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
_ISO: Final = (
    r"(?<![\w.-])(?P<year>[12]\d{3})(?P<mark>[-/])(?P<mm>\d{2})(?P=mark)(?P<dd>\d{2})(?![\w-])"
)
_FIGURES: Final = (
    r"(?<![\w./-])(?P<dd>\d{1,2})(?P<mark>[./-])\s?(?P<mm>\d{1,2})(?P=mark)\s?"
    r"(?P<year>[12]\d{3})(?![\d/-]|\.\d)"
)
_STOPPED: Final = r"(?P<dd>\d{1,2})\.\s?(?P<mm>\d{1,2})\.(?![\w%]|\.?\d)"
_SLASHED: Final = r"(?P<dd>\d{1,2})/(?P<mm>\d{1,2})(?![\w/%]|\.\d)"


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
            self._after = re.compile(
                rf"{_ENDING}\.?,?\s*(?:(?:{of}|{at}|{year})\s*){{0,2}}{century}{tail}"
            )
        self._years = re.compile(
            rf"(?<![\w.,:/–-]){century}(?:\s?[-–—]\s?{century.replace('<year>', '<last>')})?"
        )
        lead = any_of((*days.since, *days.until, *days.before, *days.after, *days.between))
        self._lead = re.compile(rf"(?:{lead}|{at}|{year}){space}$")
        behind = any_of(days.at if days.postposed else ())
        self._of_year = re.compile(rf"\s?{year}|'\w{{1,6}}|\s{behind}")
        self._ending = re.compile(_ENDING)
        self._bare_years = days.bare_years
        self._figures = [re.compile(_ISO), re.compile(_FIGURES)]
        self._figures.append(re.compile(rf"{at}\s+{_STOPPED}"))
        self._figures.append(re.compile(rf"{any_of(days.day)}\s+{_SLASHED}"))

    def points(self, text: str) -> Iterator[Point]:
        """The dates and months in `text`, the surest first; `Standing` tells which are none."""
        for form in self._figures:
            for match in form.finditer(text):
                if point := self._in_figures(match):
                    yield point
        for month in self._month.finditer(text):
            yield self._dated(text, month)

    def weekdays(self, text: str) -> Iterator[Point]:
        """The weekdays in `text`."""
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
            end = of_year.end() if of_year else match.end()
            last = match["last"]
            first_end = match.end("year") if last else end
            yield Point((match.start(), first_end), "year", year=self._of(match["year"]))
            if last:
                yield Point((match.start("last"), end), "year", year=self._of(last))

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
        ending = after or self._ending.match(text, end)
        span = (before.start() if before else start, ending.end() if ending else end)
        if dated is None:
            return Point(span, "month", month=number, year=year)
        day = int(dated["day"])
        if self._year_first:
            return Point(span, "day", number, day, 0, year)
        weekday = dated["weekday"]
        until = int(dated["until"] or day)
        of_week = self._weekdays.get(" ".join(weekday.split())) if weekday else None
        return Point(span, "day", number, day, max(0, until - day), year, of_week)

    def _in_figures(self, match: re.Match[str]) -> Point | None:
        year = match.groupdict().get("year")
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
        tuple(
            form for form in forms if form == forms[0] or len(form) > _SHORT or not is_spaced(form)
        )
        for forms in names
    )
