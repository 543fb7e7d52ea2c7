"""What is no paragraph of an article: the outlet's notes on it, and what leads to others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from retrieval.articles.formats.markup import Worded
from retrieval.languages.forms.page_words import (
    IS_AN_EDITORS,
    IS_AROUND,
    OPENS_A_CORRECTION,
    OPENS_ELSEWHERE,
    SAYS_WHAT_WAS_WRONG,
)

_MOST_WORDS: Final = 150
_ADDRESS: Final = re.compile(r"<?(?:https?://|www\.)\S+>?")
_MOST_AROUND: Final = 25


def is_note(words: str) -> bool:
    """Whether a paragraph says what was wrong in its article before."""
    if not OPENS_A_CORRECTION.match(words) or len(words.split()) > _MOST_WORDS:
        return False
    return not IS_AN_EDITORS.match(words) or SAYS_WHAT_WAS_WRONG.search(words) is not None


def leads_away(block: Worded) -> bool:
    """Whether a block leads to other articles, or belongs to the site."""
    words = block[1]
    if len(words.split()) > _MOST_AROUND:
        return False
    return bool(OPENS_ELSEWHERE.match(words) or IS_AROUND.match(words) or _ADDRESS.fullmatch(words))


def with_notes(found: Sequence[Worded]) -> list[Worded]:
    """The blocks, those paragraphs as notes that are one, if there are others."""
    noted: list[Worded] = [
        ("note", words) if kind == "paragraph" and is_note(words) else (kind, words)
        for kind, words in found
    ]
    return noted if any(kind == "paragraph" for kind, _ in noted) else list(found)
