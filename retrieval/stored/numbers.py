"""Numbers of passages and of what they are of, each once, without numpy's general ways."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:  # it takes as long to import as a question to answer
    from numpy.typing import NDArray


def each_once(numbers: NDArray[Any]) -> NDArray[Any]:
    """The numbers, ascending, each once. (Where `np.unique` is asked for nothing else, it imports
    what masks arrays: 2 MB.)"""
    numbers = np.sort(numbers)
    is_new = np.ones(len(numbers), dtype=np.bool_)
    np.not_equal(numbers[1:], numbers[:-1], out=is_new[1:])
    return numbers[is_new]


def numbered(numbers: NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.intp]]:
    """The numbers, ascending, each once, and for each which of these it is."""
    distinct = each_once(numbers)
    return distinct, distinct.searchsorted(numbers)
