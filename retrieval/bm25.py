"""rank-bm25's scores over the stored postings: exactly its top k, without scoring every passage.

A question's posting lists give each passage an upper bound of its score, summed in integers; only
passages whose bound reaches the k-th best exact score are scored exactly, at last by rank-bm25's
own code. (Bounds by quantised impacts: V. Anh, A. Moffat, Pruned Query Evaluation Using
Pre-Computed Impacts, SIGIR 2006.)
"""

from __future__ import annotations

from collections.abc import Sequence
from json import dumps
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Plus
from sqlite_utils import Database

from retrieval.lists import SLACK, Lists, Term
from retrieval.postings import K1, B, Floats, Positions
from retrieval.statistics import Statistics

_TERMS_A_QUERY: Final = 500  # SQLite takes at least 999 parameters


class Scored(NamedTuple):
    """A passage's position in the statistics, its number in the store and its BM25 score."""

    position: int
    passage: int
    score: float


class Scorer(BM25Plus):  # type: ignore[misc]
    """rank-bm25's formula over given statistics instead of a corpus in memory.

    delta = 0: idf is ln((N + 1) / df), and a passage without the term gets nothing for it.
    """

    def __init__(self, *, passages: int, average: float, df: dict[str, int]) -> None:
        self.k1, self.b, self.delta = K1, B, 0
        self.corpus_size, self.avgdl = passages, average
        self.idf: dict[str, float] = {}
        self._calc_idf({term: max(holding, 1) for term, holding in df.items()})

    def scores(
        self, terms: Sequence[str], frequencies: list[dict[str, float]], lengths: list[int]
    ) -> list[float]:
        """The score of each passage, given its terms' frequencies and its length in terms."""
        self.doc_freqs, self.doc_len = frequencies, lengths
        scores: list[float] = self.get_batch_scores(terms, list(range(len(lengths))))
        return scores


def weigh(database: Database, known: Statistics, terms: Sequence[str]) -> list[Term]:
    """Those of the distinct `terms` that the coverage holds, in the question's order.

    idf = ln((N + 1) / df), as BM25Plus has it; a term that no body holds takes df 1.
    """
    distinct = list(dict.fromkeys(terms))
    found: dict[str, tuple[int, int]] = {}
    for at in range(0, len(distinct), _TERMS_A_QUERY):
        some = distinct[at : at + _TERMS_A_QUERY]
        marks = ",".join("?" * len(some))
        rows = database.execute(
            f"select term, number, df from terms where uses > 0 and term in ({marks})", some
        )
        found |= {term: (number, df) for term, number, df in rows}
    scorer = Scorer(
        passages=known.passages,
        average=known.average,
        df={term: df for term, (_, df) in found.items()},
    )
    return [
        Term(term, ((found[term][0], 1.0),), found[term][1], scorer.idf[term])
        for term in distinct
        if term in found
    ]


def joined(known: Statistics, term: str, parts: Sequence[tuple[Term, float]]) -> Term:
    """One term for several spellings, each with what an occurrence of it counts (1 at most), and
    as much what a passage with it counts in df."""
    df = min(known.passages, max(1, round(sum(weight * part.df for part, weight in parts))))
    scorer = Scorer(passages=known.passages, average=known.average, df={term: df})
    numbers = tuple((part.numbers[0][0], weight) for part, weight in parts)
    return Term(term, numbers, df, scorer.idf[term])


def top(database: Database, known: Statistics, terms: Sequence[str], k: int) -> list[Scored]:
    """The `k` passages with the highest BM25 score above 0, best first.

    Ties stand by article id, then by place in the article. Repeated terms count once.
    """
    return top_of(Lists(database, known, weigh(database, known, terms)), k)


def top_of(lists: Lists, k: int) -> list[Scored]:
    """As `top`, of lists at hand."""
    candidates = lists.candidates(k)
    frequencies = lists.frequencies(candidates)
    best = _best(lists, candidates, lists.scored(candidates, frequencies), k)
    scores = _scores_by_rank_bm25(lists, candidates[best], frequencies[:, best])
    return _ranked(lists, candidates[best], scores)


def best_of(
    lists: Lists, numbers: Sequence[int], k: int, *, besides: Sequence[Scored]
) -> list[Scored]:
    """The best `k` of the passages with these numbers whose score is above 0, in no order."""
    positions = lists.known.positions(np.array(numbers, dtype=np.int64))
    positions = np.setdiff1d(positions, np.array([each.position for each in besides]))
    scores = lists.scores(positions)
    best = np.argsort(-scores, kind="stable")[:k]
    best = best[scores[best] > 0]
    return _scored(lists, positions[best], scores[best].tolist())


def unscored(lists: Lists, numbers: Sequence[int]) -> list[Scored]:
    """The passages with these numbers, each with the score 0."""
    positions = lists.known.positions(np.array(numbers, dtype=np.int64))
    return _scored(lists, positions, [0.0] * len(positions))


def _scored(lists: Lists, positions: Positions, scores: Sequence[float]) -> list[Scored]:
    numbers = lists.known.numbers(positions).tolist()
    return [Scored(*each) for each in zip(positions.tolist(), numbers, scores, strict=True)]


def _best(lists: Lists, positions: Positions, scores: Floats, k: int) -> Positions:
    """Indexes of the best k of `positions`; of those that tie for the last places the first."""
    if len(positions) <= k:
        return np.arange(len(positions))
    kth = np.partition(scores, -k)[-k]
    above = np.flatnonzero(scores > kth + SLACK)
    tied = np.flatnonzero(np.abs(scores - kth) <= SLACK)
    wanted = k - len(above)
    if len(tied) > wanted:
        tied = tied[_in_order(lists, lists.known.numbers(positions[tied]), wanted)]
    return np.concatenate([above, tied])


def _ranked(lists: Lists, positions: Positions, scores: list[float]) -> list[Scored]:
    """Passages by score, best first, ties by article id, then by place."""
    numbers = lists.known.numbers(positions)
    ranks = np.arange(len(numbers))
    if len(set(scores)) < len(scores):
        in_order = _in_order(lists, numbers, len(numbers))
        ranks = np.argsort(in_order)
    order = sorted(range(len(numbers)), key=lambda at: (-scores[at], ranks[at]))
    return [Scored(int(positions[at]), int(numbers[at]), scores[at]) for at in order]


def _in_order(lists: Lists, numbers: NDArray[np.int64], limit: int) -> list[int]:
    """Indexes into `numbers` of the first `limit` passages by article id, then by place."""
    at = {number: index for index, number in enumerate(numbers.tolist())}
    rows = lists.database.execute(
        "select wanted.value from json_each(?) as wanted join articles on first = "
        "(select first from articles where first <= wanted.value order by first desc limit 1) "
        "order by articles.id, wanted.value limit ?",
        [dumps(list(at)), limit],
    )
    return [at[number] for (number,) in rows]


def _scores_by_rank_bm25(lists: Lists, positions: Positions, frequencies: Floats) -> list[float]:
    names = [term.term for term in lists.terms]
    scorer = Scorer(
        passages=lists.known.passages,
        average=lists.known.average,
        df={term.term: term.df for term in lists.terms},
    )
    return scorer.scores(
        names,
        [dict(zip(names, column, strict=True)) for column in frequencies.T.tolist()],
        lists.known.lengths[positions].tolist(),
    )
