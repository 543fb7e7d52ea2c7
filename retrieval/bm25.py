"""rank-bm25's scores over the stored postings: exactly its top k, without scoring every passage.

A question's posting lists give each passage an upper bound of its score, summed in integers; only
passages whose bound reaches the k-th best exact score are scored exactly, at last by rank-bm25's
own code. (Bounds by quantised impacts: V. Anh, A. Moffat, Pruned Query Evaluation Using
Pre-Computed Impacts, SIGIR 2006.)
"""

from __future__ import annotations

from collections.abc import Sequence
from json import dumps
from math import ceil
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Plus
from sqlite_utils import Database

from retrieval.postings import K1, LEVELS, B, Floats, Positions, Postings, decode, impact
from retrieval.statistics import Segment, Statistics

CHUNK: Final = 64
"""Passages per chunk, the step in which the best bounds are looked for."""
_SLACK: Final = 1e-9  # far above rounding, far below any difference between scores that matters
_TERMS_A_QUERY: Final = 500  # SQLite takes at least 999 parameters
_NARROW: Final = 40  # terms whose weights still fit 16 bits well

Bounds = NDArray[np.unsignedinteger[Any]]


class Scored(NamedTuple):
    """A passage's position in the statistics, its number in the store and its BM25 score."""

    position: int
    passage: int
    score: float


class Term(NamedTuple):
    """A term of the question that the coverage holds.

    `numbers` are the store's, each with what an occurrence counts: one of weight 1, or those of
    all the spellings that stand for this term. `df` is the sum of theirs.
    """

    term: str
    numbers: tuple[tuple[int, float], ...]
    df: int
    idf: float


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
    """One term for several spellings, each with what an occurrence of it counts (1 at most)."""
    df = min(known.passages, sum(part.df for part, _ in parts))
    scorer = Scorer(passages=known.passages, average=known.average, df={term: df})
    numbers = tuple((part.numbers[0][0], weight) for part, weight in parts)
    return Term(term, numbers, df, scorer.idf[term])


def top(database: Database, known: Statistics, terms: Sequence[str], k: int) -> list[Scored]:
    """The `k` passages with the highest BM25 score above 0, best first.

    Ties stand by article id, then by place in the article. Repeated terms count once.
    """
    return Lists(database, known, weigh(database, known, terms)).top(k)


class Lists:
    """The posting lists of a question's terms."""

    def __init__(self, database: Database, known: Statistics, terms: Sequence[Term]) -> None:
        self.database, self.known, self.terms = database, known, terms
        self.lists = [self._of(term) for term in terms]

    def top(self, k: int) -> list[Scored]:
        """As `bm25.top`."""
        if not self.terms or not self.known.passages or k < 1:
            return []
        bounds, scale = self._bounds()
        floor = int((self._floor(bounds, k) - _SLACK) * scale)
        candidates = np.flatnonzero(bounds >= max(1, floor))
        best = self._best(candidates, self.scores(candidates), k)
        return self._ranked(best, self._scores_by_rank_bm25(best))

    def best_of(self, numbers: Sequence[int], k: int, *, besides: Sequence[Scored]) -> list[Scored]:
        """The best `k` of the passages with these numbers whose score is above 0, in no order."""
        positions = self.known.positions(np.array(numbers, dtype=np.int64))
        positions = np.setdiff1d(positions, np.array([each.position for each in besides]))
        scores = self.scores(positions)
        best = np.argsort(-scores, kind="stable")[:k]
        best = best[scores[best] > 0]
        return self._scored(positions[best], scores[best].tolist())

    def unscored(self, numbers: Sequence[int]) -> list[Scored]:
        """The passages with these numbers, each with the score 0."""
        positions = self.known.positions(np.array(numbers, dtype=np.int64))
        return self._scored(positions, [0.0] * len(positions))

    def _scored(self, positions: Positions, scores: Sequence[float]) -> list[Scored]:
        numbers = self.known.numbers(positions).tolist()
        return [Scored(*each) for each in zip(positions.tolist(), numbers, scores, strict=True)]

    def scores(self, positions: Positions) -> Floats:
        """The BM25 score of the passages at `positions`."""
        lengths = self.known.lengths[positions].astype(np.float64)
        scores = np.zeros(len(positions))
        for term, frequencies in zip(self.terms, self.frequencies(positions), strict=True):
            scores += term.idf * (K1 + 1) * impact(frequencies, lengths, self.known.average)
        return scores

    def frequencies(self, positions: Positions) -> list[Floats]:
        """For each term its frequency in the passages at `positions`."""
        found = []
        for of_term in self.lists:
            frequencies = np.zeros(len(positions))
            for segment, postings, weight in of_term:
                local = positions - segment.at
                inside = (local >= 0) & (local < segment.size)
                frequencies[inside] += weight * postings.frequencies_of(local[inside])
            found.append(frequencies)
        return found

    def _of(self, term: Term) -> list[tuple[Segment, Postings, float]]:
        """The lists of one term: a segment and a spelling each, with the spelling's weight."""
        found = []
        for number, weight in term.numbers:
            for segment in self.known.segments:
                row = self.database.conn.execute(
                    "select passages, impacts, frequencies, exceptions from postings "
                    "where segment = ? and term = ?",
                    (segment.number, number),
                ).fetchone()
                if row:
                    found.append((segment, decode(*row), weight))
        return found

    def _bounds(self) -> tuple[Bounds, float]:
        """For each passage an integer of at least `scale` times its score; 0 without a term.

        Impact is concave in the frequency: the spellings' impacts sum to at least their joint one.
        """
        known = self.known
        spellings = sum(len(term.numbers) for term in self.terms)
        wide = spellings > _NARROW
        room = (2**32 if wide else 2**16) - 1
        total = sum(term.idf * len(term.numbers) for term in self.terms) * (K1 + 1)
        drift = max([1.0, *(known.average / segment.average for segment in known.segments)])
        scale = (room / LEVELS - spellings) / (total * drift) * LEVELS
        bounds: Bounds = np.zeros(len(known.lengths), dtype=np.uint32 if wide else np.uint16)
        for term, of_term in zip(self.terms, self.lists, strict=True):
            for segment, postings, _ in of_term:
                grown = max(1.0, known.average / segment.average)
                unit = ceil(term.idf * (K1 + 1) * grown * scale / LEVELS)
                weighted = np.multiply(postings.impacts, unit, dtype=bounds.dtype)
                part = bounds[segment.at : segment.at + segment.size]
                if postings.passages is None:
                    np.add(part, weighted, out=part)
                else:
                    part[postings.passages] += weighted
        bounds[known.dead] = 0
        return bounds, scale

    def _floor(self, bounds: Bounds, k: int) -> float:
        """A score that at least k passages reach; 0.0 when so many were not found at once."""
        if len(bounds) > 16 * CHUNK * k:
            chunks = bounds[: len(bounds) // CHUNK * CHUNK].reshape(-1, CHUNK)
            likely = np.argpartition(chunks.max(axis=1), -2 * k)[-2 * k :]
            candidates = likely * CHUNK + chunks[likely].argmax(axis=1)
        elif len(bounds) > 2 * k:
            candidates = np.argpartition(bounds, -2 * k)[-2 * k :]
        else:
            return 0.0
        scores = self.scores(candidates[bounds[candidates] > 0])
        return float(np.partition(scores, -k)[-k]) if len(scores) >= k else 0.0

    def _best(self, positions: Positions, scores: Floats, k: int) -> Positions:
        """The best k of `positions`; of those that tie for the last places the first."""
        if len(positions) <= k:
            return positions
        kth = np.partition(scores, -k)[-k]
        above = positions[scores > kth + _SLACK]
        tied = positions[np.abs(scores - kth) <= _SLACK]
        wanted = k - len(above)
        if len(tied) > wanted:
            tied = tied[self._in_order(self.known.numbers(tied), wanted)]
        return np.concatenate([above, tied])

    def _ranked(self, positions: Positions, scores: list[float]) -> list[Scored]:
        """Passages by score, best first, ties by article id, then by place."""
        numbers = self.known.numbers(positions)
        ranks = {at: rank for rank, at in enumerate(self._in_order(numbers, len(numbers)))}
        order = sorted(range(len(numbers)), key=lambda at: (-scores[at], ranks[at]))
        return [Scored(int(positions[at]), int(numbers[at]), scores[at]) for at in order]

    def _in_order(self, numbers: NDArray[np.int64], limit: int) -> list[int]:
        """Indexes into `numbers` of the first `limit` passages by article id, then by place."""
        at = {number: index for index, number in enumerate(numbers.tolist())}
        rows = self.database.execute(
            "select wanted.value from json_each(?) as wanted join articles on first = "
            "(select first from articles where first <= wanted.value order by first desc limit 1) "
            "order by articles.id, wanted.value limit ?",
            [dumps(list(at)), limit],
        )
        return [at[number] for (number,) in rows]

    def _scores_by_rank_bm25(self, positions: Positions) -> list[float]:
        names = [term.term for term in self.terms]
        rows = np.array(self.frequencies(positions)).T.tolist()
        scorer = Scorer(
            passages=self.known.passages,
            average=self.known.average,
            df={term.term: term.df for term in self.terms},
        )
        return scorer.scores(
            names,
            [dict(zip(names, row, strict=True)) for row in rows],
            self.known.lengths[positions].tolist(),
        )
