"""What the words of /says, /since, /asof and their like mean."""

from __future__ import annotations

from datetime import date
from typing import Literal

from retrieval import Archive, NothingIndexedError


def opening_day(
    archive: Archive, words: str, lead: Literal["since", "until"]
) -> tuple[date, str] | None:
    """The day that opens the words, and the rest of them."""
    try:
        return archive.opening_day(words, lead)
    except NothingIndexedError:
        return None
