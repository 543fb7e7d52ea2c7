"""rank-bm25's scores over the stored postings: exactly its top k, without scoring every passage.

`pruning` finds the passages that can be among them; the last of these get their scores from
rank-bm25's own code.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from json import dumps
from sqlite3 import Connection
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from rank_bm25 import BM25Plus

from retrieval.index.max_score import candidates
from retrieval.index.posting_lists import PostingLists, Term
from retrieval.index.postings import K1, B, Floats, Positions
from retrieval.index.statistics import Statistics

if TYPE_CHECKING:  # it takes as long to import as a question to answer
    from numpy.typing import NDArray

SLACK: Final = 1e-9  # far above rounding, far below any difference between scores that matters
_TERMS_A_QUERY: Final = 500  # SQLite takes at least 999 parameters
_NOWHERE: Final = Term("", (), 0, 0.0)
"""Stands for words that the coverage lacks, where known terms are kept."""


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

    def impacts(self, frequencies: Floats, lengths: NDArray[np.uint32]) -> Floats:
        """What each term (rows of `frequencies`) of idf 1 adds to the score of each passage
        (columns), given how often it stands there and the passages' lengths in terms.

        rank-bm25 is given each passage as one of its own for each of the terms that it holds, and
        one term for all of them: its code then takes one pass, not one for each term.
        """
        found = np.zeros(frequencies.shape)
        rows, columns = frequencies.nonzero()
        held = frequencies[rows, columns].tolist()
        passage_with = {frequency: {"": frequency} for frequency in set(held)}
        self.idf, self.corpus_size = {"": 1.0}, len(held)
        self.doc_freqs = [passage_with[frequency] for frequency in held]
        self.doc_len = lengths[columns]
        found[rows, columns] = self.get_scores([""])
        return found


def weigh(database: Connection, statistics: Statistics, terms: Iterable[str]) -> list[Term]:
    """Those of the distinct `terms` that the coverage holds, in the question's order.

    idf = ln((N + 1) / df), as BM25Plus has it; a term that no body holds takes df 1.
    """
    recent = statistics.recent.terms
    found = {term: recent.get(term) for term in terms}
    missing = [term for term, weighed in found.items() if weighed is None]
    for at in range(0, len(missing), _TERMS_A_QUERY):
        for term, weighed in _weighed(
            database, statistics, missing[at : at + _TERMS_A_QUERY]
        ).items():
            found[term] = weighed
            recent.put(term, weighed, 1)
    return [term for term in found.values() if term is not None and term.numbers]


def _weighed(database: Connection, statistics: Statistics, terms: Sequence[str]) -> dict[str, Term]:
    rows = database.execute(
        "select terms.term, number, df from terms join counts on counts.term = number "
        f"where uses > 0 and terms.term in ({','.join('?' * len(terms))})",
        terms,
    ).fetchall()
    idf = _scorer(statistics, {term: df for term, _, df in rows}).idf
    weighed = {term: Term(term, ((number, 1.0),), df, idf[term]) for term, number, df in rows}
    return dict.fromkeys(terms, _NOWHERE) | weighed


def _scorer(statistics: Statistics, df: dict[str, int]) -> Scorer:
    return Scorer(passages=statistics.passages, average=statistics.average, df=df)


def joined(statistics: Statistics, term: str, parts: Sequence[tuple[Term, float]]) -> Term:
    """One term for several spellings, each with what an occurrence of it counts (1 at most), and
    as much what a passage with it counts in df."""
    df = min(statistics.passages, max(1, round(sum(weight * part.df for part, weight in parts))))
    scorer = _scorer(statistics, {term: df})
    numbers = tuple((part.numbers[0][0], weight) for part, weight in parts)
    return Term(term, numbers, df, scorer.idf[term])


def top(database: Connection, statistics: Statistics, terms: Sequence[str], k: int) -> list[Scored]:
    """The `k` passages with the highest BM25 score above 0, best first.

    Ties stand by article id, then by place in the article. Repeated terms count once.
    """
    return top_of(PostingLists(database, statistics, weigh(database, statistics, terms)), k)


def top_of(lists: PostingLists, k: int) -> list[Scored]:
    """As `top`, of lists at hand."""
    positions = candidates(lists, k)
    frequencies = lists.frequencies(positions)
    if len(positions) > 2 * k:
        best = _best(lists, positions, lists.scored(positions, frequencies), k)
        positions, frequencies = positions[best], frequencies[:, best]
    return _ranked(lists, positions, _scores_by_rank_bm25(lists, positions, frequencies), k)


def ranked_of(lists: PostingLists, positions: Positions, k: int) -> list[Scored]:
    """The best `k` of the passages at `positions`, but for those that are left out, as `top`."""
    dead = lists.statistics.dead
    positions = positions if dead is None else positions[~dead[positions]]
    frequencies = lists.frequencies(positions)
    scores = lists.scored(positions, frequencies)
    best = _best(lists, positions, scores, k)
    best = best[scores[best] > 0]
    exact = _scores_by_rank_bm25(lists, positions[best], frequencies[:, best])
    return _ranked(lists, positions[best], exact, k)


def best_of(
    lists: PostingLists, numbers: Sequence[int], k: int, *, besides: Sequence[Scored]
) -> list[Scored]:
    """The best `k` of the passages with these numbers whose score is above 0, in no order."""
    positions = _alive(lists, numbers)
    positions = np.setdiff1d(positions, np.array([each.position for each in besides]))
    scores = lists.scores(positions)
    best = np.argsort(-scores, kind="stable")[:k]
    best = best[scores[best] > 0]
    return _scored(lists, positions[best], scores[best].tolist())


def unscored(lists: PostingLists, numbers: Sequence[int]) -> list[Scored]:
    """The passages with these numbers, each with the score 0."""
    positions = _alive(lists, numbers)
    return _scored(lists, positions, [0.0] * len(positions))


def last_of(lists: PostingLists, k: int) -> list[Scored]:
    """The last `k` passages that are not left out, each with the score 0, the latest first."""
    dead = lists.statistics.dead
    alive = np.arange(len(lists.statistics.lengths)) if dead is None else np.flatnonzero(~dead)
    positions = alive[::-1][:k]
    return _scored(lists, positions, [0.0] * len(positions))


def _alive(lists: PostingLists, numbers: Sequence[int]) -> Positions:
    """Where the passages with these numbers stand, without those that are left out."""
    positions = lists.statistics.positions(np.array(numbers, dtype=np.int64))
    dead = lists.statistics.dead
    return positions if dead is None else positions[~dead[positions]]


def _scored(lists: PostingLists, positions: Positions, scores: Sequence[float]) -> list[Scored]:
    numbers = lists.statistics.numbers(positions).tolist()
    return [Scored(*each) for each in zip(positions.tolist(), numbers, scores, strict=True)]


def _best(lists: PostingLists, positions: Positions, scores: Floats, k: int) -> Positions:
    """Indexes of the best k of `positions`; of those that tie for the last places the first."""
    if len(positions) <= k:
        return np.arange(len(positions))
    kth = np.partition(scores, -k)[-k]
    above = np.flatnonzero(scores > kth + SLACK)
    tied = np.flatnonzero(np.abs(scores - kth) <= SLACK)
    wanted = k - len(above)
    if len(tied) > wanted:
        tied = tied[_in_order(lists, lists.statistics.numbers(positions[tied]), wanted)]
    return np.concatenate([above, tied])


def _ranked(lists: PostingLists, positions: Positions, scores: list[float], k: int) -> list[Scored]:
    """The best `k` passages by score, best first, ties by article id, then by place."""
    numbers = lists.statistics.numbers(positions).tolist()
    places = positions.tolist()
    order = sorted(range(len(scores)), key=scores.__getitem__, reverse=True)
    tied = {scores[at] for at, next_ in pairwise(order[: k + 1]) if scores[at] == scores[next_]}
    if tied:
        some = [at for at, score in enumerate(scores) if score in tied]
        in_order = _in_order(lists, np.array([numbers[at] for at in some]), len(some))
        rank = {some[at]: rank for rank, at in enumerate(in_order)}
        order.sort(key=lambda at: (-scores[at], rank.get(at, 0)))
    return [Scored(places[at], numbers[at], scores[at]) for at in order[:k]]


def _in_order(lists: PostingLists, numbers: NDArray[np.int64], limit: int) -> list[int]:
    """Indexes into `numbers` of the first `limit` passages by article id, then by place."""
    at = {number: index for index, number in enumerate(numbers.tolist())}
    rows = lists.database.execute(
        "select wanted.value from json_each(?) as wanted join articles on first = "
        "(select first from articles where first <= wanted.value order by first desc limit 1) "
        "order by articles.id, wanted.value limit ?",
        [dumps(list(at)), limit],
    )
    return [at[number] for (number,) in rows]


def _scores_by_rank_bm25(
    lists: PostingLists, positions: Positions, frequencies: Floats
) -> list[float]:
    if not len(positions):
        return []
    impacts = _scorer(lists.statistics, {}).impacts(
        frequencies, lists.statistics.lengths[positions]
    )
    idf = np.array([[term.idf] for term in lists.terms])
    scores: list[float] = (idf * impacts).sum(axis=0).tolist()
    return scores
