"""A question's text -> what is asked, about which days, in which terms, within which limits."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from retrieval.days.asked import Asked, asked
from retrieval.days.moment import TimeContext, day_of
from retrieval.languages.detection import language
from retrieval.languages.english.cues import ASKS_WHATS_NEW
from retrieval.languages.written import asked_in
from retrieval.query.courtesies import asked_plainly
from retrieval.query.query import Query, read
from retrieval.snapshot import Snapshot
from retrieval.stored.limits import Limits

LONGEST: Final = 4_096
"""Characters of a question that are read: all that a message on Telegram can have."""
_NONE: Final = Limits()
TIMELESS: Final = TimeContext(date.min, None, newest=None)
"""For words that ask about no day, where the day of asking says nothing."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as asked, when, about which days, its terms, and what it leaves out."""

    text: str
    moment: TimeContext
    query: Query
    limits: Limits = field(default_factory=Limits)


def understood(
    snapshot: Snapshot,
    text: str,
    asked_on: date | None,
    limits: Limits = _NONE,
) -> Question:
    """The question as read on the day of asking, within the limits it is asked or asks within."""
    day = day_of(asked_on or limits.as_of or date.today())
    latest, start = snapshot.stored.newest_day(), asked_plainly(snapshot, text[:LONGEST])
    if limits.as_of and latest:
        latest = min(latest, limits.as_of)
    days = _days(snapshot, start, day, latest)
    about = whats_new(start)
    if about is not None:
        own = _days(snapshot, about, day, latest)
        if own and own.kind == "since":
            limits = limits if limits.since else replace(limits, since=own.first)
            start, days = about[: own.span[0]] + about[own.span[1] :], None
        elif limits.since:
            start, days = about, own
    moment = TimeContext(day, days, newest=latest, since=limits.since)
    query = read(snapshot, start, moment)
    return Question(text, moment, query, limits)


def _days(snapshot: Snapshot, text: str, day: date, latest: date | None) -> Asked | None:
    """The days that a question asks about, said in a language of the coverage or in its own."""
    read_in, own = asked_in(text, snapshot.languages), language(text)
    found = asked(text, day, latest=latest, language=read_in)
    return found if found or own == read_in else asked(text, day, latest=latest, language=own)


def searched(snapshot: Snapshot, words: str) -> Query:
    """Words to be searched for as they are, on no day of asking: of no question."""
    return read(snapshot, words[:LONGEST], TIMELESS)


def whats_new(question: str) -> str | None:
    """What a question for what is new asks about; None for another question."""
    match = ASKS_WHATS_NEW.match(question)
    return question[match.end() :] if match else None
