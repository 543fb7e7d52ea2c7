"""The posting lists of a question's terms: bounds for all passages, exact scores for some."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlite_utils import Database

from retrieval.postings import K1, LEVELS, Floats, Positions, Postings, decode, impact
from retrieval.statistics import Segment, Statistics

CHUNKS: Final = 64
"""Times k: chunks of passages of which the best are looked at first."""
SLACK: Final = 1e-9  # far above rounding, far below any difference between scores that matters
_NARROW: Final = 40  # lists whose weights still fit 16 bits well

Bounds = NDArray[np.unsignedinteger[Any]]


class Term(NamedTuple):
    """A term of the question that the coverage holds.

    `numbers` are the store's, each with what an occurrence counts: one of weight 1, or those of
    all the spellings that stand for this term. `df` is the sum of theirs.
    """

    term: str
    numbers: tuple[tuple[int, float], ...]
    df: int
    idf: float


class List(NamedTuple):
    """One spelling's list in one segment; an occurrence counts `weight`."""

    segment: Segment
    postings: Postings
    weight: float


class Lists:
    """The posting lists of a question's terms."""

    def __init__(self, database: Database, known: Statistics, terms: Sequence[Term]) -> None:
        self.database, self.known, self.terms = database, known, terms
        self.lists = self._lists()

    def candidates(self, k: int) -> Positions:
        """Passages among which are the best `k`, and all that tie with the last of them."""
        if not self.terms or not self.known.passages or k < 1:
            return np.empty(0, dtype=np.intp)
        bounds, unit = self._bounds()
        least = int((self._reached(bounds, k) - SLACK) / unit)
        return np.flatnonzero(bounds >= max(1, least))

    def scores(self, positions: Positions) -> Floats:
        """The BM25 score of the passages at `positions`."""
        return self.scored(positions, self.frequencies(positions))

    def scored(self, positions: Positions, frequencies: Floats) -> Floats:
        """The BM25 score of the passages at `positions`, given their `frequencies`."""
        if not self.terms:
            return np.zeros(len(positions))
        lengths = self.known.lengths[positions].astype(np.float64)
        idf = np.array([term.idf for term in self.terms])
        scores: Floats = idf * (K1 + 1) @ impact(frequencies, lengths, self.known.average)
        return scores

    def frequencies(self, positions: Positions) -> Floats:
        """How often each term (rows) stands in each of the passages at `positions` (columns)."""
        found = np.zeros((len(self.terms), len(positions)))
        whole = len(self.known.segments) == 1
        for row, of_term in zip(found, self.lists, strict=True):
            for segment, postings, weight in of_term:
                if whole:
                    row += weight * postings.frequencies_of(positions)
                    continue
                local = positions - segment.at
                inside = (local >= 0) & (local < segment.size)
                row[inside] += weight * postings.frequencies_of(local[inside])
        return found

    def _lists(self) -> list[list[List]]:
        """For each term its lists."""
        numbers = [number for term in self.terms for number, _ in term.numbers]
        found: dict[int, list[tuple[Segment, Postings]]] = {number: [] for number in numbers}
        marks = ",".join("?" * len(numbers))
        for segment in self.known.segments if numbers else ():
            rows = self.database.conn.execute(
                "select term, passages, impacts, frequencies, exceptions from postings "
                f"where segment = ? and term in ({marks})",
                (segment.number, *numbers),
            )
            for number, *columns in rows:
                found[number].append((segment, decode(*columns)))
        return [
            [List(*each, weight) for number, weight in term.numbers for each in found[number]]
            for term in self.terms
        ]

    def _bounds(self) -> tuple[Bounds, float]:
        """For each passage its score in some unit or a little more, 0 without a term; the unit.

        Impact is concave in the frequency: the impacts of a term's spellings sum to at least their
        joint one.
        """
        known = self.known
        spellings = sum(len(term.numbers) for term in self.terms)
        wide = spellings > _NARROW
        total = sum(term.idf * len(term.numbers) for term in self.terms) * (K1 + 1)
        drift = max([1.0, *(known.average / segment.average for segment in known.segments)])
        unit = total * drift / ((2**32 if wide else 2**16) - 1 - spellings * LEVELS)
        bounds: Bounds = np.zeros(len(known.lengths), dtype=np.uint32 if wide else np.uint16)
        for term, of_term in zip(self.terms, self.lists, strict=True):
            for segment, postings, _ in of_term:
                grown = max(1.0, known.average / segment.average)
                level = ceil(term.idf * (K1 + 1) * grown / unit / LEVELS)
                weighted = np.multiply(postings.impacts, level, dtype=bounds.dtype)
                part = bounds[segment.at : segment.at + segment.size]
                if postings.passages is None:
                    np.add(part, weighted, out=part)
                else:
                    part[postings.passages] += weighted
        bounds[known.dead] = 0
        return bounds, unit

    def _reached(self, bounds: Bounds, k: int) -> float:
        """A score that at least k passages reach; 0.0 when so many were not found at once."""
        likely = _likely(bounds, 2 * k)
        scores = self.scores(likely[bounds[likely] > 0])
        return float(np.partition(scores, -k)[-k]) if len(scores) >= k else 0.0


def _likely(bounds: Bounds, k: int) -> Positions:
    """About `k` passages with high bounds: the best of each of the best chunks.

    A chunk is every n-th passage, so that one vector operation finds the best of all chunks.
    """
    rows = len(bounds) // (CHUNKS * k)
    if rows < 2:
        return np.argpartition(bounds, -k)[-k:] if len(bounds) > k else np.arange(len(bounds))
    chunks = bounds[: rows * CHUNKS * k].reshape(rows, -1)
    best = np.argpartition(chunks.max(axis=0), -k)[-k:]
    found: Positions = chunks[:, best].argmax(axis=0) * chunks.shape[1] + best
    return found
