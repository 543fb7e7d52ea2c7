"""A question -> what was found for it: by its words, or, in another language than the coverage's,
by what it means and the names it shares with a passage, where vectors tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from math import exp
from typing import Final, NamedTuple

import numpy as np

from retrieval.days.moment import TimeContext
from retrieval.meaning.embedder import Embedder
from retrieval.meaning.vectors import Likeness, likenesses
from retrieval.model import Hit
from retrieval.query.query import Query
from retrieval.ranking import days
from retrieval.ranking.candidates import Candidates
from retrieval.ranking.search import CANDIDATES, READ, SearchResult, nearness_of, search
from retrieval.snapshot import Snapshot
from retrieval.stored.coverage import StoredCoverage
from retrieval.stored.scored import Floats, Scored
from retrieval.stored.terms import Term

BEST: Final = 2.0
"""What the likeness of the best sentence counts, where that of the whole passage counts 1."""
NAMED: Final = 0.03
"""What a name, or a number, that a single passage holds counts in the same unit."""
DAY: Final = 0.05
"""What the asked day counts in it."""
REACH: Final = 0.3
"""How far below the best one a passage scores nothing."""
IN_ONES_OWN: Final = 3.0
"""What meaning counts for a question in the coverage's language, in idf of the rarest word."""
NAMESAKES: Final = 50
"""Passages with the question's names that are looked at besides those that are nearest."""
BIAS, BY_GAP = -4.6, 34.8
"""The weights of a logistic regression: see docs/meaning.md for what they were fitted on."""
NEXT: Final = slice(9, 40)
"""The passages, by rank, from whose mean the best must stand out: those before may say the same."""
OWN, FOREIGN = 0.6, 0.75
"""Of a question's words, the share that the coverage has at the least of one in its language, and
of one that seems to be in another."""


def found_for(snapshot: Snapshot, query: Query, moment: TimeContext, *, limit: int) -> SearchResult:
    """The best passages for `query`, in whatever language it is."""
    kept = None if moment.since else snapshot.stored.model()
    embedder = snapshot.embedder() if kept else None
    if kept is None or embedder is None or kept[0] != embedder.name:
        return search(snapshot, query, moment, limit=limit)
    if is_foreign(snapshot, query) and not query.phrases:
        return _Meant(snapshot, query, moment, embedder).found(limit)
    gains = partial(_gains, snapshot.stored, query, embedder)
    return search(snapshot, query, moment, limit=limit, meant=gains)


def _gains(
    stored: StoredCoverage, query: Query, embedder: Embedder, scored: Scored
) -> dict[int, float]:
    """What the passages that were found by their words gain for their meaning, the most alike the
    most; nothing where one has no vectors yet."""
    vectors = stored.sentence_vectors(scored)
    if len(vectors) < scored.size:
        return {}
    alike = likenesses(list(vectors.values()), embedder.question(query.text))
    scores = dict(zip(vectors, map(_score, alike), strict=True))
    most = max(scores.values(), default=0.0)
    unit = IN_ONES_OWN * query.rarest / REACH
    return {
        number: round(unit * max(0.0, REACH + score - most), 6) for number, score in scores.items()
    }


def _score(likeness: Likeness) -> float:
    return likeness.passage + BEST * likeness.best


def is_foreign(snapshot: Snapshot, query: Query) -> bool:
    """Whether the question is in a language that the coverage is not: by its little words, and by
    how many of its others the coverage has."""
    words = len(query.idf) + len(query.everyday)
    if query.foreign or not words:
        return query.foreign
    heard = len(query.terms) - len(query.read_as)
    if query.spoken in snapshot.languages:
        return (heard + len(query.everyday)) / words < OWN
    return heard / words < FOREIGN


class _Ranked(NamedTuple):
    """A passage, by its place among those found, how alike it is to the question, its score."""

    at: int
    likeness: Likeness
    score: float


class _Meant:
    """A search by what the question means."""

    def __init__(
        self, snapshot: Snapshot, query: Query, moment: TimeContext, embedder: Embedder
    ) -> None:
        self.snapshot, self.moment = snapshot, moment
        self.vector = embedder.question(query.text)
        self.stored, self.names = snapshot.stored, _names(query)
        shared = {each.term for each in self.names}
        stands_for = {term: of for term, of in query.question_term.items() if of in shared}
        self.query = replace(query, question_term=stands_for)

    def found(self, limit: int) -> SearchResult:
        """The best passages."""
        scored, ranked, outside = self._ranked()
        if not ranked:
            return SearchResult(Candidates(self.query), outside=outside, likely=0.0)
        best = ranked[: max(limit, READ)]
        read = scored.take([each.at for each in best])
        passages = self.stored.passages(read)
        pairs = zip(passages, best, strict=True)
        likeness = {passage.text: each.likeness.sentences for (passage, _), each in pairs}
        top = best[0].score
        unit, hits = self.query.rarest / REACH, []
        for each, (passage, _), bm25 in zip(best, passages, read.scores.tolist(), strict=True):
            score = round(unit * max(0.0, REACH + each.score - top), 6)
            hits.append(Hit(passage, bm25=bm25, score=score, meant=score))
        hits.sort(key=lambda hit: (-hit.score, hit.passage.article_id, hit.passage.start))
        return SearchResult(
            Candidates(self.query, likeness),
            hits=tuple(hits[:limit]),
            articles={article.id: article for _, article in passages},
            match=hits[0].score,
            surest=hits[0],
            likely=_likely([each.score for each in ranked]),
            outside=outside,
        )

    def _ranked(self) -> tuple[Scored, list[_Ranked], bool]:
        """The passages that were found, and in their order; True where all are of other days than
        those asked for."""
        near = self.stored.nearest(self.vector, CANDIDATES)
        scored = near.and_then(self.stored.best(self.names, NAMESAKES).besides(near, NAMESAKES))
        scored = scored.take(np.argsort(scored.numbers, kind="stable"))
        vectors = self.stored.sentence_vectors(scored)
        scored = scored.take(np.isin(scored.numbers, list(vectors)))
        shares = self.stored.shares(self.names, scored)
        scored = scored._replace(scores=shares.sum(axis=0))
        alike = likenesses([vectors[number] for number in scored.numbers.tolist()], self.vector)
        nearness = nearness_of(self.stored, scored, self.moment)
        outside = bool(scored) and bool(np.all(nearness < 0))
        scores = self._scores(scored, alike, nearness).tolist()
        ranked = [
            _Ranked(*each)
            for each in zip(range(scored.size), alike, scores, strict=True)
            if outside or nearness[each[0]] >= 0
        ]
        return scored, sorted(ranked, key=lambda each: -each.score), outside

    def _scores(self, scored: Scored, alike: Sequence[Likeness], nearness: Floats) -> Floats:
        scores = np.array(list(map(_score, alike)))
        idf = np.array([term.idf for term in self.names])
        held = self.stored.frequencies(self.names, scored) > 0
        scores += NAMED / self.query.rarest * (idf @ held)
        if self.moment.sought:
            scores += DAY * days.weight(self.moment.sought) / days.DAY * nearness
        return np.round(scores, 6)


def _likely(scores: Sequence[float]) -> float:
    """The probability that the best passage answers, given the scores, the highest first."""
    others = scores[NEXT] or scores[1:]
    gap = scores[0] - sum(others) / len(others) if others else 0.0
    return 1 / (1 + exp(-BIAS - BY_GAP * gap))


def _names(query: Query) -> tuple[Term, ...]:
    """The terms of the question that mean the same in any language: numbers, and names that the
    coverage writes too, be it in other letters or as another language calls them."""
    called = {of for term, of in query.question_term.items() if of != term}
    return tuple(
        each
        for each in query.terms
        if each.term.isdigit() or each.term in query.known_names or each.term in called
    )
