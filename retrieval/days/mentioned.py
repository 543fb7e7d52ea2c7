"""A passage and its article's day -> the days it speaks of, by small rules.

Nearest past day, the article's own included (58 of 60 hand-made cases; dateparser 41 to 49).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from retrieval.analysis.finding.patterns import plain
from retrieval.days.calendar import WIDE, Days, Point, add, joined, placed, shifted
from retrieval.days.prefilter import RELATIVE, Sign, around, signs_in
from retrieval.days.worded.grammar import reader
from retrieval.days.written import means_time, points
from retrieval.languages.detection import DEFAULT
from retrieval.languages.english.days.dates import WEEKDAYS
from retrieval.languages.english.days.mentioned import (
    AFTER_A_DAY,
    AND,
    BESIDE_A_DAY,
    BEYOND,
    COUNTED_BACK,
    DONE,
    FUTURE,
    OPENING,
    PAST,
    RANGED,
    TO,
)
from retrieval.languages.english.numbers import UP_TO_TEN
from retrieval.model import Span


class Spoken(NamedTuple):
    """Days a passage speaks of, `first` to `last`, both included, and the characters that say so.

    `wide`: a month, or another span of a week and more; a weaker sign than a day.
    """

    first: date
    last: date
    span: Span

    @property
    def wide(self) -> bool:
        """Whether the span says little about each of its days."""
        return (self.last - self.first).days + 1 >= WIDE


_RELATIVE_REACH: Final = (40, 40)
"""More characters than stand before and after what is a sign of these."""
_SENTENCE_END: Final = re.compile(r"(?<![.\s][A-Za-z])[.!?;…][”’\"')\]]{0,2}\s")
_ROUND_AGAIN: Final = 300
"""Days: of 45 dates in news, without a year and longer past than this, 42 were yet to come."""
_SENTENCE: Final = 300
_SOON: Final = 60


def spoken(
    text: str,
    published: date | None,
    signs: Sequence[Sign] | None = None,
    language: str = DEFAULT,
) -> tuple[Spoken, ...]:
    """The days that `text`, in the language of that code, speaks of, each once, in text order.

    Weekdays and dates without a year are the latest not after `published`, the article's day;
    without it only dates with a year count. What is yet to come ("will meet on Friday", "next
    Monday") and the bounds of a longer time ("since 24 February", "until May") give no day. A date
    without a year that comes round again within two months is taken as yet to come. Never raises.
    `signs`: those of the text (see `written_days.signs_in`), where they are known.
    """
    if language != DEFAULT:
        found = list(_worded(plain(text), published, language))
    else:
        signs = signs_in(text) if signs is None else signs
        found = list(_spoken(text, published, signs)) if signs else []
    if not found:
        return ()
    distinct = {(one.first, one.last): one for one in reversed(found)}
    return tuple(sorted(distinct.values(), key=lambda one: one.span))


def _spoken(text: str, published: date | None, signs: Sequence[Sign]) -> Iterator[Spoken]:
    found = _found(text, published, signs)
    start = 0
    while start < len(found):
        group = found[start : start + 2]
        before = text[max(0, group[0].span[0] - 24) : group[0].span[0]]
        ranged = False
        if len(group) == 2:
            glue = text[group[0].span[1] : group[-1].span[0]]
            ranged = bool(TO.fullmatch(glue))
            alike = group[0].unit == group[-1].unit
            if not (ranged or (alike and AND.fullmatch(glue))):
                group = group[:1]
            ranged = ranged or bool(RANGED.search(before))
        start += len(group)
        if not (BEYOND.search(before) or _is_ahead(text, group)):
            yield from _placed(group, published, as_one=ranged)


def _worded(text: str, published: date | None, language: str) -> Iterator[Spoken]:
    """As `_spoken`, of a text of plain letters in a language by its file."""
    read = reader(language)
    found = read.told(text, published)
    start = 0
    while start < len(found):
        group = found[start : start + 2]
        before = read.between.search(text, max(0, group[0].span[0] - 40), group[0].span[0])
        glue = text[group[0].span[1] : group[-1].span[0]]
        ranged = len(group) == 2 and bool(read.to.fullmatch(glue))
        alike = group[0].unit == group[-1].unit and read.listed.fullmatch(glue)
        if len(group) == 2 and not (ranged or alike):
            group = group[:1]
        start += len(group)
        if (ranged or not read.is_beyond(text, group)) and not read.is_ahead(text, group):
            yield from _placed(group, published, as_one=ranged or bool(before))


def _found(text: str, published: date | None, signs: Sequence[Sign]) -> list[Point]:
    found = list(_relative(text, published, signs)) if published else []
    for point in points(text, signs=signs):
        known = published or point.unit != "weekday"
        if known and means_time(text, point):
            add(point, found)
    return found


def _relative(text: str, published: date, signs: Sequence[Sign]) -> Iterator[Point]:
    near = around(text, signs, RELATIVE, _RELATIVE_REACH)
    for match in COUNTED_BACK.finditer(text, *near) if near else ():
        how = match.lastgroup or ""
        if how == "night" and (
            BESIDE_A_DAY.match(text, match.end())
            or AFTER_A_DAY.search(text[max(0, match.start() - 12) : match.start()])
        ):
            continue
        yield Point(match.span(), "day", fixed=_counted(how, match[how], published))


def _counted(how: str, word: str, published: date) -> Days:
    monday = shifted(published, -published.weekday())
    if how == "week":
        return shifted(monday, -7), shifted(monday, -1)
    if how == "weekend":
        saturday = shifted(published, -((published.weekday() - 5) % 7))
        return saturday, min(shifted(saturday, 1), published)
    if how in ("then", "last"):
        limit = shifted(monday if how == "then" else published, -1)
        day = shifted(limit, -((limit.weekday() - WEEKDAYS.index(word)) % 7))
    elif how == "weeks":
        day = shifted(published, -7)
    elif how == "ago":
        count = int(word) if word.isdecimal() else UP_TO_TEN.index(word.lower()) + 1
        day = shifted(published, -count)
    else:
        day = shifted(published, -{"one": 1, "night": 1, "two": 2}.get(how, 0))
    return day, published if how == "night" else day


def _placed(group: list[Point], published: date | None, *, as_one: bool) -> Iterator[Spoken]:
    """The group as one span, if it is meant so and shorter than a week; else point by point."""
    first, last = group[0], group[-1]
    limit = published or date.max
    together = joined(first, last, limit) if len(group) == 2 else None
    if together and as_one and (together[1] - together[0]).days + 1 < WIDE:
        yield Spoken(*together, (first.span[0], last.span[1]))
        return
    if together and last.year and not first.year and not first.fixed:
        first = first._replace(year=_year_before(first, together[1]))
    elif together and first.year and not last.year and not last.fixed:
        last = last._replace(year=together[1].year)
    for point in (first, last)[: len(group)]:
        days = placed(point, limit) if published or point.year else None
        if days and not _comes_round_again(point, days, limit):
            yield Spoken(*days, point.span)


def _comes_round_again(point: Point, days: Days, limit: date) -> bool:
    """Whether a date without a year is rather the next one than `days`, the one before `limit`."""
    return not point.year and not point.fixed and (limit - days[0]).days > _ROUND_AGAIN


def _year_before(point: Point, limit: date) -> int | None:
    days = placed(point, limit)
    return days[0].year if days else None


def _is_ahead(text: str, group: list[Point]) -> bool:
    """Whether the sentence speaks of this time as one to come; a date with a year never is."""
    start, end = group[0].span[0], group[-1].span[1]
    if any(point.year for point in group) or group[0].fixed:
        return False
    floor = max(0, start - _SENTENCE)
    if not FUTURE.search(text, floor, end + _SOON):
        return False
    head = _SENTENCE_END.split(text[floor:start])[-1]
    if OPENING.fullmatch(head):
        tail = _SENTENCE_END.split(text[end : end + _SOON])[0]
        coming, done = FUTURE.search(tail), DONE.search(tail)
        return bool(coming and (not done or coming.start() <= done.start()))
    ends = [match.end() for match in FUTURE.finditer(head)]
    return bool(ends and not PAST.search(head, ends[-1]))
