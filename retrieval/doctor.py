"""A coverage's examination: does everything in its file agree with the articles it holds?

Articles are inverted anew, one by one; what comes out must be what the passages, lengths, counts
and posting lists say. Postings are compared by a sum of hashes for each term, so that the memory
needed is some bytes for each passage and each term.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sqlite_utils import Database

from retrieval import analysis
from retrieval.inversion import Inverted, Row, invert
from retrieval.postings import LEVELS, TOP, UNIT, decode, impact
from retrieval.rows import article_by_number
from retrieval.store import meta

REBUILD: Final = "delete it and run `nutgraf reindex`"
REANALYSE: Final = "run `nutgraf reindex`"
_BATCH: Final = 500_000  # postings compared at a time
_FREE, _LIVE, _DEAD = 0, 1, 2

Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault: `what` is wrong `where`, and the `remedy`."""

    where: str
    what: str
    remedy: str = REBUILD

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What a coverage holds, and what is wrong with it; no `findings`: nothing is."""

    articles: int
    passages: int
    segments: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Segment:
    """`marks` tells of each of its passages whether it is free, live or dead."""

    number: int
    base: int
    average: float
    lengths: NDArray[np.uint32]
    marks: NDArray[np.uint8]


@dataclass(slots=True)
class _Counts:
    """What articles or posting lists say of each term: `hashes` sums a hash for each posting."""

    df: NDArray[np.int64]
    uses: NDArray[np.int64]
    hashes: NDArray[np.uint64]


@dataclass(slots=True)
class _Batch:
    """Posting lists to be compared together: arrays, a list each, and their terms."""

    terms: list[int] = field(default_factory=list)
    passages: list[NDArray[np.int32]] = field(default_factory=list)
    units: list[NDArray[np.int32]] = field(default_factory=list)
    impacts: list[NDArray[np.uint8]] = field(default_factory=list)
