"""The best passages by BM25: proposed by a cluster, scored exactly here, and proved to be them.

A cluster ranks by features that have lost some bits, and by bounds (see `bounds`). It is asked for
more than are wanted; what it did not give has at most a little more than the last that it gave, by
its own scores. Where the worst of those that are wanted has more than that by its exact score, all
are proved; else more are asked for. Where so many of one score cannot be told from others that a
cluster gives no more at once, it puts these in their order itself.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from retrieval.days.calendar import Days
from retrieval.index.bm25 import Scorer
from retrieval.index.postings import UNIT, Floats
from retrieval.opensearch.packing.columns import PackedPassages
from retrieval.opensearch.packing.terms import LOST
from retrieval.opensearch.reading.limits import Filter, of_days
from retrieval.opensearch.reading.moment import WINDOW, Moment
from retrieval.opensearch.reading.scoring.bounds import parts_of
from retrieval.opensearch.reading.scoring.sought import Ranked, Sought
from retrieval.stored.scored import Scored, none_scored
from retrieval.stored.terms import Term


def best(moment: Moment, terms: Sequence[Term], k: int, more: Sequence[Filter] = ()) -> Scored:
    """The `k` best of the passages that the filters leave, exactly; ties by article id, then by
    place."""
    if not terms or k < 1:
        return none_scored()
    if k > WINDOW:
        return _scored(moment, _every(moment, terms, more), k)
    sought = Sought(k, more)
    while not sought.has(k):
        _ask(moment, terms, [sought])
    return _scored(moment, sought.ranked, k)


def best_and_of_days(moment: Moment, terms: Sequence[Term], k: int, days: Days) -> Scored:
    """See `Passages.best_and_of_days`."""
    if not terms or k < 1:
        return none_scored()
    if 2 * k > WINDOW:
        found = best(moment, terms, k)
        return found.and_then(best(moment, terms, 2 * k, [of_days(days)]).besides(found, k))
    every = Sought(k)
    theirs = Sought(k + k // 2, [of_days(days)], most=2 * k)  # some are among the best
    lacking = [every, theirs]
    while lacking:
        _ask(moment, terms, lacking)
        mine = every.ranked.found.numbers[:k]
        lacking = [] if every.has(k) else [every]
        lacking += [] if theirs.has(k, mine) else [theirs]
    found = _scored(moment, every.ranked, k)
    return found.and_then(_scored(moment, theirs.ranked).besides(found, k))


def all_of(
    moment: Moment, terms: Sequence[Term], most: int, more: Sequence[Filter] = ()
) -> Scored | None:
    """All passages with one of the terms that the filters leave, the best first; None for more than
    `most`, which is below WINDOW."""
    found = []
    for clauses in parts_of(terms):
        some = {"bool": {"should": clauses, "minimum_should_match": 1}}
        query = {"bool": {"filter": [*moment.passages_left(more), some]}}
        found.append(moment.passages_of({"size": most + 1, "query": query}))
    every = _each_once(found)
    return None if len(every) > most else _scored(moment, exactly(moment, terms, every))


def _every(moment: Moment, terms: Sequence[Term], more: Sequence[Filter]) -> Ranked:
    """All passages that have one of the terms, the best first."""
    found = []
    for clauses in parts_of(terms):
        some = {"should": clauses, "minimum_should_match": 1}
        query = {"bool": some | {"filter": moment.passages_left(more)}}
        body = {"query": query, "sort": [{"number": "asc"}]}
        found.append(moment.passages_in_order(body, moment.state.next_passage))
    return exactly(moment, terms, _each_once(found))


def _ask(moment: Moment, terms: Sequence[Term], lacking: Sequence[Sought]) -> None:
    """Asks for what each lacks, in one call."""
    lost = LOST * max(1.0, moment.average / (moment.state.average or 1.0))
    bodies = [each.bodies(terms, moment.passages_left(each.filters)) for each in lacking]
    replies = iter(moment.passages_with_scores([body for some in bodies for body in some]))
    for each, some in zip(lacking, bodies, strict=True):
        given = [next(replies) for _ in some]
        found = [each.ranked.found] if each.in_pages else []
        found += [found for found, _ in given]
        each.take(given, exactly(moment, terms, _each_once(found)), lost)


def _each_once(parts: Sequence[PackedPassages]) -> PackedPassages:
    """The passages of all."""
    if len(parts) == 1:
        return parts[0]
    found = PackedPassages.joined(parts)
    _, first = np.unique(found.numbers, return_index=True)
    return found.take(first)


def exactly(moment: Moment, terms: Sequence[Term], found: PackedPassages) -> Ranked:
    """Those of the passages with a score above 0, with it, the best first."""
    scorer = Scorer(passages=moment.state.passages, average=moment.average, df={})
    impacts = scorer.impacts(frequencies(terms, found), found.lengths.astype(np.uint32))
    idf = np.array([[term.idf] for term in terms])
    scores = (idf * impacts).sum(axis=0)
    order = np.argsort(-scores, kind="stable")
    order = order[: int((scores > 0).sum())]
    is_next = scores[order[1:]] == scores[order[:-1]]
    if is_next.any():
        tied = np.flatnonzero(np.append(is_next, False) | np.append(False, is_next))
        some = order[tied]
        order[tied] = some[_by_place(found.take(some), scores[some])]
    return Ranked(found.take(order), scores[order])


def _by_place(found: PackedPassages, scores: Floats) -> list[int]:
    """The order of passages by their scores, of those with one score by article id and place."""
    keys = [*zip((-scores).tolist(), found.article_ids(), found.ordinals.tolist(), strict=True)]
    return sorted(range(len(keys)), key=keys.__getitem__)


def frequencies(terms: Sequence[Term], found: PackedPassages) -> Floats:
    """How often each term (rows) stands in each passage (columns)."""
    counted = np.zeros((len(terms), len(found)))
    for row, term in zip(counted, terms, strict=True):
        for spelling, weight in term.spellings:
            at, some = found.units(spelling)
            row[at] += weight * some * UNIT
    return counted


def _scored(moment: Moment, ranked: Ranked, k: int | None = None) -> Scored:
    """The first `k` of them."""
    return moment.scored(ranked.found.take(slice(k)), ranked.scores[:k])
