"""Which passages a question leaves out: what was published later, what is not new since then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from retrieval.days.moment import day_of


@dataclass(frozen=True, slots=True)
class Limits:
    """`as_of`: only what was published by then. `since`: only what is new since then. `outlet`:
    only its articles. `path`: only the article with this id, or those with ids below it.

    New since a day is what was published, speaks of days, or was indexed, on it or after it; new
    since a moment is what was indexed after it. What came with the coverage's first reindex was not
    indexed after anything: the coverage begins there.
    """

    as_of: date | None = None
    since: date | datetime | None = None
    outlet: str | None = None
    path: str | None = None

    def __post_init__(self) -> None:
        if self.as_of:
            object.__setattr__(self, "as_of", day_of(self.as_of))

    def __bool__(self) -> bool:
        return self != Limits()
