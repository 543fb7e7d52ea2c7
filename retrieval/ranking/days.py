"""The days a question asks about, met with the days that articles and passages are of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from math import exp
from sqlite3 import Connection
from typing import Final, NamedTuple

from retrieval.days.asked import Asked, nearness
from retrieval.days.calendar import Days, shifted
from retrieval.store.articles import Place

_HOLIDAY: Final = re.compile("christmas|new year", re.IGNORECASE)
LISTED: Final = 31
"""Days; the passages of a longer span are not looked up, only favoured where they are found."""
MOST: Final = 5_000
"""Passages of the asked days that are looked at."""
DAY: Final = 1.8
"""What the asked day counts, in idf of the rarest word (20 in a coverage of 100,000 passages)."""
CLOSE: Final = 1.2
"""What the day of asking counts in the same unit, for a question that names no day."""
REPORTED: Final = 0.5
"""What a day that a passage only speaks of, or an article of a day beside it, counts of the usual,
where the question asks what was reported on that day."""
FADING: Final = 10.0
"""Days in which closeness to the day of asking falls to 1/e."""


class Moment(NamedTuple):
    """When a question is asked, the days it asks about, if any, and the coverage's newest day.

    `newest` is None where no article states when it was published. `since`: only what is new since
    then is sought, and found by its words alone.
    """

    asked_on: date
    asked: Asked | None
    newest: date | None
    since: date | None = None

    @property
    def beyond(self) -> bool:
        """Whether all asked days come after the newest day of a dated coverage."""
        first = self.asked.first if self.asked else None
        return bool(first and self.newest and first > self.newest and not self.since)

    @property
    def sought(self) -> Asked | None:
        """The asked days, unless the coverage does not reach them: then words alone can tell."""
        return None if self.beyond or self.since else self.asked

    @property
    def places_days(self) -> bool:
        """Whether the asked days are looked up as days, so that their words need not be found."""
        asked = self.asked
        if not self.newest or not asked or _HOLIDAY.search(asked.written):
            return False
        return not asked.first or not asked.last or (asked.last - asked.first).days < LISTED


def passages_of(database: Connection, asked: Asked) -> list[int]:
    """Numbers of passages that speak of the asked days, or stand in articles of these days."""
    if not asked.first or not asked.last or (asked.last - asked.first).days >= LISTED:
        return []
    first, last = asked.first.toordinal(), asked.last.toordinal()
    until = shifted(asked.last, 3).isoformat()
    rows = database.execute(
        "select articles.first + ordinal from passage_days "
        "join articles on articles.number = article "
        "where passage_days.first between ? and ? and last >= ? limit ?",
        [first - LISTED, last, first, MOST],
    ).fetchall()
    ranges = database.execute(
        "select first, passages from articles where published >= ? and published < ? limit ?",
        [asked.first.isoformat(), until, MOST],
    ).fetchall()
    numbers = {number for (number,) in rows}
    for start, count in ranges:
        numbers.update(range(start, start + count))
    return sorted(numbers)[:MOST]


def leads_of(database: Connection, asked: Asked, limit: int) -> list[int]:
    """Numbers of the first passages of the newest articles of the asked days, however many these
    days are; an open end reaches as far as the coverage."""
    since = asked.first.isoformat() if asked.first else ""
    until = shifted(asked.last, 1).isoformat() if asked.last else "~"
    rows = database.execute(
        "select first from articles where published >= ? and published < ? "
        "order by published desc, id limit ?",
        [since, until, limit],
    )
    return [number for (number,) in rows]


def _spoken_of(
    database: Connection, passages: set[tuple[int, int]]
) -> dict[tuple[int, int], list[Days]]:
    """The days that these passages, by article and ordinal, speak of."""
    articles = sorted({article for article, _ in passages})
    marks = ",".join("?" * len(articles))
    rows = database.execute(
        f"select article, ordinal, first, last from passage_days where article in ({marks})",
        articles,
    )
    found: dict[tuple[int, int], list[Days]] = {}
    for article, ordinal, first, last in rows:
        if (article, ordinal) in passages:
            days = date.fromordinal(first), date.fromordinal(last)
            found.setdefault((article, ordinal), []).append(days)
    return found


def met(
    database: Connection, asked: Asked, places: Sequence[Place], numbers: Sequence[int]
) -> list[float]:
    """How near each passage is to the asked days, 0 to 1; -1 where its days are all others.

    Without any day a passage is at 0: nobody knows.
    """
    at = [
        (place.article, number - place.first) for place, number in zip(places, numbers, strict=True)
    ]
    spoken = _spoken_of(database, set(at))
    found = []
    otherwise = REPORTED if asked.reported else 1.0
    for place, passage in zip(places, at, strict=True):
        near = [otherwise * nearness(days, asked, spoken=True) for days in spoken.get(passage, ())]
        if place.published:
            published = nearness((place.published, place.published), asked)
            near.append(published if published == 1 else otherwise * published)
        outside = asked.kind != "on" and near and max(near) < 1
        found.append(-1.0 if outside else max(near, default=0.0))
    return found


def closeness(published: date | None, asked_on: date) -> float:
    """How close an article's day is to the day of asking, 1 to 0, fading; undated: 0."""
    return exp(-abs((asked_on - published).days) / FADING) if published else 0.0
