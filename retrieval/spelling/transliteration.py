"""How a name sounds, whatever its Latin spelling.

Nothing here knows the coverage. English, French, German and Polish ways to write a name come out
alike: Voronezh, Voronej, Woronesch; Bakhmut, Bakhmout; Makiivka, Makeyevka. The key is coarse on
purpose (consonants only); `likeness` then says how far two words with one key are one name.
"""

from __future__ import annotations

import re
from functools import lru_cache
from string import ascii_lowercase
from typing import Final

from rapidfuzz.distance import JaroWinkler

SHORTEST_KEY: Final = 3
"""Letters of a key; shorter ones are shared by too many names (Gaza, Giza, Cuza)."""

_SOUNDS: Final = re.compile(
    "(?P<i>^j(?=[eu])|(?<=[aiy])j(?=[ei]*[wv])|(?<=[iy])j$)"
    "|(?P<h>ch(?=[lmnrt])|kh|gh|g)"
    "|(?P<s>schtsch|szcz|shch|chtch|tsch|dzh|tch|tsh|sch|zh|sh|sz|cz|ch|ts|tz|dj|z|j|c(?=[eiy]))"
    "|(?P<v>ph|w|f)"
    "|(?P<t>th)"
    "|(?P<ks>x)"
    "|(?P<k>ck|c|q)"
    "|(?P<none>h(?=[bcdfgklmnpqrstvwxz])|[^a-z])"
)
_VOWELS: Final = re.compile("[aeiouy]+")
_NO_VOWELS: Final = dict.fromkeys(map(ord, "aeiouy"))
_DOUBLED: Final = re.compile(r"([a-z])\1+")
_DOUBLE: Final = re.compile("|".join(letter * 2 for letter in ascii_lowercase))
"""What is in each of the _DOUBLED, quicker to look for."""
_RESPELT: Final = re.compile("[^abdeiklmnoprstuvy]|ts")
"""What is in each of the _SOUNDS."""

_OF_SEVERAL: Final = re.compile("[cjh]|[dst]z|ts")
"""What is in each of the _SOUNDS that is written with several letters, or hangs on the next."""


class _Alone(dict[int, str]):
    """What the _SOUNDS make of a letter by itself."""

    def __missing__(self, code: int) -> str:
        return chr(code) if chr(code) in ascii_lowercase else ""


_ALONE: Final = _Alone(str.maketrans({"g": "h", "z": "s", "w": "v", "f": "v", "x": "ks", "q": "k"}))

_BEFORE_V: Final = re.compile("[aeiou](?=v)")

_ALTERNATING: Final = frozenset(
    {"aa", "ee", "ii", "oo", "uu", "ie", "ei", "io", "oi", "eo", "oe", "ao", "oa"}
)
"""Vowels that one name has in two languages: Makiivka, Makeyevka; Kharkiv, Kharkov."""
_ALTERNATING_LAST: Final = _ALTERNATING | {"ae", "ea"}


def sounds(word: str) -> str:
    """The folded Latin `word` with one letter for each sound and no doubled letters."""
    return _VOWELS.sub(lambda match: _vowel(match.group()), _respelt(word))


def skeleton(word: str) -> str:
    """The key under which all spellings of a name are found: its consonants' sounds.

    `word` is folded (see `analysis.terms.fold`). A first vowel is kept, so that Iran is not Aaron.
    "" for a word too short to have a telling key.
    """
    plain = _respelt(word)
    vowels = _VOWELS.match(plain)
    first = _vowel(vowels.group()) if vowels else plain[:1]
    key = first + plain[vowels.end() if vowels else 1 :].translate(_NO_VOWELS)
    return key if len(key) >= SHORTEST_KEY else ""


def _respelt(word: str) -> str:
    """One letter for each consonant's sound, none doubled, not even a vowel's."""
    if _RESPELT.search(word):
        several = _OF_SEVERAL.search(word)
        word = _SOUNDS.sub(_letter, word) if several else word.translate(_ALONE)
    return _DOUBLED.sub(r"\1", word) if _DOUBLE.search(word) else word


def likeness(one: str, other: str) -> float:
    """How far two folded words with one skeleton are the same name, from 0 (not at all) to 1.

    The share of their vowels that agree, halved towards 1; 0 when a vowel differs as it does not
    between two languages' forms of a name, or when more than half of them differ.
    """
    pairs = _vowel_pairs(_without_mute_e(sounds(one)), _without_mute_e(sounds(other)))
    pairs = pairs or _vowel_pairs(sounds(one), sounds(other))
    if not pairs:
        return 0.0
    if any(pair not in _ALTERNATING for pair in pairs[:-1]) or pairs[-1] not in _ALTERNATING_LAST:
        return 0.0
    equal = sum(pair[0] == pair[1] for pair in pairs)
    return 0.0 if 2 * equal < len(pairs) else (1 + equal / len(pairs)) / 2


def same_name(one: str, other: str) -> bool:
    """Whether two folded words are surely one name, as two words of one coverage must be.

    They begin alike, sound alike, and differ at most in vowels before a v (Kharkiv, Kharkov;
    Makiivka, Makeyevka), where Ukrainian and Russian do.
    """
    if one[:1] != other[:1] or len(skeleton(one)) <= SHORTEST_KEY:
        return False
    mine, yours = (_BEFORE_V.sub("", sounds(word)) for word in (one, other))
    return mine == yours and likeness(one, other) > 0


def heard_alike(one: str, other: str) -> float:
    """The Jaro-Winkler similarity, from 0 to 1, of two folded words' sounds, last vowels apart."""
    return JaroWinkler.normalized_similarity(_heard(one), _heard(other))


@lru_cache(maxsize=1_024)  # a word is compared in each of its cases
def _heard(word: str) -> str:
    sound = sounds(word)
    return sound.rstrip("aeiou") or sound


_LETTERS: Final = ("", *("" if name == "none" else name for name in _SOUNDS.groupindex))


def _letter(match: re.Match[str]) -> str:
    """The letter for the sound that one of the groups found."""
    return _LETTERS[match.lastindex or 0]


def _vowel(run: str) -> str:
    """The vowel that stands for several in a row: "ou" is u, otherwise the last one."""
    if run.endswith("ou"):
        return "u"
    return "i" if run[-1] == "y" else run[-1]


def _without_mute_e(sound: str) -> str:
    return sound[:-1] if sound.endswith("e") else sound


def _vowel_pairs(one: str, other: str) -> list[str]:
    """The vowels at the same places of two words; empty if one has more."""
    mine, yours = _VOWELS.findall(one), _VOWELS.findall(other)
    return [a + b for a, b in zip(mine, yours, strict=True)] if len(mine) == len(yours) else []
