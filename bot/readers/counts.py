"""What the operator may know: how many questions, how fast, which in vain; never whose."""

from __future__ import annotations

import sqlite3
from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, NamedTuple

from bot.readers.database import Readers
from bot.readers.hashes import hashed, key_in
from retrieval import Refusal

WEEK: Final = timedelta(days=7)
COUNTED: Final = timedelta(days=365)
ASKED: Final = timedelta(days=30)
"""For so long it is kept that a reader has asked a term, as a keyed hash."""
ENOUGH: Final = 3
"""So many different readers must have asked a term before it is shown."""
_MOST: Final = 10_000  # rows of what was asked in vain
TIMES: Final = (10, 20, 50, 100, 150, 250, 500, 1000, 2000, 5000)
"""Milliseconds; a response time is counted under the first of these that it does not pass."""


class Unanswered(NamedTuple):
    """What was asked without an answer: its terms, how often, and as last on which day.

    `unknown` are the words that the coverage never mentions; `question` is one of those asked,
    where the operator has questions kept. Terms and words that fewer than `ENOUGH` readers have
    asked are left out, unless the question is there.
    """

    terms: str
    number: int
    day: str
    unknown: str
    question: str | None


class DayOf(NamedTuple):
    """The questions of a day, and how many of them had no answer."""

    day: str
    questions: int
    refused: int


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts by day in the readers' file."""

    readers: Readers

    def question(
        self,
        milliseconds: float,
        refusal: Refusal | None,
        terms: Sequence[str],
        kept: str = "",
        *,
        reader_id: int | None = None,
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
                _in_vain(connection, day, refusal, " ".join(terms), kept, reader_id)

    def since(self, ago: timedelta = WEEK) -> dict[str, int]:
        """The counts of the last days, by kind."""
        return dict(
            self.readers.rows(
                "select kind, sum(number) from counts where day > ? group by kind order by kind",
                [self.readers.moment(ago=ago)[:10]],
            )
        )

    def by_day(self, days: int) -> list[DayOf]:
        """The last days, today last, those without a question too."""
        wanted = [self.readers.moment(ago=timedelta(days=ago))[:10] for ago in range(days)]
        rows = self.readers.rows(
            "select day, sum(number * (kind = 'question')), "
            "sum(number * (kind like 'refused:%')) from counts where day >= ? group by day",
            [wanted[-1]],
        )
        known = {day: DayOf(day, questions, refused) for day, questions, refused in rows}
        return [known.get(day, DayOf(day, 0, 0)) for day in reversed(wanted)]

    def unanswered(self, limit: int) -> list[Unanswered]:
        """What was asked most without an answer."""
        often = {
            term
            for (term,) in self.readers.rows(
                "select term from askers group by term having count(*) >= ?", [ENOUGH]
            )
        }
        found: dict[tuple[str, str], Unanswered] = {}
        for *row, shown in self.readers.rows(
            "select terms, number, day, unknown, question, shown from unanswered "
            "order by number desc, day desc, terms"
        ):
            each = Unanswered(*row)
            if not (shown or each.question):
                each = _left(each, often)
            if not each.terms:
                continue
            same = found.setdefault((each.terms, each.unknown), each)
            if same is not each:
                found[each.terms, each.unknown] = same._replace(
                    number=same.number + each.number, day=max(same.day, each.day)
                )
        return sorted(found.values(), key=lambda each: -each.number)[:limit]

    def told(self, kind: str) -> int | None:
        """The number that `tell` has kept for what admins are told; None: nothing yet."""
        rows = self.readers.rows("select number from counts where kind = ?", [f"told:{kind}"])
        return rows[0][0] if rows else None

    def tell(self, kind: str, number: int) -> None:
        """Keep up to which number, such as a moment, admins were told of this."""
        with self.readers.writing() as connection:
            connection.execute("delete from counts where kind = ?", [f"told:{kind}"])
            connection.execute(
                "insert into counts(day, kind, number) values (?, ?, ?)",
                (self.readers.moment()[:10], f"told:{kind}", number),
            )

    def prune(self) -> None:
        """Delete what is older than a year, and after 30 days who asked, and what few asked."""
        oldest = self.readers.moment(ago=COUNTED)[:10]
        asked = self.readers.moment(ago=ASKED)[:10]
        with self.readers.writing() as connection:
            connection.execute("delete from counts where day <= ?", [oldest])
            connection.execute("delete from askers where day <= ?", [asked])
            connection.execute(
                "delete from unanswered where day <= ? "
                "or (day <= ? and not shown and question is null)",
                (oldest, asked),
            )
            connection.execute(
                "delete from unanswered where rowid not in (select rowid from unanswered "
                "order by day desc, number desc limit ?)",
                [_MOST],
            )


def _in_vain(
    connection: sqlite3.Connection,
    day: str,
    refusal: Refusal,
    terms: str,
    kept: str,
    reader_id: int | None,
) -> None:
    """Count what was asked without an answer, and who asked it, as hashes."""
    key = key_in(connection)
    unknown = {word.lower() for word in refusal.unknown}
    asked = {*terms.split(), *unknown, terms}
    if reader_id is not None:
        connection.executemany(
            "insert or replace into askers(term, asker, day) values (?, ?, ?)",
            [(term, hashed(key, reader_id, term), day) for term in asked],
        )
    (often,) = connection.execute(
        f"select count(*) from (select 1 from askers where term in ({', '.join('?' * len(asked))}) "
        "group by term having count(*) >= ?)",
        (*asked, ENOUGH),
    ).fetchone()
    asker = hashed(key, reader_id, "question", terms) if kept else None
    connection.execute(
        "insert into unanswered(terms, number, day, unknown, question, shown, asker) "
        "values (?, 1, ?, ?, ?, ?, ?) on conflict(terms) do update set number = number + 1, "
        "day = excluded.day, question = coalesce(excluded.question, question), "
        "shown = max(shown, excluded.shown), "
        "asker = case when excluded.question is null then asker else excluded.asker end",
        (
            terms,
            day,
            ", ".join(refusal.unknown),
            kept or None,
            int(often == len(asked)),
            asker,
        ),
    )


def _left(row: Unanswered, often: Container[str]) -> Unanswered:
    """The row with the terms and words alone that enough readers have asked."""
    terms = " ".join(term for term in row.terms.split() if term in often)
    unknown = ", ".join(word for word in row.unknown.split(", ") if word.lower() in often)
    return row._replace(terms=terms, unknown=unknown)
