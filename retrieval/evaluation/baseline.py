"""What nutgraf is measured against: rank_bm25 as its tutorials use it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from rank_bm25 import BM25Okapi

from retrieval.model import Passage


class Baseline:
    """BM25Okapi with its own settings over the paragraphs' words, which are what
    `text.lower().split()` gives. Slow: each question reads every paragraph."""

    def __init__(self, paragraphs: Iterable[Passage]) -> None:
        self._paragraphs = list(paragraphs)
        words: dict[str, str] = {}  # one string for all of a word's places
        self._bm25 = BM25Okapi(
            [
                [words.setdefault(word, word) for word in paragraph.text.lower().split()]
                for paragraph in self._paragraphs
            ]
        )

    def search(self, question: str, *, limit: int) -> list[Passage]:
        """The best paragraphs, best first."""
        found = self._bm25.get_top_n(question.lower().split(), self._paragraphs, n=limit)
        return cast("list[Passage]", found)
