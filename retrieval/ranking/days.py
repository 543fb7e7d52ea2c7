"""The days a question asks about, met with the days that articles and passages are of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache, partial
from math import exp
from typing import Final

from retrieval.days.asked import Asked, nearness
from retrieval.days.calendar import Days
from retrieval.days.moment import LISTED

DAY: Final = 1.8
"""What the asked day counts, in idf of the rarest word (20 in a coverage of 100,000 passages)."""
LONG: Final = 300
"""Days, from which on it counts half: that something is of a year says little."""
CLOSE: Final = 1.2
"""What the day of asking counts in the same unit, for a question that names no day."""
REPORTED: Final = 0.5
"""What a day that a passage only speaks of, or an article of a day beside it, counts of the usual,
where the question asks what was reported on that day."""
FADING: Final = 10.0
"""Days in which closeness to the day of asking falls to 1/e."""


def met(
    asked: Asked,
    published: Sequence[date | None],
    which: Sequence[int],
    spoken_of: Callable[[list[int]], Iterable[Sequence[Days]]],
) -> list[float]:
    """How near each passage is to the asked days, 0 to 1; -1 where its days are all others.

    Given are the days of articles, `which` of them is that of each passage, and what gives the days
    that some of the passages speak of; those of an asked day are as near as can be without them.
    Without any day a passage is at 0: nobody knows.
    """
    near_of = cache(partial(nearness, asked=asked, spoken=True))  # many speak of the same days
    otherwise, strict = (REPORTED if asked.reported else 1.0), asked.kind != "on"

    def met_by(near: Sequence[float]) -> float:
        most = max(near, default=0.0)
        return -1.0 if strict and near and most < 1 else most

    there = [nearness((day, day), asked) if day else None for day in published]
    of_articles = [
        [] if near is None else [near if near == 1 else otherwise * near] for near in there
    ]
    alone = [met_by(near) for near in of_articles]
    found = [alone[at] for at in which]
    others = [place for place, near in enumerate(found) if near < 1]
    for place, days in zip(others, spoken_of(others) if others else (), strict=True):
        if days:
            near = [otherwise * near_of(each) for each in days]
            found[place] = met_by([*near, *of_articles[which[place]]])
    return found


def listed(asked: Asked | None) -> Days | None:
    """The asked days, first and last, whose passages are looked up; None where they are too many,
    or their first or last is not said."""
    if not asked or not asked.first or not asked.last:
        return None
    return (asked.first, asked.last) if (asked.last - asked.first).days < LISTED else None


def weight(asked: Asked) -> float:
    """What it counts, in idf of the rarest word, that a passage is of the asked days."""
    long = asked.first and asked.last and (asked.last - asked.first).days >= LONG
    return DAY / 2 if long else DAY


def closeness(published: date | None, asked_on: date) -> float:
    """How close an article's day is to the day of asking, 1 to 0, fading; undated: 0."""
    return exp(-abs((asked_on - published).days) / FADING) if published else 0.0
