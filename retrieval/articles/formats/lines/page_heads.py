"""A newspaper's page as it is pasted from a PDF -> its article's lines, without the page's own."""

from __future__ import annotations

import re
from typing import Final

from retrieval.languages.newspaper_words import CONTINUED

_CONTINUED: Final = re.compile(
    rf"\n[ \t]*\n[ \t]*(?:{CONTINUED})[^\n]{{0,80}}\n[ \t]*\n", re.IGNORECASE
)
_HEAD: Final = re.compile(r"^[^\n]{0,60}\S[ \t]{3,}\S[^\n]{0,60}$\n?", re.MULTILINE)
_FEED: Final = re.compile(r"\s*\f\s*")


def without_page_heads(text: str) -> str:
    """The text without the heads and feet of pages, where it has any; a paragraph that they part
    is whole again."""
    if "\f" not in text and not _CONTINUED.search(text):
        return text
    text = _HEAD.sub("", _CONTINUED.sub("\n", text))
    return _FEED.sub("\n", text)
