"""Ukrainian: the longest ending off, letters that change in a word's forms alike."""

from __future__ import annotations

from typing import Final

_ENDINGS: Final = sorted(
    (
        "а у і и о е ї ю я й ь ом ем єм ою ею єю ам ям ами ями ах ях ів їв ей ові еві єві ого "
        "ому ій их им ими ої а я е є ими ти ть в ла ло ли ся сь ться лася лося лися вся ють ять "
        "ать уть ив ила ило или ити ати яти іти увати ував увала ували ує ують уючи ає ають аючи "
        "ано ено ння нню нням ннях ість ості істю остей остями ськ ський ська ське ські ського "
        "ському ською ських ським ними ний на не ні ного ному ною них ним"
    ).split(),
    key=len,
    reverse=True,
)
_KEPT: Final = 3
_LONGEST: Final = 5
_ALIKE: Final = str.maketrans({"і": "о", "є": "е", "ї": "е", "ґ": "г"})


def stem(word: str) -> str:
    """The first letters of `word`, in small letters, that its forms have in common."""
    ending = next((each for each in _ENDINGS if word.endswith(each)), "")
    while ending and len(word) - len(ending) < _KEPT:
        ending = ending[1:]
    return word[: len(word) - len(ending)].translate(_ALIKE)[:_LONGEST]
