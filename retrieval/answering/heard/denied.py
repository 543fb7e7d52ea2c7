"""What is denied never leads: hits whose sentence turns down what is asked come after others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from retrieval.answering.speakers import SpeakerFilter
from retrieval.model import Hit
from retrieval.ranking.search import SearchResult

NEAR: Final = 0.4
"""Of the best hit's score, what another must reach to lead in its place."""


def without_denied_lead(found: SearchResult, speakers: SpeakerFilter) -> tuple[SearchResult, bool]:
    """What was found, hits that are no answers behind those that may be; True where none may be."""
    if not found.hits or not _is_none(found, speakers, found.hits[0]):
        return (_of_side(found) if found.hits else found), False
    best = found.hits[0].score
    near = (hit for hit in found.hits if hit.score >= NEAR * best)
    able = [hit for hit in near if _may_lead(found, speakers, hit)]
    return (_of_side(_led_by(found, able)), False) if able else (found, True)


def _led_by(found: SearchResult, hits: Sequence[Hit]) -> SearchResult:
    """What was found, these hits before the others."""
    match = found.match + hits[0].score - found.hits[0].score
    return replace(found, hits=tuple(dict.fromkeys([*hits, *found.hits])), match=match)


def _of_side(found: SearchResult) -> SearchResult:
    """What was found, figures surely of the side that is asked for before others."""
    candidates, counted = found.candidates, found.candidates.cues.counted
    if counted.side is None or counted.is_of_side(candidates.of(found.hits[0].passage)):
        return found
    best = found.hits[0].score
    near = (hit for hit in found.hits if hit.score >= NEAR * best)
    of_side = [hit for hit in near if counted.is_of_side(candidates.of(hit.passage))]
    return _led_by(found, of_side) if of_side else found


def _is_none(found: SearchResult, speakers: SpeakerFilter, hit: Hit) -> bool:
    candidates = found.candidates
    if speakers.filters and not candidates.cues.counts:
        return False  # what they deny is what they say
    passage = candidates.of(hit.passage)
    if candidates.cues.counted.side and candidates.denied.is_none(passage):
        return True  # all its figures are of another side
    body = found.articles[hit.passage.article_id].body
    span = speakers.sentence(candidates, hit.passage, body)
    text = hit.passage.text[slice(*span)] if span else hit.passage.text
    return candidates.denied.is_none(candidates.read(text, hit.passage.language))


def _may_lead(found: SearchResult, speakers: SpeakerFilter, hit: Hit) -> bool:
    candidates = found.candidates
    if _is_none(found, speakers, hit):
        return False
    cues, passage = candidates.cues, candidates.of(hit.passage)
    if cues.counted.side:
        return cues.counted.is_of_side(passage)
    return not cues.counts or not cues.lacks_figure(passage)
