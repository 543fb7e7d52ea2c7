"""Generations of a coverage, as they are told: no two coverages at one place have one in common."""

from __future__ import annotations

from typing import Final
from zlib import crc32

_OF_ONE: Final = 10**9
"""Generations that a coverage can have."""


def numbered(began: str, generation: int) -> int:
    """The generation of the coverage that `began` then, as it is told; below 2^63."""
    return crc32(began.encode()) * _OF_ONE + generation


def parted(began: str, told: int) -> int | None:
    """The generation that was told so, of the coverage that `began` then; None of another's."""
    which, generation = divmod(told, _OF_ONE)
    return generation if which == crc32(began.encode()) else None
