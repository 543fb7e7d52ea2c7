"""Polish: the longest ending off, and then letters that change before it."""

from __future__ import annotations

from typing import Final

_ENDINGS: Final = sorted(
    (
        "a u i y o e ę ą em ie om ami ach ów owi owie ego emu ej ym im ymi imi ych ich iego iemu "
        "ć ł ła ło li ły ić yć ać eć uje ują ował owała owali owano ano ono ony ona one "
        "ski ska skie skiego skiemu ską skim skich ość ości ością cie nie nia niu niem niach ów "
        "ek ka ki kę ką ku"
    ).split(),
    key=len,
    reverse=True,
)
_KEPT: Final = 3
_LONGEST: Final = 6
_ALIKE: Final = str.maketrans({"ó": "o", "ą": "ę"})


def stem(word: str) -> str:
    """The first letters of `word`, in small letters, that its forms have in common."""
    ending = next((each for each in _ENDINGS if word.endswith(each)), "")
    while ending and len(word) - len(ending) < _KEPT:
        ending = ending[1:]
    return word[: len(word) - len(ending)].translate(_ALIKE)[:_LONGEST]
