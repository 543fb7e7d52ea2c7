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
from retrieval.answering.nearest import near_hits
from retrieval.answering.quotes import quoted
from retrieval.answering.refusals import UNSURE, reason_to_refuse, refused
from retrieval.answering.selection import chosen, figures
from retrieval.answering.soundness import check
from retrieval.answering.speakers import SpeakerFilter
from retrieval.answers import Answer, AskedDays, Correction, Coverage, ReadAs
from retrieval.days.asked import Asked
from retrieval.index.filters import Limits, nothing_left
from retrieval.languages.detection import language
from retrieval.model import Hit
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
    check(database, (*given.quotes, *given.nearest))
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
    reason = reason_to_refuse(
        question, spoken, found, sure=sure >= threshold, nothing_left=nothing_left
    )
    if silent and not reason:
        reason = "party_silent"
    best = [] if reason else chosen(found, limit)
    near = near_hits(question.query, found) if reason in UNSURE else []
    reason = "nearest" if near else reason
    quotes, nearest = (
        tuple(
            quoted(found.candidates, hit, articles[hit.passage.article_id], number, speakers)
            for number, hit in enumerate(hits, start=1)
        )
        for hits in (best, near)
    )
    refusal = refused(question, found, reason, newest, speakers.party) if reason else None
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
        nearest=nearest,
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


def _asked_days(asked: Asked | None) -> AskedDays | None:
    if asked is None:
        return None
    first, last = (day.isoformat() if day else None for day in (asked.first, asked.last))
    return AskedDays(first, last, asked.kind, asked.written)
