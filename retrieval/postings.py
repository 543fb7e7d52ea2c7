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


def encode(
    passages: Ids, units: Ids, impacts: Floats, size: int
) -> tuple[bytes | None, bytes, bytes, bytes | None]:
    """The columns of a list: passages, impacts, frequencies, exceptions.

    `passages` ascend, below `size`; `units` are frequencies in multiples of UNIT.
    """
    bounds = np.minimum(np.ceil(impacts * LEVELS), LEVELS).astype(np.uint8)
    small = np.minimum(units, _TOP).astype(np.uint8)
    high = np.flatnonzero(units >= _TOP)
    exceptions = (
        np.stack([passages[high], units[high]], axis=1).astype("<i8").tobytes()
        if len(high)
        else None
    )
    if len(passages) * DENSE_SHARE <= size:
        return passages.astype("<i4").tobytes(), bounds.tobytes(), small.tobytes(), exceptions
    dense = np.zeros((2, size), dtype=np.uint8)
    dense[:, passages] = bounds, small
    return None, dense[0].tobytes(), dense[1].tobytes(), exceptions


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
