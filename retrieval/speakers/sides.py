"""Whose the counted are: "Ukrainian soldiers", "63 of its men"; pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from retrieval.analysis.terms import fold
from retrieval.languages.english.speaking.counted import (
    ASKS_WHOSE,
    COUNTED,
    ENDS_COUNTED,
    LOSES,
    NO_COUNTRY,
    OWN,
)
from retrieval.languages.english.speaking.governments import COUNTRIES

REACH: Final = 6
"""Words after a figure, of which one may say whose the counted are."""
BACK: Final = 12
"""Words before one, of which two may."""
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@cache
def _countries() -> dict[str, str]:
    """Each single word that names a country or its people, folded, with the country."""
    return {
        fold(name): country
        for country, names in COUNTRIES.items()
        for name in (country, *names)
        if country and name.isalpha() and not (name.isupper() and len(name) < 4)
    }


def side_of(word: str, *, asked: bool = False) -> str | None:
    """The country whose name, or whose people's, the word is; without a capital letter only where
    it is `asked`."""
    plain = re.sub(r"['’]s?$", "", word)
    plain = plain.partition("-")[0] if not asked else plain
    name = fold(plain)
    if not plain or (plain[0].islower() and (not asked or name in NO_COUNTRY)):
        return None
    return _countries().get(name)


def asked_side(question: str) -> str | None:
    """The country of those that a "how many" counts: "Ukrainian soldiers", "did Russia lose"."""
    asks = ASKS_WHOSE.search(question)
    if asks is None:
        return None
    rest = question[asks.end() :]
    if lost := LOSES.search(rest):
        return side_of(lost["side"], asked=True)
    for word in _WORD.findall(rest)[:REACH]:
        if word.lower() in ENDS_COUNTED:
            return None
        if side := side_of(word, asked=True):
            return side
    return None


def side_of_figure(words: Sequence[str], at: int) -> str | None:
    """Whose are those that the figure at `at` of a sentence's words counts; None where nothing
    says so. "Its" are those of whom the sentence spoke first."""
    for word in words[at + 1 : at + 1 + REACH]:
        if word.lower() in ENDS_COUNTED or word[0].isdigit():
            break
        if word.lower() in OWN:
            return next(filter(None, map(side_of, words[:at])), None)
        if side := side_of(word):
            return side
    if at and (side := side_of(words[at - 1])):
        return side
    for before in range(at - 2, max(-1, at - BACK), -1):  # Russian losses in Makiivka: about 400
        if words[before + 1].lower() in COUNTED and (side := side_of(words[before])):
            return side
    return None
