"""A question -> what was found for it: by its words, or, in another language than the coverage's,
by what it means and the names it shares with a passage, where vectors tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from math import exp
from sqlite3 import Connection
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from retrieval.days.moment import TimeContext
from retrieval.index.bm25 import Scored, top_of
from retrieval.index.posting_lists import PostingLists, Term
from retrieval.index.postings import Floats
from retrieval.meaning.embedder import Embedder
from retrieval.meaning.space import Space, space
from retrieval.meaning.vectors import Likeness, likenesses
from retrieval.model import Hit
from retrieval.query.query import Query
from retrieval.ranking import days
from retrieval.ranking.candidates import Candidates
from retrieval.ranking.search import CANDIDATES, READ, SearchResult, nearness_of, search
from retrieval.snapshot import Snapshot
from retrieval.store.articles import PassageLocation, passages_at, places
from retrieval.store.meaning.rows import sentence_vectors
from retrieval.store.meaning.tables import state

if TYPE_CHECKING:  # it takes as long to import as a question to answer
    from numpy.typing import NDArray

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
    kept = None if moment.since else state(snapshot.database)
    embedder = snapshot.embedder() if kept else None
    if kept is None or embedder is None or kept[0] != embedder.name:
        return search(snapshot, query, moment, limit=limit)
    if is_foreign(snapshot, query) and not query.phrases:
        known = space(snapshot.database, snapshot.statistics, kept[1])
        return _Meant(snapshot, query, moment, embedder).found(known, limit)
    gains = partial(_gains, snapshot.database, query, embedder)
    return search(snapshot, query, moment, limit=limit, meant=gains)


def _gains(
    database: Connection,
    query: Query,
    embedder: Embedder,
    where: Mapping[int, PassageLocation],
) -> dict[int, float]:
    """What the passages that were found by their words gain for their meaning, the most alike the
    most; nothing where one has no vectors yet."""
    vectors = sentence_vectors(database, where)
    if len(vectors) < len(where):
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
    """A passage, how alike it is to the question, and its score."""

    scored: Scored
    likeness: Likeness
    score: float


class _Meant:
    """A search by what the question means."""

    def __init__(
        self, snapshot: Snapshot, query: Query, moment: TimeContext, embedder: Embedder
    ) -> None:
        self.snapshot, self.moment = snapshot, moment
        self.vector = embedder.question(query.text)
        self.names = PostingLists(snapshot.database, snapshot.statistics, _names(query))
        shared = {each.term for each in self.names.terms}
        stands_for = {term: of for term, of in query.question_term.items() if of in shared}
        self.query = replace(query, question_term=stands_for)

    def found(self, known: Space, limit: int) -> SearchResult:
        """The best passages."""
        database = self.snapshot.database
        ranked, outside = self._ranked(known)
        if not ranked:
            return SearchResult(Candidates(self.query), outside=outside, likely=0.0)
        best = ranked[: max(limit, READ)]
        where = places(database, [each.scored.passage for each in best])
        languages = self.snapshot.languages_of(place.article for place in where.values())
        passages = passages_at(database, where, languages)
        likeness = {passages[each.scored.passage][0].text: each.likeness.sentences for each in best}
        top = best[0].score
        unit, hits = self.query.rarest / REACH, []
        for each in best:
            score = round(unit * max(0.0, REACH + each.score - top), 6)
            passage = passages[each.scored.passage][0]
            hits.append(Hit(passage, bm25=each.scored.score, score=score, meant=score))
        hits.sort(key=lambda hit: (-hit.score, hit.passage.article_id, hit.passage.start))
        return SearchResult(
            Candidates(self.query, likeness),
            hits=tuple(hits[:limit]),
            articles={article.id: article for _, article in passages.values()},
            match=hits[0].score,
            surest=hits[0],
            likely=_likely([each.score for each in ranked]),
            outside=outside,
        )

    def _ranked(self, known: Space) -> tuple[list[_Ranked], bool]:
        """The passages, best first; True where all are of other days than those asked for."""
        database, statistics = self.snapshot.database, self.snapshot.statistics
        near = known.nearest(statistics, self.vector, CANDIDATES)
        named = [each.position for each in top_of(self.names, NAMESAKES)]
        positions = np.union1d(near, np.array(named, dtype=np.intp))
        numbers = statistics.numbers(positions).tolist()
        where = places(database, numbers)
        vectors = sentence_vectors(database, where)
        some = [at for at, number in enumerate(numbers) if number in vectors]
        positions, numbers = positions[some], [numbers[at] for at in some]
        alike = likenesses([vectors[number] for number in numbers], self.vector)
        bm25 = self.names.scores(positions)
        scored = list(map(Scored, positions.tolist(), numbers, bm25.tolist()))
        nearness = nearness_of(database, scored, where, self.moment)
        outside = bool(len(scored)) and bool(np.all(nearness < 0))
        scores = self._scores(positions, alike, nearness).tolist()
        ranked = [
            _Ranked(*each)
            for at, each in enumerate(zip(scored, alike, scores, strict=True))
            if outside or nearness[at] >= 0
        ]
        return sorted(ranked, key=lambda each: -each.score), outside

    def _scores(
        self, positions: NDArray[np.intp], alike: Sequence[Likeness], nearness: Floats
    ) -> Floats:
        scores = np.array(list(map(_score, alike)))
        idf = np.array([term.idf for term in self.names.terms])
        held = self.names.frequencies(positions) > 0
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
