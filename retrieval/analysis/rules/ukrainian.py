"""Ukrainian: soft signs and the longest ending off, letters that change in its forms alike."""

from __future__ import annotations

from typing import Final

_ENDINGS: Final = frozenset(
    (
        "а у і и о е ї ю я й ом ем єм ою ею єю ам ям ами ями ах ях ів їв ей ові еві єві ого ому "
        "ій их им ими ої є ти в ла ло ли ся лася лося лися вся ив ила ило или ити ати яти іти "
        "увати ував увала ували ує уючи ає аючи ано ено ння нню нням ннях ості істю остей остями "
        "ними ний на не ні ного ному ною них ним"
    ).split()
)
_LENGTHS: Final = sorted({len(each) for each in _ENDINGS}, reverse=True)
_KEPT: Final = 3
_LONGEST: Final = 5
_ALIKE: Final = str.maketrans({"і": "о", "є": "е", "ї": "е", "ґ": "г"})


def stem(word: str) -> str:
    """The first letters of `word`, in small letters, that its forms have in common."""
    word = word.replace("ь", "")
    ending = next((word[-size:] for size in _LENGTHS if word[-size:] in _ENDINGS), "")
    while ending and len(word) - len(ending) < _KEPT:
        ending = ending[1:]
    return word[: len(word) - len(ending)].translate(_ALIKE)[:_LONGEST]
