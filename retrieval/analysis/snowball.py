"""Snowball's stemmers: the one adapter of PyStemmer."""

from __future__ import annotations

from Stemmer import Stemmer


def snowball(name: str) -> Stemmer:
    """The stemmer of that name; it remembers nothing."""
    return Stemmer(name, 0)
