"""Word diffs as they are shown: with spaces between their parts, and as terminal text; pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from rich.text import Text

from retrieval import Part

_SIGNS: Final = {"both": ("", ""), "text": ("[-", "-]"), "article": ("{+", "+}")}
_STYLES: Final = {"both": "", "text": "strike red", "article": "underline green"}


def spaced(parts: Sequence[Part]) -> list[tuple[Part, str]]:
    """Each part with the space after it; two that take each other's place are kept apart."""
    found = []
    for part, after in pairwise([*parts, None]):
        assert part is not None
        space = part.words[len(part.words.rstrip()) :]
        swapped = after is not None and (part.side, after.side) == ("text", "article")
        found.append((part, space or " " * swapped if after else ""))
    return found


def drawn(parts: Sequence[Part], *, colours: bool) -> Text:
    """A word diff for the terminal: in colours, else between signs as `git --word-diff` has it."""
    text = Text()
    for part, space in spaced(parts):
        opening, closing = ("", "") if colours else _SIGNS[part.side]
        words = f"{opening}{part.words.rstrip()}{closing}"
        text.append(words, style=_STYLES[part.side] if colours else "")
        text.append(space)
    return text
