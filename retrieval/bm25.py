"""rank-bm25's scores over the stored postings: exactly its top k, without scoring every passage.

A question's posting lists give each passage an upper bound of its score, summed in integers; only
passages whose bound reaches the k-th best exact score are scored exactly, at last by rank-bm25's
own code. (Bounds by quantised impacts: V. Anh, A. Moffat, Pruned Query Evaluation Using
Pre-Computed Impacts, SIGIR 2006.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from json import dumps
from math import ceil
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Plus
from sqlite_utils import Database

from retrieval.postings import K1, LEVELS, B, Postings, decode, impact

CHUNK: Final = 64
"""Passages per chunk, the step in which the best bounds are looked for."""
_SLACK: Final = 1e-9  # far above rounding, far below any difference between scores that matters
_TERMS_A_QUERY: Final = 500  # SQLite takes at least 999 parameters

Positions = NDArray[np.intp]
Floats = NDArray[np.float64]


class Scored(NamedTuple):
    """A passage's number in the store and its BM25 score."""

    passage: int
    score: float


class Segment(NamedTuple):
    """Passages `base` to `base + size - 1`, which stand at `at` and after in `Statistics.lengths`.

    `average`: the average length for which the segment's impacts were stored.
    """

    number: int
    base: int
    size: int
    at: int
    average: float


@dataclass(frozen=True, slots=True)
class Statistics:
    """What scoring needs of the whole coverage: live passages, their average length in terms.

    `lengths` (uint32) has an entry for each passage of the segments; `dead` are the positions in
    it of passages that are no longer in the coverage.
    """

    generation: int
    passages: int
    average: float
    lengths: NDArray[np.uint32]
    dead: Positions
    segments: tuple[Segment, ...]

    def numbers(self, positions: Positions) -> NDArray[np.int64]:
        """The passage numbers at `positions`."""
        found = np.empty(len(positions), dtype=np.int64)
        for segment in self.segments:
            inside = (positions >= segment.at) & (positions < segment.at + segment.size)
            found[inside] = positions[inside] - segment.at + segment.base
        return found


class Term(NamedTuple):
    """A term of the question that the coverage holds: its number in the store, df and idf."""

    term: str
    number: int
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
        self._calc_idf(df)

    def scores(
        self, terms: Sequence[str], frequencies: list[dict[str, float]], lengths: list[int]
    ) -> list[float]:
        """The score of each passage, given its terms' frequencies and its length in terms."""
        self.doc_freqs, self.doc_len = frequencies, lengths
        scores: list[float] = self.get_batch_scores(terms, list(range(len(lengths))))
        return scores


def statistics(database: Database) -> Statistics:
    """The statistics of the coverage as it is now."""
    segments, lengths, at = [], [], 0
    rows = database.execute(
        "select number, base, size, average, lengths from segments order by number"
    )
    for number, base, size, average, blob in rows:
        segments.append(Segment(number, base, size, at, average))
        lengths.append(np.frombuffer(blob, dtype="<u4"))
        at += size
    everything = np.concatenate(lengths) if lengths else np.empty(0, dtype=np.uint32)
    dead = _positions(database, segments)
    (generation,) = database.execute(
        "select coalesce((select value from meta where key = 'generation'), 0)"
    ).fetchone()
    live = len(everything) - len(dead)
    total = int(everything.sum(dtype=np.int64)) - int(everything[dead].sum(dtype=np.int64))
    return Statistics(
        generation=generation,
        passages=live,
        average=total / live if total else 1.0,
        lengths=everything,
        dead=dead,
        segments=tuple(segments),
    )


def weigh(database: Database, known: Statistics, terms: Sequence[str]) -> list[Term]:
    """Those of the distinct `terms` that the coverage holds, in the question's order.

    idf = ln((N + 1) / df), as BM25Plus has it; a term that no body holds takes df 1.
    """
    distinct = list(dict.fromkeys(terms))
    found: dict[str, tuple[int, int]] = {}
    for at in range(0, len(distinct), _TERMS_A_QUERY):
        some = distinct[at : at + _TERMS_A_QUERY]
        marks = ",".join("?" * len(some))
        rows = database.execute(f"select term, number, df from terms where term in ({marks})", some)
        found |= {term: (number, df) for term, number, df in rows}
    scorer = Scorer(
        passages=known.passages,
        average=known.average,
        df={term: max(df, 1) for term, (_, df) in found.items()},
    )
    return [Term(term, *found[term], scorer.idf[term]) for term in distinct if term in found]


def top(database: Database, known: Statistics, terms: Sequence[str], k: int) -> list[Scored]:
    """The `k` passages with the highest BM25 score above 0, best first.

    Ties stand by article id, then by place in the article. Repeated terms count once.
    """
    weighed = weigh(database, known, terms)
    if not weighed or not known.passages or k < 1:
        return []
    lists = _lists(database, known, weighed)
    bounds, scale = _bounds(known, weighed, lists)
    exact = _Exact(known, weighed, lists)
    floor = _floor(bounds, exact, k)
    candidates = np.flatnonzero(bounds >= max(1, int((floor - _SLACK) * scale)))
    scores = exact(candidates)
    best = _best(database, known, candidates, scores, k)
    return _ranked(database, known, best, exact.by_rank_bm25(best))


Lists = list[list[tuple[Segment, Postings]]]


def _positions(database: Database, segments: Sequence[Segment]) -> Positions:
    """Where the dead passages stand in the lengths."""
    dead = np.array(
        [number for (number,) in database.execute("select passage from dead order by passage")],
        dtype=np.intp,
    )
    found = [
        dead[(dead >= segment.base) & (dead < segment.base + segment.size)]
        - segment.base
        + segment.at
        for segment in segments
    ]
    return np.concatenate(found) if found else dead


def _lists(database: Database, known: Statistics, weighed: Sequence[Term]) -> Lists:
    """For each term its lists, a segment each."""
    return [
        [
            (segment, decode(*row))
            for segment in known.segments
            if (
                row := database.execute(
                    "select passages, impacts, frequencies, exceptions from postings "
                    "where segment = ? and term = ?",
                    [segment.number, term.number],
                ).fetchone()
            )
        ]
        for term in weighed
    ]


def _bounds(
    known: Statistics, weighed: Sequence[Term], lists: Lists
) -> tuple[NDArray[np.unsignedinteger], float]:
    """For each passage an integer of at least `scale` times its score; 0 where no term stands."""
    total = sum(term.idf for term in weighed) * (K1 + 1)
    wide = len(weighed) > 40
    room = (2**32 if wide else 2**16) - 1
    drift = max([1.0, *(known.average / segment.average for segment in known.segments)])
    scale = (room / LEVELS - len(weighed)) / (total * drift) * LEVELS
    bounds = np.zeros(len(known.lengths), dtype=np.uint32 if wide else np.uint16)
    for term, of_term in zip(weighed, lists, strict=True):
        for segment, postings in of_term:
            grown = max(1.0, known.average / segment.average)
            weight = bounds.dtype.type(ceil(term.idf * (K1 + 1) * grown * scale / LEVELS))
            part = bounds[segment.at : segment.at + segment.size]
            weighted = np.multiply(postings.impacts, weight, dtype=bounds.dtype)
            if postings.passages is None:
                part += weighted
            else:
                part[postings.passages] += weighted
    bounds[known.dead] = 0
    return bounds, scale


def _floor(bounds: NDArray[np.unsignedinteger], exact: _Exact, k: int) -> float:
    """A score that at least k passages reach; 0.0 when fewer than k were found at once."""
    chunk = CHUNK if len(bounds) > 16 * CHUNK * k else 1
    whole = len(bounds) // chunk * chunk
    if chunk == 1:
        likely = np.argpartition(bounds, -2 * k)[-2 * k :] if len(bounds) > 2 * k else None
        candidates = np.arange(len(bounds)) if likely is None else likely
    else:
        best = bounds[:whole].reshape(-1, chunk).max(axis=1)
        chunks = np.argpartition(best, -2 * k)[-2 * k :]
        candidates = chunks * chunk + bounds[:whole].reshape(-1, chunk)[chunks].argmax(axis=1)
    scores = exact(candidates[bounds[candidates] > 0])
    return float(np.partition(scores, -k)[-k]) if len(scores) >= k else 0.0


class _Exact:
    """Exact scores of given passages: in numpy for many, by rank-bm25's own code for the last."""

    def __init__(self, known: Statistics, weighed: Sequence[Term], lists: Lists) -> None:
        self.known, self.weighed, self.lists = known, weighed, lists

    def __call__(self, positions: Positions) -> Floats:
        lengths = self.known.lengths[positions].astype(np.float64)
        scores = np.zeros(len(positions))
        for term, frequencies in zip(self.weighed, self._frequencies(positions), strict=True):
            scores += term.idf * (K1 + 1) * impact(frequencies, lengths, self.known.average)
        return scores

    def by_rank_bm25(self, positions: Positions) -> list[float]:
        """The scores as rank-bm25 itself computes them."""
        names = [term.term for term in self.weighed]
        rows = np.array(self._frequencies(positions)).T.tolist()
        scorer = Scorer(
            passages=self.known.passages,
            average=self.known.average,
            df={term.term: max(term.df, 1) for term in self.weighed},
        )
        return scorer.scores(
            names,
            [dict(zip(names, row, strict=True)) for row in rows],
            self.known.lengths[positions].tolist(),
        )

    def _frequencies(self, positions: Positions) -> list[Floats]:
        """For each term its frequency at each of the `positions`."""
        found = []
        for of_term in self.lists:
            frequencies = np.zeros(len(positions))
            for segment, postings in of_term:
                local = positions - segment.at
                inside = (local >= 0) & (local < segment.size)
                frequencies[inside] = postings.frequencies_of(local[inside])
            found.append(frequencies)
        return found


def _best(
    database: Database, known: Statistics, positions: Positions, scores: Floats, k: int
) -> Positions:
    """The best k of `positions`, in no order; of those that tie for the last places the first."""
    if len(positions) <= k:
        return positions
    kth = np.partition(scores, -k)[-k]
    above = positions[scores > kth + _SLACK]
    tied = positions[np.abs(scores - kth) <= _SLACK]
    wanted = k - len(above)
    if len(tied) > wanted:
        places = _places(database, known.numbers(tied).tolist(), wanted)
        tied = tied[[at for at, _ in places]]
    return np.concatenate([above, tied])


def _ranked(
    database: Database, known: Statistics, positions: Positions, scores: list[float]
) -> list[Scored]:
    """Passages by score, best first, ties by article id, then by place."""
    numbers = known.numbers(positions).tolist()
    ranks = {at: rank for rank, (at, _) in enumerate(_places(database, numbers, len(numbers)))}
    order = sorted(range(len(numbers)), key=lambda at: (-scores[at], ranks[at]))
    return [Scored(numbers[at], scores[at]) for at in order]


def _places(database: Database, numbers: list[int], limit: int) -> list[tuple[int, str]]:
    """The first `limit` passages by article id and place: index into `numbers`, article id."""
    at = {number: index for index, number in enumerate(numbers)}
    rows = database.execute(
        "select passages.number, articles.id from passages "
        "join articles on articles.number = passages.article "
        "where passages.number in (select value from json_each(?)) "
        "order by articles.id, passages.number limit ?",
        [dumps(numbers), limit],
    )
    return [(at[number], article) for number, article in rows]
