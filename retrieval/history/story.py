"""What a timeline is made of; frozen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from retrieval.answers import Coverage
from retrieval.model import Quote, as_plain


@dataclass(frozen=True, slots=True)
class Day:
    """One sentence for a day, an ISO 8601 date, or None where no day is known.

    `told`: whether the passage speaks of the day, or it is the article's. `copies` other articles
    have nearly the same words; `gap` days without coverage came before it.
    """

    day: str | None
    told: Literal["passage", "article"] | None
    quote: Quote
    copies: int
    gap: int


@dataclass(frozen=True, slots=True)
class MonthOf:
    """How many passages a story has in a month, such as 2024-03, `of` all that are dated so."""

    month: str
    passages: int
    of: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """A story day by day, from `since` to `until` where these are given.

    `gap`: days without coverage between the last of the `days` and `until`. `undated`: sentences of
    no known day, only where `until` is open. `months` are all that have a day, as 2024-03.
    `counts` says how many passages of the story each has, and `reach` its first and its last day.
    `unknown`: words that the coverage never uses. `outlet`, `path`: only its articles, or those
    there, were considered.
    """

    words: str
    since: str | None
    until: str | None
    days: tuple[Day, ...]
    gap: int
    undated: tuple[Day, ...]
    months: tuple[str, ...]
    unknown: tuple[str, ...]
    coverage: Coverage
    counts: tuple[MonthOf, ...] = ()
    reach: tuple[str, str] | None = None
    outlet: str | None = None
    path: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The timeline as plain values; a speaker's `class` stands there as `stance` as well."""
        plain = as_plain(self)
        for day in (*plain["days"], *plain["undated"]):
            if speaker := day["quote"]["speaker"]:
                speaker["class"] = speaker["stance"]
        return plain
