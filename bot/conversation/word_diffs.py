"""Word diffs as they are shown: with spaces between their parts, and as terminal text; pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from retrieval import Part

_SHORT: Final = 60  # letters


def spaced(parts: Sequence[Part]) -> list[tuple[Part, str]]:
    """Each part with the space after it; two that take each other's place are kept apart."""
    found = []
    for part, after in pairwise([*parts, None]):
        assert part is not None
        space = part.words[len(part.words.rstrip()) :]
        swapped = after is not None and (part.side, after.side) == ("text", "article")
        found.append((part, space or " " * swapped if after else ""))
    return found


def swap(parts: Sequence[Part]) -> tuple[str, str] | None:
    """The words that were given and those of the article in their place, where that is all that
    differs, in few words."""
    differing = [part for part in parts if part.side != "both"]
    if [part.side for part in differing] != ["text", "article"]:
        return None
    given, there = (part.words.strip() for part in differing)
    return (given, there) if 0 < len(given) + len(there) <= _SHORT and given and there else None
