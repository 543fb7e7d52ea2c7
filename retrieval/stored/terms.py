"""A question's terms, as the coverage has them."""

from __future__ import annotations

from typing import NamedTuple


class Term(NamedTuple):
    """A term of the question that the coverage holds.

    `spellings` are the coverage's terms that stand for it, each with what an occurrence counts:
    itself alone, of weight 1, or several. `df` is the sum of theirs, weighted alike, 1 at the
    least; idf = ln((N + 1) / df), N being all passages of the coverage, whatever limits are set.
    """

    term: str
    spellings: tuple[tuple[str, float], ...]
    df: int
    idf: float
