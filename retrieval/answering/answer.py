"""Hits -> Answer: the sentence that answers, what else is quoted, or why nothing is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import Final, NamedTuple

from retrieval.analysis.near_duplicates import copies
from retrieval.answering.confidence import sureness
from retrieval.answering.corrections import corrections
from retrieval.answering.quotes import quoted
from retrieval.answering.selection import chosen, figures
from retrieval.answering.soundness import check
from retrieval.answering.speakers import SpeakerFilter
from retrieval.answers import Answer, AskedDays, Correction, Coverage, ReadAs, Reason, Refusal
from retrieval.days.asked import Asked
from retrieval.index.filters import Limits, nothing_left
from retrieval.languages.detection import language
from retrieval.model import Hit, Quote
from retrieval.query.query import Query
from retrieval.query.question import LONGEST, Question, understood
from retrieval.ranking.search import SearchResult, search
from retrieval.snapshot import Snapshot
from retrieval.speakers.asked import asked_party
from retrieval.store.articles import attributions
from retrieval.store.catalogue import coverage, headlines

CONFIDENT: Final = 0.4
"""The confidence from which on an answer is given, unless the operator sets another."""
CANDIDATES: Final = 30
"""Hits from which an answer's quotes are chosen, and so many at most: a longer answer begins with
the quotes of a shorter one."""
OF_PARTY: Final = 200
"""Hits among which those with words of a party are sought."""
HEARD: Final = 30
"""Hits with words of a party from which an answer's quotes are chosen."""


class Answered(NamedTuple):
    """An answer, and the hits among which its quotes were chosen."""

    answer: Answer
    hits: tuple[Hit, ...]

    def copies(self) -> Mapping[str, tuple[str, ...]]:
        """See `near_duplicates.copies`."""
        return copies(self.answer.quotes, self.hits)


def answered(
    snapshot: Snapshot,
    text: str,
    *,
    limit: int,
    threshold: float,
    asked_on: date | None = None,
    party: str | None = None,
    limits: Limits,
) -> Answered:
    """The answer to the question `text`; see `Archive.ask`. Raises UnknownPartyError."""
    asked = None if party else asked_party(text[:LONGEST], snapshot.parties)
    theirs = snapshot.parties.known(party) if party else asked and asked.party
    question = understood(snapshot, asked.rest if asked else text, asked_on, limits)
    inside, database = snapshot.within(question.limits), snapshot.database
    best = OF_PARTY if theirs else CANDIDATES
    found = search(inside, question.query, question.moment, limit=best)
    given = answer(
        replace(question, text=text),
        found,
        coverage=coverage(database),
        limit=min(limit, CANDIDATES),
        threshold=threshold,
        newest=() if found.hits else headlines(database, 3, as_of=limits.as_of),
        speakers=SpeakerFilter(attributions(database), snapshot.parties, theirs),
        nothing_left=nothing_left(inside.statistics),
        corrections=corrections(database, question.query, question.limits),
    )
    check(database, given.quotes)
    return Answered(given, found.hits)


def answer(
    question: Question,
    found: SearchResult,
    *,
    coverage: Coverage,
    limit: int,
    threshold: float = CONFIDENT,
    newest: Sequence[str] = (),
    speakers: SpeakerFilter | None = None,
    nothing_left: bool = False,
    corrections: Sequence[Correction] = (),
) -> Answer:
    """The answer that what was found gives, in words of the party that `speakers` may ask for.

    Below a confidence of `threshold` it is a refusal. `newest` are headlines to suggest where no
    hit gives any; `nothing_left`: the question's limits leave nothing to be asked.
    """
    speakers = speakers or SpeakerFilter()
    silent = False
    if speakers.party is not None:
        found, silent = _of_party(found, speakers)
    spoken = language(question.query.text)
    articles = found.articles
    sure = sureness(question.query, found) if found.hits else 0.0
    reason = _reason(question, spoken, found, sure=sure >= threshold, nothing_left=nothing_left)
    if silent and not reason:
        reason = "party_silent"
    refusal: Refusal | None = None
    quotes: tuple[Quote, ...] = ()
    if reason:
        refusal = _refusal(question, found, reason, newest, speakers.party)
    else:
        best = chosen(found, limit)
        quotes = tuple(
            quoted(found.candidates, hit, articles[hit.passage.article_id], number, speakers)
            for number, hit in enumerate(best, start=1)
        )
    return Answer(
        question=question.text,
        asked_on=question.moment.asked_on,
        language=spoken,
        confidence=round(sure, 4),
        quotes=quotes,
        refusal=refusal,
        coverage=coverage,
        read_as=tuple(ReadAs(*each) for each in question.query.read_as),
        days=_asked_days(question.moment.asked),
        figures=figures(found.candidates, quotes),
        party=speakers.party,
        as_of=question.limits.as_of,
        since=question.limits.since,
        corrections=tuple(corrections),
    )


def _of_party(found: SearchResult, speakers: SpeakerFilter) -> tuple[SearchResult, bool]:
    """What was found with a sentence of the party; all of it, and True, where there is none."""
    with_party = tuple(
        islice(speakers.with_party(found.candidates, found.hits, found.articles), HEARD)
    )
    if not with_party:
        return found, bool(found.hits)
    match = found.match + with_party[0].score - found.hits[0].score
    return replace(found, hits=with_party, match=match), False


def _refusal(
    question: Question,
    found: SearchResult,
    reason: Reason,
    newest: Sequence[str],
    party: str | None,
) -> Refusal:
    nearest = [found.articles[hit.passage.article_id].headline for hit in found.hits]
    asked, unreached = question.moment.asked, reason == "day_not_covered"
    return Refusal(
        reason,
        unknown=_unknown(question.query, found),
        day=_limit(question.limits, reason) or (_day(asked) if asked and unreached else None),
        suggestions=tuple(dict.fromkeys(filter(None, [*nearest, *newest])))[:3],
        party=party if reason == "party_silent" else None,
    )


def _unknown(query: Query, found: SearchResult) -> tuple[str, ...]:
    """The words, and where none of the hits has them the phrases, that the coverage never uses."""
    phrases = [phrase.written for phrase in query.phrases] if found.unphrased else []
    return (*phrases, *(w for w in query.unknown if not any(w in each for each in phrases)))


def _limit(limits: Limits, reason: Reason) -> str | None:
    """The day or moment beyond which there is nothing, where that is the reason."""
    limit = {"nothing_by_then": limits.as_of, "nothing_since": limits.since}.get(reason)
    return limit.isoformat() if limit else None


def _reason(
    question: Question, spoken: str, found: SearchResult, *, sure: bool, nothing_left: bool
) -> Reason | None:
    """Why to refuse; None where an answer may be given."""
    asks = question.query.idf or question.moment.asked or question.limits.since
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
    if spoken != "en":
        return "other_language"
    if not found.hits:
        return "no_match"
    return "unknown_words" if question.query.unknown else "low_confidence"


def _day(asked: Asked) -> str | None:
    """The asked day, or the first of them, or the last where there is no first."""
    day = asked.first or asked.last
    return day.isoformat() if day else None


def _asked_days(asked: Asked | None) -> AskedDays | None:
    if asked is None:
        return None
    first, last = (day.isoformat() if day else None for day in (asked.first, asked.last))
    return AskedDays(first, last, asked.kind, asked.written)
