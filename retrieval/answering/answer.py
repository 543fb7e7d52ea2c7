"""Hits -> Answer: the sentence that answers, what else is quoted, or why nothing is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, NamedTuple

from retrieval.analysis.near_duplicates import copies
from retrieval.answering.confidence import sureness
from retrieval.answering.copies import NO_TEXTS, Texts, with_copies
from retrieval.answering.corrections import changed_after, changes_from, corrections
from retrieval.answering.heard.whose import CANDIDATES, Heard, heard, of_party
from retrieval.answering.quotes import quoted
from retrieval.answering.refusing.nearest import near_hits
from retrieval.answering.refusing.refusals import UNSURE, reason_to_refuse, refused
from retrieval.answering.refusing.suggestions import suggested
from retrieval.answering.selection import chosen, figures
from retrieval.answering.showing.soundness import check
from retrieval.answering.speakers import SpeakerFilter
from retrieval.answers import Answer, AskedDays, Correction, Coverage, ReadAs
from retrieval.days.asked import Asked
from retrieval.model import Hit
from retrieval.query.question import Question
from retrieval.ranking.search import SearchResult
from retrieval.snapshot import Snapshot
from retrieval.speakers.outlets import known_outlet
from retrieval.stored.limits import Limits

CONFIDENT: Final = 0.4
"""The confidence from which on an answer is given, unless the operator sets another."""


class Answered(NamedTuple):
    """An answer, and the hits among which its quotes were chosen."""

    answer: Answer
    hits: tuple[Hit, ...]

    def copies(self) -> Mapping[str, tuple[str, ...]]:
        """For each quote's address the ids of the other articles that hold near copies of it; a
        quote that is itself one of an earlier quote's has no entry."""
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
    """The answer to the question `text`; see `Archive.ask`. Raises UnknownPartyError,
    UnknownOutletError."""
    stored = snapshot.stored
    limits = replace(limits, outlet=known_outlet(limits.outlet, snapshot.outlets))
    if party:
        known = snapshot.parties.known(party)
        read = of_party(snapshot, text, known, asked_on, limits)
    else:
        read = heard(snapshot, text, asked_on=asked_on, limits=limits, threshold=threshold)
    question, found = replace(read.question, text=text), read.found
    texts = stored.texts_of(found.articles)
    given = answer(
        question,
        found,
        coverage=stored.coverage(),
        limit=max(0, min(limit, CANDIDATES)),
        threshold=threshold,
        heard_of=read,
        nothing_left=stored.within(question.limits).is_empty(),
        corrections=corrections(stored, question.query, question.limits),
        texts=texts,
    )
    if given.refusal:
        offered = suggested(snapshot, read.question, found, threshold)
        given = replace(given, refusal=replace(given.refusal, suggestions=offered))
    check(stored, (*given.quotes, *given.nearest))
    if texts:
        given = with_copies(snapshot, question, given, texts)
    given = replace(
        given,
        changed=changed_after(stored, given.quotes, limits.as_of),
        changes_from=changes_from(stored, limits.as_of) if given.quotes else None,
    )
    return Answered(given, found.hits)


def answer(
    question: Question,
    found: SearchResult,
    *,
    coverage: Coverage,
    limit: int,
    threshold: float = CONFIDENT,
    heard_of: Heard | None = None,
    nothing_left: bool = False,
    corrections: Sequence[Correction] = (),
    texts: Texts = NO_TEXTS,
) -> Answer:
    """The answer that what was found gives, in the words of those that `heard_of` says.

    Below a confidence of `threshold` it is a refusal. `nothing_left`: the question's limits leave
    nothing to be asked.
    """
    speakers = heard_of.speakers if heard_of else SpeakerFilter()
    silent = heard_of.silent if heard_of else None
    spoken = question.query.spoken
    articles, by_meaning = found.articles, found.likely is not None
    sure = heard_of.confidence if heard_of else _sureness(question, found)
    stands = sure >= threshold and not (heard_of and heard_of.denied)
    reason = reason_to_refuse(question, found, sure=stands, nothing_left=nothing_left)
    if silent and silent == speakers.party and not reason and found.hits:
        reason = "party_silent"
    best = [] if reason else chosen(found, limit, texts)
    near = near_hits(question.query, found, texts) if reason in UNSURE else []
    reason = "nearest" if near else reason
    quotes, nearest = (
        tuple(
            quoted(found.candidates, hit, articles[hit.passage.article_id], number, whose)
            for number, hit in enumerate(hits, start=1)
        )
        for hits, whose in ((best, speakers), (near, speakers.of_anyone()))
    )
    refusal = refused(question, found, reason, speakers.party) if reason else None
    return Answer(
        question=question.text,
        asked_on=question.moment.asked_on,
        language=spoken,
        confidence=round(sure, 4),
        quotes=quotes,
        refusal=refusal,
        coverage=coverage,
        read_as=() if by_meaning else tuple(ReadAs(*each) for each in question.query.read_as),
        days=_asked_days(question.moment.asked),
        figures=figures(found.candidates, quotes, best),
        party=speakers.party,
        speaker=heard_of.speaker if heard_of else None,
        speaker_silent=None if reason == "party_silent" else silent,
        outlet=question.limits.outlet,
        path=question.limits.path,
        as_of=question.limits.as_of,
        since=question.limits.since,
        corrections=tuple(corrections),
        nearest=nearest,
        by_meaning=by_meaning,
    )


def _sureness(question: Question, found: SearchResult) -> float:
    return sureness(question, found) if found.hits else 0.0


def _asked_days(asked: Asked | None) -> AskedDays | None:
    if asked is None:
        return None
    first, last = (day.isoformat() if day else None for day in (asked.first, asked.last))
    return AskedDays(first, last, asked.kind, asked.written)
