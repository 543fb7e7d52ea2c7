"""The best passages by BM25: proposed by a cluster, scored exactly here, and proved to be them.

A cluster ranks by features that have lost some bits. It is asked for more than are wanted; what it
did not give has at most a little more than the last that it gave, by its own scores. Where the
worst of those that are wanted has more than that by its exact score, all are proved; else twice as
many are asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from retrieval.index.bm25 import Scorer
from retrieval.index.postings import K1, UNIT, Floats
from retrieval.opensearch.reading.limits import Filter
from retrieval.opensearch.reading.moment import WINDOW, Moment
from retrieval.opensearch.terms import LOST, Packed, feature
from retrieval.stored.scored import Scored
from retrieval.stored.terms import Term

_MORE: Final = 1.25
_BESIDES: Final = 8


def best(moment: Moment, terms: Sequence[Term], k: int, more: Sequence[Filter] = ()) -> Scored:
    """The `k` best of the passages that the filters leave, exactly; ties by article id, then by
    place."""
    if not terms or k < 1:
        return moment.scored([])
    clauses = [each for term in terms for each in _clauses(term)]
    query = {
        "bool": {
            "should": clauses,
            "minimum_should_match": 1,
            "filter": moment.passages_left(more),
        }
    }
    lost = LOST * max(1.0, moment.average / (moment.state.average or 1.0))
    size = min(WINDOW, int(k * _MORE) + _BESIDES)
    while True:
        found = moment.passages_of({"size": size, "query": query})
        ranked = exactly(moment, terms, [each for each, _ in found])
        if len(found) < size or size == WINDOW:
            return _first(moment, ranked, k)
        if len(ranked) >= k and ranked[k - 1][1] > found[-1][1] * lost:
            return _first(moment, ranked, k)
        size = min(WINDOW, 2 * size)


def exactly(
    moment: Moment, terms: Sequence[Term], found: Sequence[Packed]
) -> list[tuple[Packed, float]]:
    """Those of the passages with a score above 0, with it, the best first."""
    if not found:
        return []
    lengths = np.array([each.length for each in found], dtype=np.uint32)
    scorer = Scorer(passages=moment.state.passages, average=moment.average, df={})
    impacts = scorer.impacts(frequencies(terms, found), lengths)
    idf = np.array([[term.idf] for term in terms])
    scores = (idf * impacts).sum(axis=0).tolist()
    ranked = [(each, score) for each, score in zip(found, scores, strict=True) if score > 0]
    ranked.sort(key=lambda each: (-each[1], each[0].article_id, each[0].ordinal))
    return ranked


def frequencies(terms: Sequence[Term], found: Sequence[Packed]) -> Floats:
    """How often each term (rows) stands in each passage (columns)."""
    counted = np.zeros((len(terms), len(found)))
    for row, term in zip(counted, terms, strict=True):
        for spelling, weight in term.spellings:
            row += [weight * each.units_of(spelling) * UNIT for each in found]
    return counted


def _first(moment: Moment, ranked: Sequence[tuple[Packed, float]], k: int) -> Scored:
    some = ranked[:k]
    return moment.scored([each for each, _ in some], [score for _, score in some])


def _clauses(term: Term) -> list[dict[str, Any]]:
    """A term's share of the score: for several spellings never too low."""
    return [
        {
            "rank_feature": {
                "field": f"f.{feature(spelling)}",
                "boost": term.idf * (K1 + 1),
                "saturation": {"pivot": K1 / weight},
            }
        }
        for spelling, weight in term.spellings
    ]
