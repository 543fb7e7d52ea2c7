"""A question as it is put: the day of asking, the one before it, its limits."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple


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


def today() -> date:
    """The day of asking, as this machine's clock has it."""
    return date.today()
