"""What was said first, or last: hits in the order of their days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from retrieval.analysis.terms import terms
from retrieval.answering.speakers import SpeakerFilter
from retrieval.days.mentioned import spoken
from retrieval.languages.english.speaking.whose_words import SAID_FIRST, SAID_LAST
from retrieval.model import Hit, Passage
from retrieval.ranking.search import SearchResult
from retrieval.speakers.asked import Order

NEAR: Final = 0.5
"""Of the best hit's score, what another must reach to speak of the same."""


def in_order(found: SearchResult, order: Order | None, speakers: SpeakerFilter) -> SearchResult:
    """The hits that speak of the same as the best, the one said first (or last) before all, then
    that of the other end; the rest as they stand."""
    if order is None or not found.hits:
        return found
    candidates = found.candidates
    near = [hit for hit in found.hits if hit.score >= NEAR * found.hits[0].score]
    near = [hit for hit in near if _is_about(found, hit)]
    if candidates.cues.asks_number:
        near = [hit for hit in near if candidates.figure(candidates.of(hit.passage)) is not None]
    if len(near) < 2:
        return found
    ordered = sorted(near, key=lambda hit: _place(hit, found, order, speakers))
    first = [ordered[0], ordered[-1]] if len(ordered) > 1 else ordered
    hits = tuple(dict.fromkeys([*first, *ordered, *found.hits]))
    match = found.match + hits[0].score - found.hits[0].score
    return replace(found, hits=hits, match=match)


def _is_about(found: SearchResult, hit: Hit) -> bool:
    """Whether the passage, or its headline, has the rarest of the words that the best hit has."""
    query, best = found.candidates.query, found.candidates.of(found.hits[0].passage)
    held = {term for _, term in best.places}
    if not held:
        return True
    rarest = max(sorted(held), key=lambda term: query.idf[term])
    headline = found.articles[hit.passage.article_id].headline
    there = {term for _, term in found.candidates.of(hit.passage).places}
    return rarest in there or rarest in {query.question_term.get(each) for each in terms(headline)}


def _place(
    hit: Hit, found: SearchResult, order: Order, speakers: SpeakerFilter
) -> tuple[int, bool, int]:
    """Where the hit belongs: by what its words say of the order, then by its day."""
    text = hit.passage.text
    article = found.articles[hit.passage.article_id]
    span = speakers.sentence(found.candidates, hit.passage, article.body)
    sentence = text[slice(*span)] if span else text
    mine, others = (SAID_FIRST, SAID_LAST) if order == "first" else (SAID_LAST, SAID_FIRST)
    told = 0 if mine.search(sentence) else 2 if others.search(sentence) else 1
    day = _day(hit.passage, article.published)
    return told, day is None, 0 if day is None else day if order == "first" else -day


def _day(passage: Passage, published: str | None) -> int | None:
    """The article's day, else the last that the passage speaks of."""
    if published:
        return date.fromisoformat(published[:10]).toordinal()
    spoken_of = spoken(passage.text, None, language=passage.language)
    days: Sequence[int] = [each.last.toordinal() for each in spoken_of if each.last]
    return max(days, default=None)
