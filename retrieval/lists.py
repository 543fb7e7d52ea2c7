"""The posting lists of a question's terms: read, and looked up for the passages that matter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from sqlite_utils import Database

from retrieval.postings import K1, Floats, Positions, Postings, decode, impact, joint
from retrieval.statistics import Segment, Statistics

_TERMS_A_QUERY: Final = 500  # SQLite takes at least 999 parameters
_ITSELF: Final = 400  # bytes that a list takes beside its arrays


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
    """A term's postings in one segment."""

    segment: Segment
    postings: Postings


class Lists:
    """The posting lists of a question's terms: `lists` has those of each of the `terms`."""

    def __init__(self, database: Database, known: Statistics, terms: Sequence[Term]) -> None:
        self.database, self.known, self.terms = database, known, terms
        found = self._read({number for term in terms for number, _ in term.numbers})
        self.lists = [self._of(term, found) for term in terms]

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
        places = positions.astype(np.int32)
        if len(self.known.segments) == 1:
            for row, lists in zip(found, self.lists, strict=True):
                for _, postings in lists:
                    row[:] = postings.frequencies_of(places)
            return found
        for segment in self.known.segments:
            local = places - np.int32(segment.at)
            inside = np.flatnonzero((local >= 0) & (local < segment.size))
            local = local[inside]
            for row, lists in zip(found, self.lists, strict=True):
                for at, postings in lists if len(inside) else ():
                    if at is segment:
                        row[inside] = postings.frequencies_of(local)
        return found

    def _of(self, term: Term, found: dict[int, tuple[List, ...]]) -> tuple[List, ...]:
        """A term's lists, one a segment: those of its spellings joined."""
        if len(term.numbers) == 1 and term.numbers[0][1] == 1.0:
            return found[term.numbers[0][0]]
        parts: dict[Segment, list[tuple[Postings, float]]] = {}
        for number, weight in term.numbers:
            for segment, postings in found[number]:
                parts.setdefault(segment, []).append((postings, weight))
        lengths, average = self.known.lengths, self.known.average
        return tuple(
            List(
                segment._replace(average=average),
                joint(some, lengths[segment.at : segment.at + segment.size], average),
            )
            for segment, some in parts.items()
        )

    def _read(self, numbers: set[int]) -> dict[int, tuple[List, ...]]:
        """The lists of the terms with these numbers, one a segment."""
        recent = self.known.recent.lists
        found = {number: recent.get(number) for number in numbers}
        missing = [number for number, lists in found.items() if lists is None]
        for at in range(0, len(missing), _TERMS_A_QUERY):
            some = missing[at : at + _TERMS_A_QUERY]
            for number, lists in self._fetched(some).items():
                found[number] = lists
                recent.put(number, lists, sum(each.postings.size for each in lists) + _ITSELF)
        return {number: lists or () for number, lists in found.items()}

    def _fetched(self, numbers: Sequence[int]) -> dict[int, tuple[List, ...]]:
        segments = {segment.number: segment for segment in self.known.segments}
        found: dict[int, list[List]] = {number: [] for number in numbers}
        rows = self.database.conn.execute(
            "select segment, term, most, passages, impacts, frequencies, exceptions from postings "
            f"where segment in ({','.join('?' * len(segments))}) "
            f"and term in ({','.join('?' * len(numbers))})",
            (*segments, *numbers),
        )
        for segment, number, *columns in rows:
            found[number].append(List(segments[segment], decode(*columns)))
        return {number: tuple(lists) for number, lists in found.items()}
