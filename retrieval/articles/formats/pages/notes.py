"""A paragraph in which an outlet corrects its article is a note, and no passage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from retrieval.articles.formats.markup import Worded
from retrieval.languages.page_words import OPENS_A_CORRECTION

_MOST_WORDS: Final = 150


def is_note(words: str) -> bool:
    """Whether a paragraph says what was wrong in its article before."""
    return OPENS_A_CORRECTION.match(words) is not None and len(words.split()) <= _MOST_WORDS


def with_notes(found: Sequence[Worded]) -> list[Worded]:
    """The blocks, those paragraphs as notes that are one, if there are others."""
    noted: list[Worded] = [
        ("note", words) if kind == "paragraph" and is_note(words) else (kind, words)
        for kind, words in found
    ]
    return noted if any(kind == "paragraph" for kind, _ in noted) else list(found)
