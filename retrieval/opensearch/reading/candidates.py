"""The best passages by BM25: proposed by a cluster, scored exactly here, and proved to be them.

A cluster ranks by features that have lost some bits. It is asked for more than are wanted; what it
did not give has at most a little more than the last that it gave, by its own scores. Where the
worst of those that are wanted has more than that by its exact score, all are proved; else twice as
many are asked for. Where so many of one score cannot be told from others that a cluster gives no
more at once, it puts these in their order itself.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Any, Final

import numpy as np

from retrieval.days.calendar import Days
from retrieval.index.bm25 import Scorer
from retrieval.index.postings import K1, UNIT, Floats
from retrieval.opensearch.reading.limits import Filter, of_days
from retrieval.opensearch.reading.moment import WINDOW, Moment
from retrieval.opensearch.terms import LOST, Packed, UnitsOf, feature
from retrieval.stored.scored import Scored
from retrieval.stored.terms import Term

CLAUSES: Final = 900
"""Terms that a cluster is asked for in one search: its own limit is 1,024 clauses. Of more, what no
search gave has at most the sum of what the last of each has."""
_BELOW: Final = 1 - 1e-6
_MORE: Final = 1.25
_BESIDES: Final = 8
_IN_ORDER: Final = {
    "sort": [{"_score": "desc"}, {"article_id": "asc"}, {"ordinal": "asc"}],
    "track_scores": True,
}
_Ranked = list[tuple[Packed, float]]


def best(moment: Moment, terms: Sequence[Term], k: int, more: Sequence[Filter] = ()) -> Scored:
    """The `k` best of the passages that the filters leave, exactly; ties by article id, then by
    place."""
    if not terms or k < 1:
        return moment.scored([])
    if k > WINDOW:
        return _scored(moment, _every(moment, terms, more)[:k])
    sought = _Sought(k, more)
    while not sought.has(k):
        _ask(moment, terms, [sought])
    return _scored(moment, sought.ranked[:k])


def best_and_of_days(moment: Moment, terms: Sequence[Term], k: int, days: Days) -> Scored:
    """See `Passages.best_and_of_days`."""
    if not terms or k < 1:
        return moment.scored([])
    if 2 * k > WINDOW:
        found = best(moment, terms, k)
        return found.and_then(best(moment, terms, 2 * k, [of_days(days)]).besides(found, k))
    every, theirs = _Sought(k), _Sought(k + k // 2, [of_days(days)])  # some are among the best
    lacking, mine = [every, theirs], set[int]()
    while lacking:
        _ask(moment, terms, lacking)
        mine = {each.number for each, _ in every.ranked[:k]}
        lacking = [] if every.has(k) else [every]
        lacking += [] if theirs.has(k, mine) else [theirs]
    besides = [each for each in theirs.ranked if each[0].number not in mine]
    return _scored(moment, [*every.ranked[:k], *besides[:k]])


class _Sought:
    """The best of the passages that some filters leave, as far as they are known; the `k` of them
    are asked for at first."""

    def __init__(self, k: int, filters: Sequence[Filter] = ()) -> None:
        self.k, self.filters = k, filters
        self.size = min(WINDOW, int(k * _MORE) + _BESIDES)
        self.least: float | None = None
        """What those have at least that are asked for, by the cluster's own scores."""
        self.ranked: _Ranked = []
        self._proved, self._every = 0, False

    def has(self, k: int, besides: Set[int] = frozenset()) -> bool:
        """Whether the `k` best are known, but for those with these numbers."""
        proved = self.ranked[: self._proved]
        return self._every or sum(each.number not in besides for each, _ in proved) >= k

    def take(self, ranked: _Ranked, most: float, *, every: bool) -> None:
        """These were given, by their exact scores; they are `every` one, or of the others none has
        more than the most."""
        self._every = every or (self.size == WINDOW and self.least is None)
        self.ranked, self._proved = ranked, sum(score > most for _, score in ranked)

    def widen(self, lost: float | None) -> None:
        """Asks for more: for those that may have as much as the `k`-th has, where a cluster's score
        is at most so many times too low, and then for all that it gives."""
        if lost and self.least is None and len(self.ranked) >= self.k:
            self.least = self.ranked[self.k - 1][1] / lost * _BELOW
            self.size = WINDOW
        else:
            self.size = WINDOW if self.least else min(WINDOW, 2 * self.size)
            self.least = None


def _every(moment: Moment, terms: Sequence[Term], more: Sequence[Filter]) -> _Ranked:
    """All passages that have one of the terms, the best first."""
    found: dict[int, Packed] = {}
    for clauses in _parts(terms):
        some = {"should": clauses, "minimum_should_match": 1}
        query = {"bool": some | {"filter": moment.passages_left(more)}}
        body = {"query": query, "sort": [{"number": "asc"}]}
        there = moment.passages_in_order(body, moment.state.next_passage)
        found |= {each.number: each for each in there}
    return exactly(moment, terms, [*found.values()])


def _ask(moment: Moment, terms: Sequence[Term], lacking: Sequence[_Sought]) -> None:
    """Asks for what each lacks, in one call."""
    parts = _parts(terms)
    lost = LOST * max(1.0, moment.average / (moment.state.average or 1.0))
    bodies = [
        {
            "size": each.size,
            "query": {
                "bool": {
                    "should": clauses,
                    "minimum_should_match": 1,
                    "filter": moment.passages_left(each.filters),
                }
            },
        }
        | ({"min_score": each.least} if each.least else {})
        | (_IN_ORDER if each.size == WINDOW and not each.least else {})
        for each in lacking
        for clauses in parts
    ]
    replies = iter(moment.passages_with_scores(bodies))
    for each in lacking:
        given = [next(replies) for _ in parts]
        full = [some for some in given if len(some) >= each.size]
        found = {passage.number: passage for some in given for passage, _ in some}
        most = sum(some[-1][1] * lost for some in full)
        if each.least and not full:
            most = each.least * lost
        ranked = exactly(moment, terms, [*found.values()])
        each.take(ranked, most, every=not (full or each.least))
        each.widen(lost if len(parts) == 1 else None)


def exactly(moment: Moment, terms: Sequence[Term], found: Sequence[Packed]) -> _Ranked:
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
    units = UnitsOf(found)
    for row, term in zip(counted, terms, strict=True):
        for spelling, weight in term.spellings:
            at, some = units.of(spelling)
            row[at] += weight * some * UNIT
    return counted


def _scored(moment: Moment, ranked: _Ranked) -> Scored:
    return moment.scored([each for each, _ in ranked], [score for _, score in ranked])


def _parts(terms: Sequence[Term]) -> list[list[dict[str, Any]]]:
    """Each term's share of the score, for several spellings never too low; in parts that a cluster
    takes at once."""
    clauses = [
        {
            "rank_feature": {
                "field": f"f.{feature(spelling)}",
                "boost": term.idf * (K1 + 1),
                "saturation": {"pivot": K1 / weight},
            }
        }
        for term in terms
        for spelling, weight in term.spellings
    ]
    return [clauses[begin : begin + CLAUSES] for begin in range(0, len(clauses), CLAUSES)]
