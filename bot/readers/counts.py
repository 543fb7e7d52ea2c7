"""What the operator may know: how many questions, how fast, which in vain; never whose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, NamedTuple

from bot.readers.database import Readers
from retrieval import Refusal

WEEK: Final = timedelta(days=7)
_KEPT: Final = timedelta(days=365)
TIMES: Final = (10, 20, 50, 100, 150, 250, 500, 1000, 2000, 5000)
"""Milliseconds; a response time is counted under the first of these that it does not pass."""


class Unanswered(NamedTuple):
    """What was asked without an answer: its terms, how often, and as last on which day.

    `unknown` are the words that the coverage never mentions; `question` is one of those asked,
    where the operator has questions kept.
    """

    terms: str
    number: int
    day: str
    unknown: str
    question: str | None


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts by day in the readers' file."""

    readers: Readers

    def question(
        self, milliseconds: float, refusal: Refusal | None, terms: Sequence[str], kept: str = ""
    ) -> None:
        """Count a question and its time; without an answer its terms, and its words if `kept`."""
        slot = next((each for each in TIMES if milliseconds <= each), 0)
        kinds = ["question", f"time:{slot}"]
        if refusal:
            kinds.append(f"refused:{refusal.reason}")
        day = self.readers.moment()[:10]
        with self.readers.writing() as connection:
            connection.executemany(
                "insert into counts(day, kind, number) values (?, ?, 1) "
                "on conflict(day, kind) do update set number = number + 1",
                [(day, kind) for kind in kinds],
            )
            if refusal and terms:
                connection.execute(
                    "insert into unanswered(terms, number, day, unknown, question) "
                    "values (?, 1, ?, ?, ?) on conflict(terms) do update set number = number + 1, "
                    "day = excluded.day, question = coalesce(excluded.question, question)",
                    (" ".join(terms), day, ", ".join(refusal.unknown), kept or None),
                )

    def since(self, ago: timedelta = WEEK) -> dict[str, int]:
        """The counts of the last days, by kind."""
        return dict(
            self.readers.rows(
                "select kind, sum(number) from counts where day > ? group by kind order by kind",
                [self.readers.moment(ago=ago)[:10]],
            )
        )

    def unanswered(self, limit: int) -> list[Unanswered]:
        """What was asked most without an answer."""
        rows = self.readers.rows(
            "select terms, number, day, unknown, question from unanswered "
            "order by number desc, day desc, terms limit ?",
            [limit],
        )
        return [Unanswered(*row) for row in rows]

    def prune(self) -> None:
        """Delete what is older than a year."""
        oldest = self.readers.moment(ago=_KEPT)[:10]
        with self.readers.writing() as connection:
            connection.execute("delete from counts where day <= ?", [oldest])
            connection.execute("delete from unanswered where day <= ?", [oldest])
