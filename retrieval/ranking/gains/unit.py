"""What gains are measured in."""

from __future__ import annotations

from typing import Final

from retrieval.query.query import Query

WHOLE: Final = 4.0
"""The question's idf, in that of the rarest word, from which on a gain counts as a whole one: it
must not outweigh the words of a short question."""


def unit(query: Query) -> float:
    """The idf of the rarest word; less for a question of a few words, or of common ones."""
    return min(query.rarest, query.mass / WHOLE)
