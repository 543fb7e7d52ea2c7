"""A question as it is put: the day of asking, the one before it, its limits."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final, NamedTuple, Self

FRESH: Final = timedelta(minutes=30)
"""For so long a follow-up keeps what the last question was about."""


class Asked(NamedTuple):
    """A question, and the day from which its relative days count.

    `base` is the question before it, for a follow-up; `followed` says that something of that was
    kept in `question`. `as_of` and `since` are as in `Archive.ask`.
    """

    question: str
    asked_on: date
    base: str = ""
    followed: bool = False
    as_of: date | None = None
    since: date | datetime | None = None


class Before(NamedTuple):
    """What was asked before, for words that lean on it.

    `base` is the question that a follow-up is read with; `question` and `since` are what a /since
    asks, and since when, where it does not say so.
    """

    base: str = ""
    question: str = ""
    since: date | datetime | None = None

    @classmethod
    def last(cls, question: str, at: datetime, *, now: datetime) -> Self:
        """The question that the reader asked last, at that time."""
        return cls(question if now - at < FRESH else "", question, at)


NOTHING: Final = Before()
"""The reader has asked nothing before."""


def today(zone: tzinfo | None = None, at: datetime | None = None) -> date:
    """The day that it is at that moment, now if not given, in the zone, else in the machine's."""
    return (at or datetime.now(UTC)).astimezone(zone).date()
