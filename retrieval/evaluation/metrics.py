"""Figures of ranking, and how sure they are; pure.

Ranks count from 1, one for each question: infinite where the answer was not found.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Indices = NDArray[np.intp]

ROUNDS: Final = 1000
"""Resamples of a bootstrap."""
_BOUNDS: Final = (2.5, 97.5)


class Figure(NamedTuple):
    """A value with its 95 % interval, and how many questions it was measured on."""

    value: float
    low: float
    high: float
    questions: int


def hit_at(ranks: Floats, k: int) -> float:
    """hit@k: the share of the questions answered among the first k."""
    return float(np.mean(ranks <= k))


def mrr_at(ranks: Floats, k: int) -> float:
    """MRR@k: the mean of 1 / rank, 0 beyond k (Voorhees, TREC-8 question answering, 1999)."""
    return float(np.mean(np.where(ranks <= k, 1 / ranks, 0.0)))


def figure(statistic: Callable[[Indices], float], size: int, *, seed: int) -> Figure | None:
    """A statistic of `size` questions with its percentile bootstrap interval (Efron 1979).

    `statistic` gets the questions' indices, some of them repeated in a resample; NaN where it
    cannot be told, such as a share of none. None where it cannot be told of all. Two statistics'
    difference, taken on the same indices, makes a paired interval.
    """
    value = statistic(np.arange(size)) if size else np.nan
    if np.isnan(value):
        return None
    random = np.random.default_rng(seed)
    drawn = np.array([statistic(random.integers(0, size, size)) for _ in range(ROUNDS)])
    low, high = np.nanpercentile(drawn, _BOUNDS)
    return Figure(float(value), float(low), float(high), size)


def share(flags: Flags) -> float:
    """The share that is true; NaN of none."""
    return float(np.mean(flags)) if len(flags) else float("nan")
