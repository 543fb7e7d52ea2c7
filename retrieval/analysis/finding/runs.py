"""Which runs of a text, as they stand between its spaces, hold a word of a language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from retrieval.analysis.finding.patterns import any_of, is_spaced, plain

_AROUND: Final = " \t\n.,:;!?…\"'«»“”„()[]–—-"


def holds_any(words: Iterable[str], other: str = "(?!)") -> Callable[[str], bool]:
    """Whether a run holds one of the words, or something of the pattern `other`, for plain letters.

    Most runs are a word with signs around it: those cost a look-up.
    """
    found = [*words]
    pattern = re.compile(f"{other}|{any_of(found)}")
    if not is_spaced("".join(found)):
        return lambda run: pattern.search(plain(run)) is not None
    known = frozenset((*found, *map(plain, found)))

    def holds(run: str) -> bool:
        word = run.strip(_AROUND).lower()
        if word.isalpha():
            return word in known
        return pattern.search(plain(word)) is not None

    return holds
