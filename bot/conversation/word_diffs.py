"""Word diffs as they are shown: with spaces between their parts, and as terminal text; pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from retrieval import Part


def spaced(parts: Sequence[Part]) -> list[tuple[Part, str]]:
    """Each part with the space after it; two that take each other's place are kept apart."""
    found = []
    for part, after in pairwise([*parts, None]):
        assert part is not None
        space = part.words[len(part.words.rstrip()) :]
        swapped = after is not None and (part.side, after.side) == ("text", "article")
        found.append((part, space or " " * swapped if after else ""))
    return found
