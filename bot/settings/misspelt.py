"""What may be meant by a name that there is not."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def near(word: str, known: Iterable[str]) -> str:
    """Which of the many `known` texts the misspelt key may be, or where they are found."""
    found = get_close_matches(word, list(known), n=1)
    return f"did you mean {found[0]}?" if found else "`nutgraf texts` prints all there are"


def meant(word: str, known: Iterable[str]) -> str:
    """Which of the `known` names the misspelt one may be, or which there are."""
    names = list(known)
    near = get_close_matches(word, names, n=1)
    return f"did you mean {near[0]}?" if near else f"remove it; there are {', '.join(names)}"
