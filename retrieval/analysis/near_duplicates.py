"""Passages that say the same in nearly the same words, such as syndicated copies; pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from retrieval.analysis.terms import terms
from retrieval.languages.english.numbers import UP_TO_TWELVE
from retrieval.model import Hit, Quote

SHARED: Final = 0.6
"""Of the runs of three terms that either passage has, what both must have."""
_NUMBERS: Final = frozenset(terms(" ".join([*UP_TO_TWELVE, "dozen hundred thousand"])))
_RUN: Final = 3
_FIGURE: Final = re.compile(r"[0-9]")


def copies(quotes: Sequence[Quote], hits: Iterable[Hit]) -> Mapping[str, tuple[str, ...]]:
    """For each quote's address the ids of the other articles that hold near copies of it.

    A quote that is itself a near copy of an earlier one has no entry. `hits` are where copies are
    looked for. Passages that differ in a number are no copies.
    """
    found: dict[str, tuple[str, ...]] = {}
    folded: list[Shingles] = []
    held = [(hit.passage.article_id, Shingles(hit.passage.text)) for hit in hits]
    for quote in quotes:
        words = Shingles(quote.text)
        if any(words.near(earlier) for earlier in folded):
            continue
        folded.append(words)
        others = dict.fromkeys(article for article, each in held if words.near(each))
        others.pop(quote.citation.article, None)
        found[quote.address] = tuple(others)
    return found


def near_copy(one: str, other: str) -> bool:
    """Whether `one` text and the `other` are nearly the same words, with the same numbers."""
    return Shingles(one).near(Shingles(other))


class Shingles:
    """A passage's runs of three terms, and its numbers."""

    def __init__(self, text: str) -> None:
        found = terms(text)
        self.runs = {tuple(found[at : at + _RUN]) for at in range(max(1, len(found) - _RUN + 1))}
        self.numbers = {term for term in found if _FIGURE.search(term)} | _NUMBERS & set(found)

    def near(self, other: Shingles) -> bool:
        """Whether the one is a near copy of the other."""
        if self.numbers != other.numbers:
            return False
        return len(self.runs & other.runs) >= SHARED * max(1, len(self.runs | other.runs))
