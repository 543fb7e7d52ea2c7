"""The values that say how a question was understood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class ReadAs:
    """A word of the question that the coverage lacks, and the coverage's word it was read as."""

    written: str
    shown: str


@dataclass(frozen=True, slots=True)
class AskedDays:
    """The days a question asks about, as ISO 8601 dates, both included; None is an open end.

    `on` favours these days; `since`, `before` and `between` leave out others. `written` are the
    question's words that say so.
    """

    first: str | None
    last: str | None
    kind: Literal["on", "since", "before", "between"]
    written: str
