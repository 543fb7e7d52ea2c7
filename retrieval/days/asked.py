"""A question -> the days it asks about, and how near an article or a passage is to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Final, Literal

from retrieval.days.calendar import WIDE, Days, Point, Unit, add, joined, placed, shifted
from retrieval.days.relative import relative
from retrieval.days.worded.grammar import Grammar, grammar
from retrieval.days.written import means_time, points
from retrieval.languages.detection import DEFAULT
from retrieval.languages.english.days.asked import (
    AND,
    FUTURE,
    LEAD,
    ONWARDS,
    OWNING,
    PLANNED,
    REPORTED,
    TO,
    YEARS,
)
from retrieval.model import Span

Kind = Literal["on", "since", "before", "between"]


@dataclass(frozen=True, slots=True)
class Asked:
    """The days a question asks about, `first` to `last`, both included; None is an open end.

    `on` favours these days; `since`, `before` and `between`, as the reader wrote them, leave out
    the others. `written` are the question's characters at `span`, which say so. `reported`: it asks
    for what was reported on these days, rather than what happened.
    """

    first: date | None
    last: date | None
    kind: Kind
    span: Span
    written: str
    reported: bool = False


_LISTED: Final = 31
READ: Final = 16
"""Times in a question that are put on the calendar; any further ones are passed over."""
_RANKS: Final[dict[Unit, int]] = {"day": 0, "weekday": 0, "week": 2, "month": 4, "year": 6}


def asked(
    question: str, asked_on: date, *, latest: date | None, language: str = DEFAULT
) -> Asked | None:
    """The days that `question`, in the language of that code, asks about; None where it names none.

    Weekdays and relative days count back from `asked_on`. A date without a year is the latest such
    day not after `asked_on`, nor after `latest`, the newest day of the coverage (None: undated).
    Of several times the most exact counts, then the first. Never raises.
    """
    limit = min(asked_on, latest or asked_on)
    said = _ENGLISH if language == DEFAULT else grammar(language)
    text = said.plain(question)
    read = [
        (_RANKS[group[0].unit] + (one.kind != "on"), one)
        for group in islice(_groups(text, said.found(text, asked_on), said), READ)
        if (one := _read(text, group, asked_on, limit, said))
        and not (one.first and one.first > limit and _is_planned(text, group[0], said))
    ]
    if not read:
        return None
    _, best = min(read, key=lambda ranked: ranked[0])
    written = question[slice(*best.span)]
    return replace(best, written=written, reported=bool(said.reported.search(text)))


def _found(question: str, asked_on: date) -> list[Point]:
    found = list(relative(question, asked_on))
    to_come = FUTURE.search(question)
    for point in (*points(question), *_years(question)):
        ahead = not point.year and to_come and to_come.start() < point.span[0]
        if not ahead and means_time(question, point):
            add(point, found)
    return found


def _is_planned(question: str, point: Point, said: Grammar) -> bool:
    """Whether the time, which the coverage does not reach, is one that it can only look ahead to:
    "the firms that plan to merge in 2024"."""
    planned = said.planned.search(question)
    return bool(point.year and planned and planned.start() < point.span[0])


def _years(question: str) -> Iterator[Point]:
    for match in YEARS.finditer(question):
        for group in (1, 2):
            if match[group]:
                yield Point(match.span(group), "year", year=int(match[group]))


_ENGLISH: Final = Grammar(
    plain=str,
    found=_found,
    lead=LEAD,
    to=TO,
    listed=AND,
    onwards=ONWARDS,
    owning=OWNING,
    planned=PLANNED,
    reported=REPORTED,
    from_to=False,
)


def _groups(question: str, found: list[Point], said: Grammar) -> Iterator[list[Point]]:
    """The points one by one, except that "X to Y" and "X and Y" stay together."""
    start = 0
    while start < len(found):
        group = found[start : start + 2]
        glue = question[group[0].span[1] : group[-1].span[0]]
        alike = group[0].unit == group[-1].unit
        if not (said.to.fullmatch(glue) or (alike and said.listed.fullmatch(glue))):
            group = group[:1]
        yield group
        start += len(group)


def _read(
    question: str, group: list[Point], asked_on: date, limit: date, said: Grammar
) -> Asked | None:
    first, last = group[0], group[-1]
    floor = max(0, first.span[0] - 40)
    lead = said.lead.search(question[floor : first.span[0]])
    behind = said.behind.match(question, last.span[1])
    word = (lead.lastgroup or "") if lead else (behind.lastgroup or "") if behind else ""
    end = asked_on if last.unit == "weekday" else limit
    ranged = bool(said.to.fullmatch(question[first.span[1] : last.span[0]]))
    together = ranged or word == "between"
    days = placed(first, end) if len(group) == 1 else _together(group, end, ranged=together)
    if days is None:
        return None
    if said.owning.match(question, last.span[1]):
        word = ""  # "before this week's ceremony" asks about the ceremony
    if word == "between" and len(group) == 1 and not first.more:
        word = "since" if said.onwards.match(question, last.span[1]) else ""
    if len(group) == 2 and ranged and (not word or (said.from_to and word == "since")):
        word = "between"
    if said.from_to and word == "since" and first.more:
        word = "between"
    open_days, kind = _turned(days, word)
    start = floor + lead.start() if lead and kind != "on" else first.span[0]
    span = (start, behind.end() if behind and kind != "on" else last.span[1])
    return Asked(*open_days, kind, span, question[slice(*span)])


def _together(group: list[Point], limit: date, *, ranged: bool) -> Days | None:
    """From the first to the last; of two that are merely listed far apart, the first alone."""
    first, last = group
    days = joined(first, last, limit)
    if days and (ranged or (days[1] - days[0]).days < _LISTED):
        return days
    return placed(first, limit)


def _turned(days: Days, word: str) -> tuple[tuple[date | None, date | None], Kind]:
    first, last = days
    if word == "since":
        return (first, None), "since"
    if word == "after":
        return (shifted(last, 1), None), "since"
    if word == "before":
        return (None, shifted(first, -1)), "before"
    if word == "until":
        return (None, last), "before"
    if word == "next":
        return (shifted(last, 1), shifted(last, 1)), "on"
    if word == "previous":
        return (shifted(first, -1), shifted(first, -1)), "on"
    return days, "between" if word == "between" else "on"


def nearness(days: Days, asked: Asked, *, spoken: bool = False) -> float:
    """How near `days` are to the days asked about, from 0 to 1; the boost is 20 times this.

    For the day of publication (first and last the same): 1 on an asked day, .8 on the day after,
    when most is written about it, .4 on the day before and two days after, else 0: the recipe that
    took hit@1 of questions with a date from .549 to .937. For days a passage speaks of (`spoken`):
    1 on an asked day, .4 a day beside it. A span of a week or more that is wider than what is asked
    counts .1, and nothing beside it.
    """
    first, last = days
    early = (asked.first - last).days if asked.first else 0
    late = (first - asked.last).days if asked.last else 0
    length = (last - first).days + 1
    width = (asked.last - asked.first).days + 1 if asked.first and asked.last else length
    if length >= WIDE and length > width:
        return 0.1 if early <= 0 and late <= 0 else 0.0
    if early <= 0 and late <= 0:
        return 1.0
    if early == 1:
        return 0.4
    if spoken:
        return 0.4 if late == 1 else 0.0
    return {1: 0.8, 2: 0.4}.get(late, 0.0)
