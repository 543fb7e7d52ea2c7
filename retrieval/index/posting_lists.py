"""The posting lists of a question's terms: read, and looked up for the passages that matter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from sqlite3 import Connection
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from retrieval.index.cache import Cache
from retrieval.index.postings import (
    K1,
    LEVELS,
    Floats,
    Ids,
    Positions,
    Postings,
    decode,
    impact,
    joint,
)
from retrieval.index.statistics import SegmentInfo, Statistics
from retrieval.index.word_lookup import known_words
from retrieval.stored.terms import Term

if TYPE_CHECKING:  # it takes as long to import as a question to answer
    from numpy.typing import NDArray

_TERMS_A_QUERY: Final = 500  # SQLite takes at least 999 parameters
SHORT: Final = 4_096
"""Postings; what they add to a score is kept with a list of so many."""
_ITSELF: Final = 400  # bytes that a list takes beside its arrays


class PostingList(NamedTuple):
    """A term's postings in the segment whose passages stand at `start` to `end`; a level of impact
    adds `weight` to a score at most. A SHORT list has what each posting adds as `values`, and where
    the passages stand in the coverage as `positions`."""

    start: int
    end: int
    postings: Postings
    weight: np.float32
    positions: Ids | None
    values: NDArray[np.float32] | None

    @property
    def size(self) -> int:
        """Bytes of its arrays."""
        return self.postings.size + (0 if self.values is None else self.values.nbytes)


class WeightedTerm(NamedTuple):
    """A term's lists, one a segment, with so many `postings`, or places for such.

    `bound`: what the term adds to a score at most; `level`: the most that the rounding of its
    impacts adds; `shrunk`: how far these may be too high, as a factor of 1 or less.
    """

    df: int
    lists: tuple[PostingList, ...]
    postings: int
    bound: float
    level: float
    shrunk: float


class PostingLists:
    """The posting lists of a question's terms: `weighed` has those of each of the `terms`."""

    def __init__(self, database: Connection, statistics: Statistics, terms: Sequence[Term]) -> None:
        self.database, self.statistics, self.terms = database, statistics, terms
        self._recent: Cache[WeightedTerm] = statistics.recent.lists
        found = [self._recent.get(term.spellings) for term in terms]
        missing = [term for term, weighed in zip(terms, found, strict=True) if weighed is None]
        read = self._read({each: None for term in missing for each, _ in term.spellings})
        self.weighed = [
            weighed or self._weighed(term, read) for term, weighed in zip(terms, found, strict=True)
        ]

    def scores(self, positions: Positions) -> Floats:
        """The BM25 score of the passages at `positions`."""
        return self.scored(positions, self.frequencies(positions))

    def scored(self, positions: Positions, frequencies: Floats) -> Floats:
        """The BM25 score of the passages at `positions`, given their `frequencies`."""
        if not self.terms:
            return np.zeros(len(positions))
        lengths = self.statistics.lengths[positions].astype(np.float64)
        idf = np.array([term.idf for term in self.terms])
        scores: Floats = idf * (K1 + 1) @ impact(frequencies, lengths, self.statistics.average)
        return scores

    def positions_of(self, at: int) -> Positions:
        """Where the passages stand that have the term number `at`, or the words above them do."""
        found = [start + postings.all()[0] for start, _, postings, *_ in self.weighed[at].lists]
        return np.concatenate([np.empty(0, dtype=np.intp), *found])

    def frequencies(self, positions: Positions) -> Floats:
        """How often each term (rows) stands in each of the passages at `positions` (columns)."""
        found = np.zeros((len(self.terms), len(positions)))
        places = positions.astype(np.int32)
        inside: dict[int, tuple[Positions, Ids]] = {}
        for row, (_, lists, *_) in zip(found, self.weighed, strict=True):
            for start, end, postings, *_ in lists:
                if end - start == len(self.statistics.lengths):
                    row[:] = postings.frequencies_of(places)
                    continue
                if start not in inside:
                    columns = np.flatnonzero((places >= start) & (places < end))
                    inside[start] = columns, places[columns] - np.int32(start)
                columns, local = inside[start]
                row[columns] = postings.frequencies_of(local)
        return found

    def _weighed(
        self, term: Term, read: dict[str, list[tuple[SegmentInfo, Postings]]]
    ) -> WeightedTerm:
        """The term's lists, those of its spellings joined."""
        average, lengths = self.statistics.average, self.statistics.lengths
        if _is_single(term):
            return self._kept(term, _weigh(term, read[term.spellings[0][0]], average))
        parts: dict[SegmentInfo, list[tuple[Postings, float]]] = {}
        for spelling, weight in term.spellings:
            for segment, postings in read[spelling]:
                parts.setdefault(segment, []).append((postings, weight))
        joined = [
            (
                segment._replace(average=average),
                joint(some, lengths[segment.at : segment.at + segment.size], average),
            )
            for segment, some in parts.items()
        ]
        return self._kept(term, _weigh(term, joined, average))

    def _kept(self, term: Term, weighed: WeightedTerm) -> WeightedTerm:
        self._recent.put(
            term.spellings, weighed, sum(each.size for each in weighed.lists) + _ITSELF
        )
        return weighed

    def _read(self, terms: Iterable[str]) -> dict[str, list[tuple[SegmentInfo, Postings]]]:
        """The lists of these terms of the coverage, one a segment."""
        segments = {segment.number: segment for segment in self.statistics.segments}
        known = known_words(self.database, self.statistics, terms)
        found: dict[str, list[tuple[SegmentInfo, Postings]]] = {term: [] for term in known}
        term_of = {each.number: term for term, each in known.items()}
        numbers = list(term_of)
        for at in range(0, len(numbers), _TERMS_A_QUERY):
            some = numbers[at : at + _TERMS_A_QUERY]
            rows = self.database.execute(
                "select segment, term, most, passages, impacts, frequencies, exceptions "
                f"from postings where segment in ({','.join('?' * len(segments))}) "
                f"and term in ({','.join('?' * len(some))})",
                (*segments, *some),
            )
            for segment, number, *columns in rows:
                found[term_of[number]].append((segments[segment], decode(*columns)))
        return found


def _is_single(term: Term) -> bool:
    return len(term.spellings) == 1 and term.spellings[0][1] == 1.0


def _weigh(
    term: Term, found: Sequence[tuple[SegmentInfo, Postings]], average: float
) -> WeightedTerm:
    lists, count = [], 0
    bound = level = 0.0
    shrunk = 1.0
    for segment, postings in found:
        grown = average / segment.average
        weight = term.idf * (K1 + 1) / LEVELS * max(1.0, grown)
        shrunk = min(shrunk, grown, 1 / grown)
        level, bound = max(level, weight), max(bound, postings.most * weight)
        count += len(postings.impacts)
        lists.append(_list(segment, postings, np.float32(weight)))
    return WeightedTerm(term.df, tuple(lists), count, bound, level, shrunk)


def _list(segment: SegmentInfo, postings: Postings, weight: np.float32) -> PostingList:
    positions = values = None
    if len(postings.impacts) <= SHORT:
        local, impacts = postings.passages, postings.impacts
        if local is None:
            local = np.flatnonzero(impacts).astype(np.int32)
            impacts = impacts[local]
        positions = local + np.int32(segment.at) if segment.at else local
        values = np.multiply(impacts, weight, dtype=np.float32)
    return PostingList(segment.at, segment.at + segment.size, postings, weight, positions, values)
