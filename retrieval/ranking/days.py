"""The days a question asks about, met with the days that articles and passages are of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache, partial
from math import exp
from sqlite3 import Connection
from typing import Final

from retrieval.days.asked import Asked, nearness
from retrieval.store.articles import PassageLocation
from retrieval.store.days import days_spoken_of

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
    database: Connection, asked: Asked, places: Sequence[PassageLocation], numbers: Sequence[int]
) -> list[float]:
    """How near each passage is to the asked days, 0 to 1; -1 where its days are all others.

    Without any day a passage is at 0: nobody knows.
    """
    at = [
        (place.article, number - place.first) for place, number in zip(places, numbers, strict=True)
    ]
    spoken = days_spoken_of(database, set(at))
    near_of = cache(partial(nearness, asked=asked, spoken=True))  # many speak of the same days
    published_near = cache(partial(nearness, asked=asked))
    found = []
    otherwise = REPORTED if asked.reported else 1.0
    for place, passage in zip(places, at, strict=True):
        near = [otherwise * near_of(days) for days in spoken.get(passage, ())]
        if place.published:
            published = published_near((place.published, place.published))
            near.append(published if published == 1 else otherwise * published)
        outside = asked.kind != "on" and near and max(near) < 1
        found.append(-1.0 if outside else max(near, default=0.0))
    return found


def weight(asked: Asked) -> float:
    """What it counts, in idf of the rarest word, that a passage is of the asked days."""
    long = asked.first and asked.last and (asked.last - asked.first).days >= LONG
    return DAY / 2 if long else DAY


def closeness(published: date | None, asked_on: date) -> float:
    """How close an article's day is to the day of asking, 1 to 0, fading; undated: 0."""
    return exp(-abs((asked_on - published).days) / FADING) if published else 0.0
