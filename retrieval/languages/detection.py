"""Which language a question is in: by its script, then by its little words."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Final

DEFAULT: Final = "en"

FEW: Final = 1
"""Little words of a language that do not tell yet that a question is in it."""

_WORD = re.compile(r"[^\W\d_]+")
_LITTLE_WORDS: Final = {
    "en": "the of and to in is was were did do does how many who what when where why which a on "
    "at by with for from about have has had are be or it that this there",
    "de": "der die das und ist war wie viele wer was wann wo warum welche welcher ein eine auf mit "
    "für von im den dem wurde wurden haben hat sind nicht zu über bei",
    "fr": "le la les des du et est était combien qui que quoi quand où pourquoi quel quelle un une "
    "sur avec pour par dans a ont sont été au aux ce",
    "es": "el la los las y es fue cuántos cuántas quién qué cuándo dónde cuál un una con para por "
    "en de del al se ha han son está cómo",
    "it": "il lo gli le e è era quanti quante chi che cosa quando dove perché quale un una con per "
    "di del della nel nella sono stato ha hanno come",
    "pt": "o os as e é foi quantos quantas quem que quando onde por porque qual um uma com para "
    "em no na do da dos das são está como",
    "nl": "de het een en is was hoeveel wie wat wanneer waar waarom welke op met voor van in door "
    "zijn heeft hebben er niet werd werden",
    "pl": "i w na z do jest był była było ile kto co kiedy gdzie dlaczego jaki jaka jakie się nie "
    "o od przez po za czy ilu",
    "ru": "и в на с что кто как когда где почему сколько какой какие был была было были не по за "
    "из о об от для это у",
    "uk": "і й в у на з що хто як коли де чому скільки який які був була було були не по за із "
    "про від для це та",
}
_SETS: Final = {code: frozenset(words.split()) for code, words in _LITTLE_WORDS.items()}
_CYRILLIC: Final = re.compile("[\u0400-\u04ff]+")
_UKRAINIAN: Final = frozenset("іїєґ")
_RUSSIAN: Final = frozenset("ыэёъ")


@lru_cache(maxsize=2)  # a question's is asked for twice
def language(question: str) -> str:
    """The ISO 639-1 code of the question's language; DEFAULT where nothing tells."""
    words = _WORD.findall(question.casefold())
    letters = "".join(words)
    if not letters:
        return DEFAULT
    cyrillic = sum(map(len, _CYRILLIC.findall(letters)))
    if 2 * cyrillic > len(letters):
        return _slavic(words, set(letters))
    times, met = Counter(words), frozenset(words)
    found = {code: sum([times[word] for word in little & met]) for code, little in _SETS.items()}
    best = max(found, key=lambda code: found[code])
    return best if found[best] > max(FEW, found[DEFAULT]) else DEFAULT


def _slavic(words: list[str], letters: set[str]) -> str:
    if letters & _UKRAINIAN:
        return "uk"
    if letters & _RUSSIAN:
        return "ru"
    ukrainian, russian = (sum(word in _SETS[code] for word in words) for code in ("uk", "ru"))
    return "uk" if ukrainian > russian else "ru"
