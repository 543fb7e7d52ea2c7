"""A question as asked on a day: its terms, the days it asks about, and its moment."""

from __future__ import annotations

from datetime import date

from sqlite_utils import Database

from retrieval import answering, store
from retrieval.aliases import Aliases
from retrieval.asked_days import asked as asked_days
from retrieval.days import Moment
from retrieval.query import read
from retrieval.statistics import Statistics

LONGEST = 4_096
"""Characters of a question that are read: all that a message on Telegram can have."""


def question_of(
    database: Database, known: Statistics, aliases: Aliases, text: str, asked_on: date | None
) -> answering.Question:
    """The question as read on the day of asking."""
    newest = store.meta(database, "newest")
    day = asked_on or date.today()
    latest = date.fromisoformat(str(newest)) if newest else None
    start = text[:LONGEST]
    moment = Moment(day, asked_days(start, day, latest=latest), newest=latest)
    return answering.Question(text, moment, read(database, known, aliases, start, moment))
