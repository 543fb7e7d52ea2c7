"""When a question is asked, and which days it asks about."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final, NamedTuple

from retrieval.days.asked import Asked
from retrieval.languages.english.days.dates import NAMES_A_HOLIDAY

LISTED: Final = 31
"""Days; the passages of a longer span are not looked up, only favoured where they are found."""


def day_of(at: date) -> date:
    """The day of a moment, which is a date too; a day as it is."""
    return at.date() if isinstance(at, datetime) else at


class TimeContext(NamedTuple):
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
        if not self.newest or not asked or NAMES_A_HOLIDAY.search(asked.written):
            return False
        return not asked.first or not asked.last or (asked.last - asked.first).days < LISTED
