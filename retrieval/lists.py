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

CHUNK: Final = 64
"""Passages per chunk, the step in which the best bounds are looked for."""
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


class Lists:
    """The posting lists of a question's terms."""

    def __init__(self, database: Database, known: Statistics, terms: Sequence[Term]) -> None:
        self.database, self.known, self.terms = database, known, terms
        self.lists = [self._of(term) for term in terms]

    def candidates(self, k: int) -> Positions:
        """Passages among which are the best `k`, and all that tie with the last of them."""
        if not self.terms or not self.known.passages or k < 1:
            return np.empty(0, dtype=np.intp)
        bounds, scale = self._bounds()
        floor = int((self._floor(bounds, k) - SLACK) * scale)
        return np.flatnonzero(bounds >= max(1, floor))

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
