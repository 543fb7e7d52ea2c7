"""A question -> what was found for it, in the words of those whose words it asks for.

The person or office comes before its party, and that before everybody: where they say nothing of
what is asked, the plain answer is given, and who was asked for is named as silent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Final

from retrieval.analysis.analysers import analyser
from retrieval.answering.confidence import sureness
from retrieval.answering.heard.denied import without_denied_lead
from retrieval.answering.heard.order import in_order
from retrieval.answering.speakers import SpeakerFilter
from retrieval.languages.detection import DEFAULT
from retrieval.languages.written import asked_in
from retrieval.query.courtesies import asked_plainly
from retrieval.query.question import LONGEST, Question, understood
from retrieval.ranking.meant import found_for
from retrieval.ranking.search import SearchResult, search
from retrieval.snapshot import Snapshot
from retrieval.speakers.asked import Order, Whose, asked_order, mentioned_outlet, whose_words
from retrieval.speakers.worded.asked import whose_words_in
from retrieval.stored.limits import Limits
from retrieval.stored.looked import Looked

CANDIDATES: Final = 30
"""Hits from which an answer's quotes are chosen, and so many at most: a longer answer begins with
the quotes of a shorter one."""
OF_PARTY: Final = 200
"""Hits among which those with words of a party are sought."""
NEAR: Final = 0.6
"""Of the best hit's score, what another must reach to come before it with words of their own."""
SAYS_IT: Final = 0.75
"""The least confidence in words of who is asked for that hold all that is asked: of 24 such
questions about seeds/ and an article of its kind 22 were answered by them."""
HEARD: Final = 30
"""Hits with words of a party from which an answer's quotes are chosen."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a question was read as, what was found, and whose sentences alone are quoted: of the
    party, or of `speaker` as the question has it; `silent`: who says nothing of it; `denied`: all
    that was found turns down what is asked; `says_it`: who was named says all that is asked."""

    question: Question
    found: SearchResult
    speakers: SpeakerFilter
    speaker: str | None = None
    silent: str | None = None
    denied: bool = False
    says_it: bool = False

    @classmethod
    def of(
        cls,
        question: Question,
        found: SearchResult,
        speakers: SpeakerFilter,
        speaker: str | None = None,
        silent: str | None = None,
    ) -> Heard:
        """The same, what is denied behind the rest."""
        found, denied = without_denied_lead(found, speakers)
        says_it = False
        if found.hits:
            passage = found.hits[0].passage
            body = found.articles[passage.article_id].body
            says_it = speakers.says_all(found.candidates, passage, body)
        return cls(question, found, speakers, speaker, silent, denied, says_it)

    @property
    def confidence(self) -> float:
        """The confidence in the best hit."""
        if not self.found.hits:
            return 0.0
        sure = sureness(self.question, self.found)
        return max(sure, SAYS_IT) if self.says_it else sure

    def is_sure(self, threshold: float) -> bool:
        """Whether an answer may be given."""
        return bool(self.found.hits) and not self.denied and self.confidence >= threshold


def heard(
    snapshot: Snapshot, text: str, *, asked_on: date | None, limits: Limits, threshold: float
) -> Heard:
    """What is found for the question `text`, in whose words it asks for."""
    snapshot = snapshot._replace(looked=Looked())
    words = asked_plainly(snapshot, text[:LONGEST])
    asked = _asked(snapshot, words)
    if asked is None:
        order, words = asked_order(words)
        return _plain(snapshot, words if order else text, asked_on, limits, order)
    tries = _of_outlet if asked.outlet else _of_speakers
    for one in tries(snapshot, asked, asked_on, limits):
        if one.is_sure(threshold):
            return one
    whole = _plain(snapshot, text, asked_on, limits, asked.order)
    if asked.outlet and asked.rest and not (whole.is_sure(threshold) and _knows(whole, asked.who)):
        whole = _plain(snapshot, asked.rest, asked_on, limits, asked.order)
    return replace(whole, silent=asked.who if asked.sure else None)


def _asked(snapshot: Snapshot, words: str) -> Whose | None:
    """Whose words are asked for, or which outlet is named."""
    code = asked_in(words, snapshot.languages)
    if code != DEFAULT and (found := whose_words_in(words, code)):
        return found
    asked = whose_words(words, snapshot.parties, snapshot.outlets)
    return asked or mentioned_outlet(words, snapshot.outlets)


def _knows(heard: Heard, who: str) -> bool:
    """Whether the coverage has the words of an outlet's name as they are."""
    query = heard.question.query
    lacking = {*query.unknown, *(written for written, _ in query.read_as)}
    return lacking.isdisjoint(who.split())


def words_searched(snapshot: Snapshot, text: str, asked_on: date | None, threshold: float) -> str:
    """The words that the question `text` is searched for with: without those that ask whose."""
    words = asked_plainly(snapshot, text[:LONGEST])
    asked = _asked(snapshot, words)
    if asked is None and asked_order(words)[0] is None:
        return text
    read = heard(snapshot, text, asked_on=asked_on, limits=Limits(), threshold=threshold)
    return read.question.text


def of_party(
    snapshot: Snapshot, text: str, party: str, asked_on: date | None, limits: Limits
) -> Heard:
    """What is found in words of `party` alone; all of it, and the party as `silent`, where there is
    nothing."""
    question, found = _searched(snapshot, text, asked_on, limits, OF_PARTY)
    speakers = SpeakerFilter(snapshot.stored.attributions, snapshot.parties, party)
    theirs = _theirs(found, speakers)
    return Heard.of(question, theirs or found, speakers, silent=None if theirs else party)


def _plain(
    snapshot: Snapshot, text: str, asked_on: date | None, limits: Limits, order: Order | None
) -> Heard:
    question, found = _searched(snapshot, text, asked_on, limits, CANDIDATES)
    speakers = SpeakerFilter(snapshot.stored.attributions, snapshot.parties)
    return Heard.of(question, in_order(found, order, speakers), speakers)


def _of_outlet(
    snapshot: Snapshot, asked: Whose, asked_on: date | None, limits: Limits
) -> Iterator[Heard]:
    """In articles of the outlet; its newest, where nothing else is asked."""
    inside = replace(limits, outlet=asked.outlet)
    if asked.rest:
        yield _plain(snapshot, asked.rest, asked_on, inside, asked.order)
        return
    question = understood(snapshot, "", asked_on, inside)
    newest = question.moment._replace(since=date.min)
    found = search(snapshot.within(inside), question.query, newest, limit=CANDIDATES)
    yield Heard(question, found, SpeakerFilter(snapshot.stored.attributions, snapshot.parties))


def _of_speakers(
    snapshot: Snapshot, asked: Whose, asked_on: date | None, limits: Limits
) -> Iterator[Heard]:
    """In the words of who is named, then in those of the party."""
    question, found = _searched(snapshot, asked.searched, asked_on, limits, OF_PARTY)
    query = question.query
    every = SpeakerFilter(
        snapshot.stored.attributions,
        snapshot.parties,
        spellings=query.question_term,
        topic=frozenset(analyser(query.language).terms(asked.rest))
        & query.idf.keys() - query.day_terms - {*asked.name},
        stance=asked.stance,
    )
    named = frozenset(asked.name)
    party = replace(every, party=asked.party) if asked.party else None
    silent_name = asked.who if named else None
    tries: list[tuple[SpeakerFilter, str | None]] = []
    if named:
        tries.append((replace(every, name=named, person=asked.is_person), None))
    if party:
        tries += [(party, silent_name), (replace(party, nearby=True), silent_name)]
    for speakers, silent in tries:
        if theirs := _theirs(found, speakers):
            theirs = in_order(theirs, asked.order, speakers)
            yield Heard.of(question, theirs, speakers, asked.who if speakers.name else None, silent)


def _searched(
    snapshot: Snapshot, text: str, asked_on: date | None, limits: Limits, best: int
) -> tuple[Question, SearchResult]:
    question = understood(snapshot, text, asked_on, limits)
    inside = snapshot.within(question.limits)
    return question, found_for(inside, question.query, question.moment, limit=best)


def _theirs(found: SearchResult, speakers: SpeakerFilter) -> SearchResult | None:
    """What was found with a sentence of theirs; None where there is none."""
    hits = list(islice(speakers.with_party(found.candidates, found.hits, found.articles), HEARD))
    if not hits:
        return None
    near = [hit for hit in hits if hit.score >= NEAR * hits[0].score]
    own = [
        hit
        for hit in near
        if speakers.in_their_words(
            found.candidates, hit.passage, found.articles[hit.passage.article_id].body
        )
    ]
    hits = list(dict.fromkeys([*own, *hits]))
    match = found.match + hits[0].score - found.hits[0].score
    return replace(found, hits=tuple(hits), match=match, surest=None)
