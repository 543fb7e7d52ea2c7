"""Why a question is not answered, as a code and its data; pure."""

from __future__ import annotations

from typing import Final

from retrieval.answering.refusing.nearest import lacking
from retrieval.answers import Reason, Refusal
from retrieval.days.asked import Asked
from retrieval.query.query import Query
from retrieval.query.question import Question
from retrieval.ranking.search import SearchResult
from retrieval.stored.limits import Limits

UNSURE: Final = frozenset(("unknown_words", "low_confidence"))
"""The reasons for which what stands near is shown, where something does."""


def refused(
    question: Question,
    found: SearchResult,
    reason: Reason,
    party: str | None,
) -> Refusal:
    """The refusal for `reason`, without suggestions; see `answer.answer`."""
    asked, unreached = question.moment.asked, reason == "day_not_covered"
    return Refusal(
        reason,
        unknown=_unknown(question.query, found),
        day=_limit(question.limits, reason) or (_day(asked) if asked and unreached else None),
        party=party if reason == "party_silent" else None,
        lacks=lacking(question.query, found) if reason == "nearest" else (),
    )


def reason_to_refuse(
    question: Question, found: SearchResult, *, sure: bool, nothing_left: bool
) -> Reason | None:
    """Why to refuse a question; None where an answer may be given."""
    query = question.query
    limits = question.limits
    asks = query.idf or query.everyday or question.moment.asked or limits.since or limits.outlet
    if not asks:
        return "empty_question"
    if nothing_left and question.limits.as_of and not question.limits.since:
        return "nothing_by_then"
    if question.limits.since and not found.hits:
        return "nothing_since"
    if found.outside or question.moment.beyond:
        return "day_not_covered"
    if found.unphrased:
        return "unknown_words"
    if found.hits and sure:
        return None
    if query.language != "en" and question.moment.asked and not (query.idf or found.hits):
        return "day_not_covered"
    if found.likely is not None:
        return "low_confidence"
    if query.foreign and found.hits and not query.unknown:
        return "low_confidence"  # all that it says is in the articles, in another language
    if query.foreign or query.spoken != query.language:
        return "other_language"
    if not found.hits:
        return "no_match"
    return "unknown_words" if query.unknown else "low_confidence"


def _unknown(query: Query, found: SearchResult) -> tuple[str, ...]:
    """The words, and where none of the hits has them the phrases, that the coverage never uses."""
    phrases = [phrase.written for phrase in query.phrases] if found.unphrased else []
    return (*phrases, *(w for w in query.unknown if not any(w in each for each in phrases)))


def _limit(limits: Limits, reason: Reason) -> str | None:
    """The day or moment beyond which there is nothing, where that is the reason."""
    limit = {"nothing_by_then": limits.as_of, "nothing_since": limits.since}.get(reason)
    return limit.isoformat() if limit else None


def _day(asked: Asked) -> str | None:
    """The asked day, or the first of them, or the last where there is no first."""
    day = asked.first or asked.last
    return day.isoformat() if day else None
