"""How a question in a language, by its file, says that it asks for days since, before, between."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain
from typing import Final

from retrieval.analysis.finding.patterns import any_of, is_spaced, plain
from retrieval.days.calendar import Point, add
from retrieval.days.worded.counted import Counted, with_years
from retrieval.days.worded.dates import Dates
from retrieval.days.worded.standing import Standing
from retrieval.languages.language import Language, language

NEVER: Final = re.compile("(?!)")
_ENDS: Final = re.compile(r"(?<![.\s]\w)[.!?…;。！？।]\W{0,3}")
_BEFORE, _SENTENCE, _SOON, _OPENING = 40, 300, 60, 12
"""Characters around a time that tell what is said of it."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """What a language says times with. `plain` makes the letters in which all the rest reads a
    question, as many as it has; `found` the times in it, in its order, by the day of asking.

    `lead` stands before a time, `behind` after it: since, after, before, until, next, previous,
    between; `to` between the first and the last, `listed` between one and another. `onwards` makes
    "from" of "between"; what is `owning` is no such word. `from_to`: "since" begins what has an end
    too. `planned` may be to come, `reported` is asked for as news.
    """

    plain: Callable[[str], str]
    found: Callable[[str, date], list[Point]]
    lead: re.Pattern[str]
    to: re.Pattern[str]
    listed: re.Pattern[str]
    behind: re.Pattern[str] = NEVER
    onwards: re.Pattern[str] = NEVER
    owning: re.Pattern[str] = NEVER
    planned: re.Pattern[str] = NEVER
    reported: re.Pattern[str] = NEVER
    from_to: bool = True


class Reader:
    """Finds the times in texts of plain letters in a language."""

    def __init__(self, of: Language) -> None:
        days = of.days
        self.dates, self.counted, self.standing = Dates(of), Counted(of), Standing(days)
        self.future = re.compile(any_of(days.future))
        at = any_of((*days.at, *days.of, *days.year))
        some = rf"(?:{at}\s*){{0,2}}"
        space = r"\s+" if is_spaced(str(days.months)) else r"\s*"
        self.beside = re.compile(rf",?{space}{some}")
        self.listed = re.compile(rf"(?:,|\s*{any_of(days.listed)}){space}{some}")
        to = any_of((*days.until, *days.to))
        self.to = re.compile(rf"\s?[-–—]\s?{some}|\s*{to}{space}{some}")
        leads = {
            "between": days.between,
            "until": days.until,
            "since": days.since,
            "after": days.after,
            "before": days.before,
        }
        said = "|".join(rf"(?P<{name}>{any_of(words)})" for name, words in leads.items())
        self.lead = NEVER if days.postposed else re.compile(rf"(?:{said})\s*{some}$")
        self.behind = re.compile(rf"\s*{some}(?:{said})") if days.postposed else NEVER
        bounds = any_of((*days.since, *days.until, *days.before))
        self.beyond = NEVER if days.postposed else re.compile(rf"{bounds}\s*{some}$")
        self.beyond_behind = re.compile(rf"\s*{some}{bounds}") if days.postposed else NEVER
        self.between = re.compile(rf"{any_of(days.between)}\s*{some}$")

    def points(self, text: str, day: date) -> list[Point]:
        """The times in `text`, in its order, those counted from `day` among them."""
        found: list[Point] = []
        kinds = self.dates.points(text), self.counted.points(text, day), self.dates.weekdays(text)
        for point in chain.from_iterable(kinds):
            add(point, found)
        found = with_years(found, self.beside, text)
        return [point for point in found if self.standing.means_time(text, point)]

    def told(self, text: str, published: date | None) -> list[Point]:
        """The times that a text of that day speaks of: those that it counts back, but for longer
        ones, and dates; undated, those with a year alone."""
        if published is None:
            return [point for point in self.points(text, date.max) if point.year]
        return [
            point
            for point in self.points(text, published)
            if not point.fixed or (point.unit in ("day", "week") and point.fixed[1] < published)
        ]

    def is_beyond(self, text: str, group: list[Point]) -> bool:
        """Whether the times are bounds of a longer one."""
        start, end = group[0].span[0], group[-1].span[1]
        before = self.beyond.search(text, max(0, start - _BEFORE), start)
        return bool(before or self.beyond_behind.match(text, end)) and not group[0].more

    def is_ahead(self, text: str, group: list[Point]) -> bool:
        """Whether the sentence speaks of this time as one to come; a date with a year never is."""
        start, end = group[0].span[0], group[-1].span[1]
        if group[0].fixed or any(point.year for point in group):
            return False
        head = _ENDS.split(text[max(0, start - _SENTENCE) : start])[-1]
        if len(head) > _OPENING:
            return bool(self.future.search(head))
        return bool(self.future.search(_ENDS.split(text[end : end + _SOON])[0]))

    def asked(self, question: str, asked_on: date) -> list[Point]:
        """The times in a question, years among them, but those that it says are to come."""
        found = self.points(question, asked_on)
        for point in self.dates.years(question):
            add(point, found)
        coming = self.future.search(question)
        if coming is None:
            return found
        return [point for point in found if point.year or point.span[0] < coming.start()]


@cache
def reader(code: str) -> Reader:
    """What finds times in texts of the language."""
    return Reader(language(code))


@cache
def grammar(code: str) -> Grammar:
    """How questions in the language say times."""
    read = reader(code)
    return Grammar(
        plain=plain,
        found=read.asked,
        lead=read.lead,
        behind=read.behind,
        to=read.to,
        listed=read.listed,
        planned=read.future,
    )
