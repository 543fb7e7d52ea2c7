"""Posting lists as BLOBs: which passages hold a term, how often, and at most how weightily.

A list has an upper bound of its impact for each passage, in one byte, so that a question can sum
bounds without looking at a frequency; the frequencies give the exact score of the few that remain.
Impact is the part of BM25 that depends on the passage, tf / (tf + k1 (1 - b + b dl / avgdl)),
between 0 and 1 (S. Robertson, H. Zaragoza, The Probabilistic Relevance Framework, 2009, eq. 3.15,
without the factor k1 + 1).

A sparse list names its passages (int32, counted from the segment's first); a dense one has a byte
for every passage of the segment, 0 where the term is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

import numpy as np

from retrieval.stored.numbers import each_once

if TYPE_CHECKING:  # it takes as long to import as a question to answer
    from numpy.typing import NDArray

K1: Final = 0.9
B: Final = 0.4
K1_ARTICLE: Final = 1.2
B_ARTICLE: Final = 0.75
"""Of whole articles: as usual for long texts."""
UNIT: Final = 0.5
"""Frequencies are stored as multiples of this: a body's word counts 1, a headline's one half."""
LEVELS: Final = 255
"""Impacts are stored as the next higher multiple of 1 / LEVELS."""
DENSE_SHARE: Final = 6
"""A list that holds more than one in this many of its segment's passages is stored dense."""
SPARSE: Final = 40
"""One posting in so many passages: up to there sorting them is faster than adding them up in an
array that has a place for every passage."""
TOP: Final = 255
"""A frequency of so many units or more stands among the exceptions."""

Ids: TypeAlias = "NDArray[np.int32]"
Floats: TypeAlias = "NDArray[np.float64]"
Positions: TypeAlias = "NDArray[np.intp]"
Bytes: TypeAlias = "NDArray[np.uint8]"


class Postings(NamedTuple):
    """One term's list in one segment of `size` passages.

    `most` is the highest impact; `passages` is None when dense: then `impacts` and `frequencies`
    have `size` entries, else as many as `passages`, which ascend. `frequencies` are in UNITs, but
    for the `exceptions`.
    """

    most: int
    passages: Ids | None
    impacts: Bytes
    frequencies: NDArray[Any]
    exceptions: dict[int, float]

    @property
    def size(self) -> int:
        """Bytes of its arrays."""
        ids = 0 if self.passages is None else self.passages.nbytes
        return ids + self.impacts.nbytes + self.frequencies.nbytes

    def impacts_of(self, wanted: Ids) -> Bytes:
        """The impact in each of the `wanted` passages, 0 where the term is not."""
        if self.passages is None:
            return self.impacts[wanted]
        at = self.passages.searchsorted(wanted)
        here = self.passages.take(at, mode="clip") == wanted
        found: Bytes = self.impacts.take(at, mode="clip") * here
        return found

    def frequencies_of(self, wanted: Ids) -> Floats:
        """The frequency in each of the `wanted` passages, 0.0 where the term is not."""
        if self.passages is None:
            found = self.frequencies[wanted] * UNIT
        else:
            at = self.passages.searchsorted(wanted)
            here = self.passages.take(at, mode="clip") == wanted
            found = self.frequencies.take(at, mode="clip") * (here * UNIT)
        for passage, frequency in self.exceptions.items():
            found[wanted == passage] = frequency
        return found

    def all(self) -> tuple[Ids, Ids]:
        """The passages that hold the term, ascending, and their frequencies in UNITs."""
        if self.passages is None:
            passages = np.flatnonzero(self.frequencies).astype(np.int32)
            units = self.frequencies[passages].astype(np.int32)
        else:
            passages, units = self.passages, self.frequencies.astype(np.int32)
        for passage, frequency in self.exceptions.items():
            units[np.searchsorted(passages, passage)] = round(frequency / UNIT)
        return passages, units


def impact(frequencies: Floats, lengths: Floats, average: float) -> Floats:
    """The impact of each posting, given passage `lengths` and their average, in terms."""
    norm = K1 * (1 - B + B * lengths / average)
    shares: Floats = frequencies / (frequencies + norm)
    return shares


Columns = tuple[int, bytes | None, bytes, bytes, bytes | None]
"""A list as stored: its highest impact, passages, impacts, frequencies, exceptions."""


def encode(
    terms: Ids, passages: Ids, units: Ids, *, lengths: Floats, average: float
) -> Iterator[tuple[int, Columns]]:
    """Each term's number and columns, from postings, at least one, sorted by term, then by passage.

    `units` are frequencies in multiples of UNIT, `lengths` those of the segment's passages, in
    terms. All lists are computed at once: most are too short for numpy.
    """
    frequencies = units.astype(np.float64) * UNIT
    impacts = impact(frequencies, lengths[passages], average)
    bounds = np.minimum(np.ceil(impacts * LEVELS), LEVELS).astype(np.uint8)
    starts = np.flatnonzero(np.diff(terms, prepend=-1))
    most = np.maximum.reduceat(bounds, starts).tolist()
    packed = bounds.tobytes()
    small = np.minimum(units, TOP).astype(np.uint8).tobytes()
    ids = passages.astype("<i4").tobytes()
    high = np.flatnonzero(units >= TOP)
    pairs = np.stack([passages[high], units[high]], axis=1).astype("<i8")
    ends = np.append(starts[1:], len(terms))
    exceptional = np.searchsorted(high, np.append(starts, len(terms))).tolist()
    for term, start, end, first, last, highest in zip(
        terms[starts].tolist(),
        starts.tolist(),
        ends.tolist(),
        exceptional[:-1],
        exceptional[1:],
        most,
        strict=True,
    ):
        exceptions = pairs[first:last].tobytes() if last > first else None
        values = packed[start:end], small[start:end]
        if (end - start) * DENSE_SHARE <= len(lengths):
            yield term, (highest, ids[4 * start : 4 * end], *values, exceptions)
        else:
            dense = _dense(passages[start:end], values, len(lengths))
            yield term, (highest, None, *dense, exceptions)


def _dense(passages: Ids, values: tuple[bytes, bytes], size: int) -> tuple[bytes, bytes]:
    """The values of the `passages` at their places among `size`, and 0 elsewhere."""
    if len(passages) == size:
        return values
    dense = np.zeros((2, size), dtype=np.uint8)
    dense[:, passages] = [np.frombuffer(each, dtype=np.uint8) for each in values]
    return dense[0].tobytes(), dense[1].tobytes()


def decode(
    most: int,
    passages: bytes | None,
    impacts: bytes,
    frequencies: bytes,
    exceptions: bytes | None,
) -> Postings:
    """The list that `encode` gave these columns for; arrays are views of the bytes."""
    pairs = np.frombuffer(exceptions, dtype="<i8").reshape(-1, 2) if exceptions else ()
    return Postings(
        most=most,
        passages=None if passages is None else np.frombuffer(passages, dtype="<i4"),
        impacts=np.frombuffer(impacts, dtype=np.uint8),
        frequencies=np.frombuffer(frequencies, dtype=np.uint8),
        exceptions={int(passage): units * UNIT for passage, units in pairs},
    )


def joint(
    parts: Sequence[tuple[Postings, float]], lengths: NDArray[np.uint32], average: float
) -> Postings:
    """Several lists of one segment as one, in which an occurrence counts its list's weight."""
    found, weighed = _summed(
        [(*postings.all(), weight) for postings, weight in parts], len(lengths)
    )
    terms_each: Floats = lengths[found].astype(np.float64)
    impacts = np.ceil(impact(weighed * UNIT, terms_each, average) * LEVELS)
    return Postings(
        most=int(impacts.max()),
        passages=found.astype(np.int32),
        impacts=impacts.astype(np.uint8),
        frequencies=weighed,
        exceptions={},
    )


def _summed(parts: Sequence[tuple[Ids, Ids, float]], size: int) -> tuple[Positions, Floats]:
    """The passages, of `size`, that any of the parts has, ascending, with their weighed units."""
    if sum(len(passages) for passages, _, _ in parts) * SPARSE > size:
        sums = np.zeros(size)
        for passages, units, weight in parts:
            sums[passages] += weight * units
        found = np.flatnonzero(sums)
        return found, sums[found]
    found = each_once(np.concatenate([passages for passages, _, _ in parts])).astype(np.intp)
    sums = np.zeros(len(found))
    for passages, units, weight in parts:
        sums[found.searchsorted(passages)] += weight * units
    return found, sums
