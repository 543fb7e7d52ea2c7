"""What scoring needs of the whole coverage: how many passages, how long, which are dead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlite_utils import Database

from retrieval.postings import Positions
from retrieval.store import meta


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
    """How many articles and passages live, the passages' average length in terms, and the
    `generation` of the coverage that says so.

    `lengths` (uint32) has an entry for each passage of the segments; `dead` are the positions in
    it of passages that are no longer in the coverage.
    """

    generation: int
    articles: int
    passages: int
    average: float
    lengths: NDArray[np.uint32]
    dead: Positions
    segments: tuple[Segment, ...]

    def numbers(self, positions: Positions) -> NDArray[np.int64]:
        """The numbers in the store of the passages at `positions`."""
        found = np.empty(len(positions), dtype=np.int64)
        for segment in self.segments:
            inside = (positions >= segment.at) & (positions < segment.at + segment.size)
            found[inside] = positions[inside] - segment.at + segment.base
        return found

    def positions(self, numbers: NDArray[np.int64]) -> Positions:
        """Where the passages with these numbers stand in `lengths`, in the segments' order."""
        return _positions(self.segments, numbers)


def statistics(database: Database) -> Statistics:
    """The statistics of the coverage as it is now; 4 bytes a passage, and 8 a dead one."""
    segments, lengths, at = [], [], 0
    rows = database.execute(
        "select number, base, size, average, lengths from segments order by number"
    )
    for number, base, size, average, blob in rows:
        segments.append(Segment(number, base, size, at, average))
        lengths.append(np.frombuffer(blob, dtype="<u4"))
        at += size
    everything = np.concatenate(lengths) if lengths else np.empty(0, dtype=np.uint32)
    rows = database.execute("select passage from dead order by passage")
    dead = _positions(segments, np.array([number for (number,) in rows], dtype=np.int64))
    live = len(everything) - len(dead)
    total = int(everything.sum(dtype=np.int64)) - int(everything[dead].sum(dtype=np.int64))
    return Statistics(
        generation=int(meta(database, "generation") or 0),
        articles=int(meta(database, "articles") or 0),
        passages=live,
        average=total / live if total else 1.0,
        lengths=everything,
        dead=dead,
        segments=tuple(segments),
    )


def _positions(segments: Sequence[Segment], numbers: NDArray[np.int64]) -> Positions:
    found = [np.empty(0, dtype=np.intp)]
    for base, size, at in ((each.base, each.size, each.at) for each in segments):
        inside = numbers[(numbers >= base) & (numbers < base + size)]
        found.append((inside - base + at).astype(np.intp))
    return np.concatenate(found)
