"""The dates, months, weekdays and years written in a text, in a language by its file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from retrieval.analysis.finding.patterns import any_of, is_spaced, plain
from retrieval.days.calendar import Point
from retrieval.days.written import in_figures
from retrieval.languages.language import Days, Language

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_ORDINAL = r"(?:\s?\.|°|er|re|o|a|:e|-?(?:го|е|ое|те|ме))?"
_YEAR = r"(?P<year>(?:1[0-9]|20)\d\d)(?![\d%]|[.,]\d)"
_ENDING = r"(?:'\w{1,6})?"
_REACH: Final = 60
"""Characters before a month's name in which its day stands."""
_SHORT: Final = 3
"""Letters of a form that is cut short, which is no weekday."""
_FIGURE: Final = re.compile(r"\d[./-]\s?\d")
"""What every date in figures has."""
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

    def __init__(self, of: Language) -> None:
        days = of.days
        self._months = _numbered(days.months)
        self._weekdays = _numbered(_long(days.weekdays))
        self._year_first, self._ahead = days.year_first, days.years_ahead
        self._spelt = _spelt(of) if days.year_first else {}
        self._month = re.compile(("(?<![\\d十])" if self._spelt else "") + any_of(self._months))
        self._weekday = re.compile(f"(?P<name>{any_of(self._weekdays)}){_ENDING}")
        self._ending, self._bare_years = re.compile(_ENDING), days.bare_years
        self._century = _YEAR.replace("(?:1[0-9]|20)", "2[45]") if days.years_ahead else _YEAR
        self._before, self._after = self._sides(days)
        at = any_of(days.at)
        slashed = rf"{any_of(days.day)}\s+{_SLASHED}"
        figures = (_ISO, _FIGURES, rf"{at}\s+{_STOPPED}", slashed)
        self._figures = tuple(map(re.compile, figures))
        self._years_in(of)

    def _sides(self, days: Days) -> tuple[re.Pattern[str], re.Pattern[str]]:
        """What stands before a month and after it in a date."""
        at, of, year = any_of(days.at), any_of(days.of), any_of(days.year)
        if days.year_first:
            day = rf"(?P<day>{_DAY}|{any_of(self._spelt)})"
            return (
                re.compile(rf"(?:{self._century}\s*{year}\s*)?$"),
                re.compile(rf"\s*{day}\s*{any_of(days.day)}"),
            )
        joining = any_of((*days.listed, *days.until, *days.to))
        until = rf"(?:\s?[-–—]\s?|\s*{joining}\s*(?:{at}\s*)?)(?P<until>{_DAY}){_ORDINAL}"
        beside = rf"(?:(?P<weekday>{any_of(self._weekdays)}),?\s+(?:{at}\s+)?)?"
        day = rf"(?<!\w)(?<!\d[.,:/–-])(?P<day>{_DAY}){_ORDINAL}(?:{until})?"
        between = rf"(?:(?:{of}|{at}|{year})\s*){{0,2}}"
        tail = rf"(?:\s?{year}\.?|{_ENDING})"
        return (
            re.compile(rf"{beside}{day}\s*(?:{of}\s*)?$"),
            re.compile(rf"{_ENDING}\.?,?\s*{between}{self._century}{tail}"),
        )

    def _years_in(self, of: Language) -> None:
        """Makes the patterns of years that stand alone."""
        days = of.days
        spaced = is_spaced("".join(self._months))
        leads = (*days.since, *days.until, *days.before, *days.after, *days.between)
        year, at = any_of(days.year), set(days.at) - set(of.speech.inside)
        last = self._century.replace("<year>", "<last>")
        begins = r"(?<![\w.,:/–-])" if spaced else r"(?<![\d.,:/–-])"
        self._years = re.compile(rf"{begins}{self._century}(?:\s?[-–—]\s?{last})?")
        lead = any_of((*leads, *at, *days.year))
        self._lead = re.compile(lead + (r"\s+$" if spaced else r"\s*$"))
        behind = any_of((*days.at, *leads) if days.postposed else ())
        self._of_year = re.compile(rf"\s?{year}|'\w{{1,6}}|(?=\s{behind})")
        self._article = re.compile(rf"{any_of(of.speech.inside)}\s+$")
        joining = any_of((*days.listed, *days.until, *days.to))
        self._joining = re.compile(rf"\s*{joining}\s*(?:{any_of(days.at)}\s*)?")

    def points(self, text: str) -> Iterator[Point]:
        """The dates and months in `text`, the surest first; `Standing` tells which are none."""
        for form in self._figures if _FIGURE.search(text) else ():
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
        end = -1
        for match in self._years.finditer(text):
            start = match.start()
            before = self._lead.search(text, max(0, start - _REACH), start)
            joined = end >= 0 and self._joining.fullmatch(text, end, start)
            of_year = self._of_year.match(text, match.end())
            if not (before or joined or of_year or self._bare_years):
                continue
            if not (before or joined or of_year) and self._is_counted(text, start):
                continue
            end = of_year.end() if of_year else match.end()
            last = match["last"]
            yield Point(
                (start, match.end("year") if last else end), "year", year=self._of(match["year"])
            )
            if last:
                yield Point((match.start("last"), end), "year", year=self._of(last))

    def _is_counted(self, text: str, start: int) -> bool:
        """Whether an article stands before a number, which then counts something."""
        return bool(self._article.search(text, max(0, start - _REACH), start))

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
        day = int(dated["day"]) if dated["day"].isdecimal() else self._spelt[dated["day"]]
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


def _spelt(of: Language) -> dict[str, int]:
    """The days of a month in words, each the number of tens and ones."""
    ones = ["", *(forms[0] for forms in of.numbers.words[1:10])]
    ten = of.numbers.words[10][0]
    tens = ["", ten, ones[2] + ten, ones[3] + ten]
    return {tens[day // 10] + ones[day % 10]: day for day in range(1, 32)}


def _long(names: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(
            form for form in forms if form == forms[0] or len(form) > _SHORT or not is_spaced(form)
        )
        for forms in names
    )
