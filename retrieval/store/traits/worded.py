"""Passages' terms in text order, packed: what a question's terms are looked for in, where the text
itself would have to be analysed.

A term is its number in the store: of all terms of a passage the two lower bytes come first, then,
where any has one, the third of each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

if TYPE_CHECKING:  # it takes as long to import as a question to answer
    from numpy.typing import NDArray

Ids: TypeAlias = "NDArray[np.int32]"
_END: Final = 1 << 24
"""The first number that does not fit: of a store with so many words texts are analysed."""


def packed(numbers: Ids, lengths: Ids) -> list[bytes | None]:
    """The terms of each passage of an article, given those of all, one passage after the other, and
    how many each has; None where they do not fit."""
    if len(numbers) and numbers.max() >= _END:
        return [None] * len(lengths)
    columns = numbers.astype("<u4").view(np.uint8).reshape(-1, 4)
    low, high = columns[:, :2].tobytes(), columns[:, 2].tobytes()
    ends = np.cumsum(lengths).tolist()
    return [
        low[2 * start : 2 * end] + (high[start:end] if any(high[start:end]) else b"")
        for start, end in zip([0, *ends], ends, strict=False)
    ]


def unpacked(passages: Sequence[bytes], lengths: Sequence[int]) -> Ids:
    """The numbers of all terms of packed passages, given how many each has. Raises ValueError for
    what is none."""
    some = list(zip(passages, lengths, strict=True))
    low = b"".join([each[: 2 * length] for each, length in some])
    high = b"".join([each[2 * length :] or bytes(length) for each, length in some])
    numbers = np.frombuffer(low, dtype="<u2").astype(np.int32)
    numbers += np.frombuffer(high, dtype=np.uint8).astype(np.int32) << 16
    return numbers


def places(
    passages: Sequence[bytes], lengths: Sequence[int], terms: Mapping[int, str]
) -> list[list[tuple[int, str]]]:
    """Where in each of the packed passages, counted in terms, the `terms` stand, each as what its
    number is given as."""
    found: list[list[tuple[int, str]]] = [[] for _ in passages]
    if not terms:
        return found
    numbers, wanted = unpacked(passages, lengths), np.array(sorted(terms), dtype=np.int32)
    here = np.flatnonzero(wanted.take(wanted.searchsorted(numbers), mode="clip") == numbers)
    starts = np.cumsum([0, *lengths])
    which = starts.searchsorted(here, "right") - 1
    at = here - starts[which]
    for passage, place, number in zip(
        which.tolist(), at.tolist(), numbers[here].tolist(), strict=True
    ):
        found[passage].append((place, terms[number]))
    return found
