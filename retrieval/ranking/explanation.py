"""Why a passage stands where it does for a question: the parts of its score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Final

import numpy as np

from retrieval.analysis.analysers import analyser, asked_tokens
from retrieval.days.moment import TimeContext
from retrieval.model import Article, Passage
from retrieval.query.query import Query
from retrieval.query.question import understood
from retrieval.ranking.candidates import Candidates
from retrieval.ranking.gains.further import FurtherGains
from retrieval.ranking.meant import found_for
from retrieval.ranking.proximity import ARTICLE, named, proximity
from retrieval.ranking.search import READ, boosts, nearness_of, own_language
from retrieval.snapshot import Snapshot

_DIGITS: Final = 6


@dataclass(frozen=True, slots=True)
class Share:
    """What a word of the question adds to a passage's score.

    `found` are the passage's own words that stand for it; none: it stands in the headline or in
    the section's heading above the passage.
    """

    word: str
    found: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """The parts of a passage's `score`, which sum to it.

    `words` are BM25's shares, in the question's order. The others: the whole article's BM25; the
    question's words `together`, near one another, and its names; the `cue`, what the question asks
    for (a figure, a date, a name); the day; the language, in a coverage of several; the kind of
    thing that is asked for (a place, money); the years asked about; the headline's names that it
    repeats; its place in the article, less than nothing where it is very short; the `meaning`,
    which is all of it where the question is in another language.
    """

    address: str
    score: float
    words: tuple[Share, ...]
    article: float = 0.0
    together: float = 0.0
    names: float = 0.0
    cue: float = 0.0
    day: float = 0.0
    language: float = 0.0
    kind: float = 0.0
    years: float = 0.0
    headline: float = 0.0
    place: float = 0.0
    meaning: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """The explanation as plain values."""
        parts = asdict(self)
        seldom = {"language": self.language, "meaning": self.meaning}
        return {name: part for name, part in parts.items() if seldom.get(name, True)}


def explain(
    snapshot: Snapshot,
    question: str,
    article: Article,
    passage: Passage,
    *,
    asked_on: date | None = None,
) -> Explanation:
    """The parts of the score of a passage of `article` for the question.

    They sum to the score that `search.search` gives it.
    """
    read_as = understood(snapshot, question, asked_on)
    query, moment = read_as.query, read_as.moment
    meant = 0.0
    if snapshot.stored.model():
        found = found_for(snapshot, query, moment, limit=READ)
        meant = sum(hit.meant for hit in found.hits if hit.passage.address == passage.address)
        if found.likely is not None:
            return Explanation(passage.address, meant, (), meaning=meant)
    told = _explain(snapshot, query, moment, article, passage)
    return replace(told, score=round(told.score + meant, _DIGITS), meaning=meant)


def _explain(
    snapshot: Snapshot,
    query: Query,
    moment: TimeContext,
    whole: Article,
    passage: Passage,
) -> Explanation:
    stored = snapshot.stored
    one = stored.place_of(whole, passage)
    words = _shares(query, passage, stored.shares(query.terms, one)[:, 0].tolist())
    article = ARTICLE * stored.article_scores(query.terms, one)[0]
    nearness = np.maximum(0.0, nearness_of(stored, one, moment))
    candidates = Candidates(query)
    candidate = candidates.of(passage)
    gains = FurtherGains(candidates, moment)
    parts = {
        "article": article,
        "together": proximity(candidate),
        "names": named(candidate),
        "cue": candidates.cues.gain(candidate),
        "day": boosts(query, moment, nearness)[0],
        "language": own_language(query, snapshot, one)[0],
        **gains.of(passage, candidate, whole.headline, whole.published)._asdict(),
    }
    rounded = {name: round(float(part), _DIGITS) for name, part in parts.items()}
    bm25 = sum(share.score for share in words)
    score = round(bm25 + float(sum(parts.values())), _DIGITS)
    return Explanation(passage.address, score, words, **rounded)


def _shares(query: Query, passage: Passage, added: Sequence[float]) -> tuple[Share, ...]:
    """What each of the question's words adds to BM25, given what each term adds: those that add
    something."""
    asked: dict[str, str] = {}
    for token in asked_tokens(query.text, query.language):
        asked.setdefault(token.term, query.text[slice(*token.span)])
    found: dict[str, dict[str, None]] = {}
    for token in analyser(passage.language).tokens(passage.text):
        if owner := query.question_term.get(token.term):
            found.setdefault(owner, {})[passage.text[slice(*token.span)]] = None
    return tuple(
        Share(
            asked.get(term.term, term.term), tuple(found.get(term.term, ())), round(score, _DIGITS)
        )
        for term, score in zip(query.terms, added, strict=True)
        if score > 0
    )
