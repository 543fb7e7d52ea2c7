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

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

K1: Final = 0.9
B: Final = 0.4
UNIT: Final = 0.5
"""Frequencies are stored as multiples of this: a body's word counts 1, a headline's one half."""
LEVELS: Final = 63
"""Impacts are stored as the next higher multiple of 1 / LEVELS."""
DENSE_SHARE: Final = 6
"""A list that holds more than one in this many of its segment's passages is stored dense."""
_TOP: Final = 255  # a frequency of this many units or more stands among the exceptions

Ids = NDArray[np.int32]
Floats = NDArray[np.float64]
Positions = NDArray[np.intp]
Bytes = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Postings:
    """One term's list in one segment of `size` passages.

    `passages` is None when dense: then `impacts` and `frequencies` have `size` entries, else as
    many as `passages`, which ascend.
    """

    passages: Ids | None
    impacts: Bytes
    frequencies: Bytes
    exceptions: dict[int, float]

    def frequencies_of(self, wanted: Positions) -> Floats:
        """The frequency in each of the `wanted` passages, 0.0 where the term is not."""
        if self.passages is None:
            found = self.frequencies[wanted].astype(np.float64)
        else:
            at = np.searchsorted(self.passages, wanted)
            at[at == len(self.passages)] = 0
            found = np.where(self.passages[at] == wanted, self.frequencies[at], 0).astype(float)
        found *= UNIT
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


Columns = tuple[bytes | None, bytes, bytes, bytes | None]
"""A list as stored: passages, impacts, frequencies, exceptions."""


def encode(
    terms: Ids, passages: Ids, units: Ids, *, lengths: Floats, average: float
) -> Iterator[tuple[int, Columns]]:
    """Each term's number and columns, from postings sorted by term, then by passage.

    `units` are frequencies in multiples of UNIT, `lengths` those of the segment's passages, in
    terms. All lists are computed at once: most are too short for numpy.
    """
    frequencies = units.astype(np.float64) * UNIT
    impacts = impact(frequencies, lengths[passages], average)
    bounds = np.minimum(np.ceil(impacts * LEVELS), LEVELS).astype(np.uint8).tobytes()
    small = np.minimum(units, _TOP).astype(np.uint8).tobytes()
    ids = passages.astype("<i4").tobytes()
    high = np.flatnonzero(units >= _TOP)
    pairs = np.stack([passages[high], units[high]], axis=1).astype("<i8")
    starts = [*np.flatnonzero(np.diff(terms, prepend=-1)).tolist(), len(terms)]
    exceptional = np.searchsorted(high, starts).tolist()
    for term, start, end, first, last in zip(
        terms[starts[:-1]].tolist(), starts, starts[1:], exceptional, exceptional[1:], strict=False
    ):
        exceptions = pairs[first:last].tobytes() if last > first else None
        if (end - start) * DENSE_SHARE <= len(lengths):
            here = ids[4 * start : 4 * end]
            yield term, (here, bounds[start:end], small[start:end], exceptions)
        else:
            dense = _dense(passages[start:end], (bounds[start:end], small[start:end]), len(lengths))
            yield term, (None, *dense, exceptions)


def _dense(passages: Ids, values: tuple[bytes, bytes], size: int) -> tuple[bytes, bytes]:
    """The values of the `passages` at their places among `size`, and 0 elsewhere."""
    dense = np.zeros((2, size), dtype=np.uint8)
    dense[:, passages] = [np.frombuffer(each, dtype=np.uint8) for each in values]
    return dense[0].tobytes(), dense[1].tobytes()


def decode(
    passages: bytes | None, impacts: bytes, frequencies: bytes, exceptions: bytes | None
) -> Postings:
    """The list that `encode` gave these columns for; arrays are views of the bytes."""
    pairs = np.frombuffer(exceptions, dtype="<i8").reshape(-1, 2) if exceptions else ()
    return Postings(
        passages=None if passages is None else np.frombuffer(passages, dtype="<i4"),
        impacts=np.frombuffer(impacts, dtype=np.uint8),
        frequencies=np.frombuffer(frequencies, dtype=np.uint8),
        exceptions={int(passage): units * UNIT for passage, units in pairs},
    )
