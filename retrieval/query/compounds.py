"""Words that are put together from two others: where German, Dutch or Swedish may part them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from retrieval.analysis.analysers import analyser
from retrieval.languages.detection import DEFAULT
from retrieval.languages.language import codes, language

LONG: Final = 8
"""Letters of a word that may be parted."""
SHORT: Final = 3
"""Letters of each of its parts, at the least."""
_LINKS: Final = ("", "s", "es", "n", "en", "er", "e")
"""What stands between the parts."""


def halves(word: str, code: str) -> Sequence[tuple[str, str]]:
    """The pairs of terms that a word of the language may be put together from; none where words
    are not."""
    if code == DEFAULT or code not in codes() or not language(code).analysis.compounds:
        return ()
    if len(word) < LONG or not word.isalpha():
        return ()
    term, small = analyser(code).term, word.casefold()
    found: dict[tuple[str, str], None] = {}
    for at in range(SHORT, len(small) - SHORT + 1):
        last = term(small[at:])
        for link in _LINKS:
            first = small[:at].removesuffix(link) if small[:at].endswith(link) else ""
            if len(first) >= SHORT and last and (opening := term(first)):
                found[opening, last] = None
    return list(found)
