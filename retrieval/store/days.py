"""The days that passages speak of and articles are of, as rows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from json import dumps
from sqlite3 import Connection
from typing import Final

from retrieval.days.asked import Asked
from retrieval.days.calendar import WIDE, Days, shifted
from retrieval.days.moment import LISTED
from retrieval.store.articles import PassageLocation

MOST: Final = 5_000
"""Passages of the asked days that are looked at."""


_WIDEST: Final = 366  # days of the widest span that a passage speaks of


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


def days_spoken_of(
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


def speaking_since(database: Connection, since: date) -> list[int]:
    """Numbers of passages that speak of that day or of later ones."""
    day = since.toordinal()
    rows = database.execute(
        "select articles.first + ordinal from passage_days "
        "join articles on articles.number = article "
        "where passage_days.first >= ? and last >= ?",
        [day - _WIDEST, day],
    )
    return [number for (number,) in rows]


def single_days_of(
    database: Connection, where: Mapping[int, PassageLocation]
) -> dict[tuple[int, int], tuple[int, ...]]:
    """The single days, or the first of a few, that passages speak of, by article and ordinal."""
    wanted = {(place.article, number - place.first) for number, place in where.items()}
    rows = database.execute(
        "select article, ordinal, first from passage_days "
        "where article in (select value from json_each(?)) and last - first < ? order by first",
        [dumps(sorted({article for article, _ in wanted})), WIDE - 1],
    )
    found: dict[tuple[int, int], dict[int, None]] = {}
    for article, ordinal, first in rows:
        if (article, ordinal) in wanted:
            found.setdefault((article, ordinal), {})[first] = None
    return {passage: tuple(days) for passage, days in found.items()}


def passages_within(
    database: Connection, first: date, last: date
) -> tuple[list[tuple[int, int]], list[int]]:
    """What is of these days: the passages of articles published on them, as (first, how many), and
    the numbers of passages that speak of them."""
    published = database.execute(
        "select first, passages from articles where published between ? and ?",
        [first.isoformat(), f"{last.isoformat()}~"],
    ).fetchall()
    speaking = database.execute(
        "select articles.first + ordinal from passage_days "
        "join articles on articles.number = article where passage_days.first between ? and ?",
        [first.toordinal(), last.toordinal()],
    )
    return published, [number for (number,) in speaking]
