"""Names of one language found in another by their sound, in any of their cases, whatever their
letters: Zelensky, Selenskyj, Zełenskiego, Зеленського, Ζελένσκι."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from retrieval.analysis.terms import fold
from retrieval.spelling.cyrillic import cases, is_cyrillic, latin
from retrieval.spelling.greek import greek_cases, greek_latin, is_greek
from retrieval.spelling.transliteration import heard_alike, likeness, skeleton, sounds

SHORTEST: Final = 4
"""Letters of a word, without its ending, that is compared by sound."""
ONE_NAME: Final = 0.955
"""The Jaro-Winkler similarity of sounds from which on two names with one key are one."""
ONE_WORD: Final = 0.96
"""The same for words of which one is no name."""

_ADDED: Final = ("", "h", "m", "v", "s", "n")
"""What endings of cases add to a name's key: Зеленського, Путіним, Петрові, Πούτινς."""
_Y: Final = ((re.compile("j"), "y"),)
_GERMAN: Final = ((re.compile("(?<!s)ch"), "kh"), *_Y)
_CZECH: Final = (
    (re.compile("ch"), "kh"),
    (re.compile("[čć]"), "tch"),
    (re.compile("c(?![hz])"), "ts"),
    (re.compile("[šś]"), "sh"),
    *_Y,
)
_RESPELT: Final = {
    "de": _GERMAN,
    "nl": (*_GERMAN, (re.compile("oe"), "u")),
    "pl": (
        (re.compile("ch"), "kh"),
        (re.compile("c(?![hz])"), "ts"),
        (re.compile("ć"), "ts"),
        *_Y,
    ),
    **dict.fromkeys(("cs", "sk", "hr", "bs", "sr", "sl", "lt", "lv", "et"), _CZECH),
    **dict.fromkeys(("sv", "no", "da", "fi"), _Y),
    "hu": ((re.compile("cs"), "ch"), (re.compile("c(?!h)"), "ts"), *_Y),
    "es": ((re.compile("j"), "kh"),),
    "tr": (
        (re.compile("ç"), "ch"),
        (re.compile("c"), "dj"),
        (re.compile("ş"), "sh"),
        (re.compile("ı"), "i"),
    ),
    "ro": ((re.compile("[șş]"), "sh"), (re.compile("[țţ]"), "ts")),
}
"""How a language's letters are written for their sounds in English."""
_SLAVIC: Final = frozenset("pl cs sk hr bs sr sl".split())
_ENDINGS: Final = re.compile(
    "iego|ego|eho|iemu|emu|owie|owi|ovi|ami|ach|ech|iem|owa|em|im|ym|om|um|ow|ie|ou|[aeiouy]"
)
_LONGEST_ENDING: Final = 4
_SOFT: Final = {"ці": "к", "зі": "г", "сі": "х"}
_SOFTENED: Final = {"k": "s", "h": "s"}
_GE: Final = re.compile("^g(?=[bdklmnrv])")
_HE: Final = re.compile("^h(?=[bdklmnrv])")
_KH: Final = re.compile("kh")
_TS: Final = re.compile("ts")
_BEFORE_V: Final = re.compile("[aeiouy]+(?=[vw]$)")
_APOSTROPHE: Final = re.compile("['’ʼ]")


def plain_forms(word: str, codes: Sequence[str]) -> tuple[str, ...]:
    """`word`, of one of these languages, in plain Latin letters as English spells its sounds, as it
    stands and without each ending that it may have."""
    return _plain_forms(word, tuple(codes))


@lru_cache(maxsize=4_096)
def _plain_forms(word: str, codes: tuple[str, ...]) -> tuple[str, ...]:
    if is_cyrillic(word):
        forms = [latin(form) for form in _softened(cases(_APOSTROPHE.sub("", word)))]
        forms += [_GE.sub("h", form) for form in forms]
    elif is_greek(word):
        forms = [greek_latin(form) for form in greek_cases(word)]
    else:
        forms = list(_latin_forms(_APOSTROPHE.split(word, 1)[0].casefold(), codes))
    return tuple(form for form in dict.fromkeys(map(fold, forms)) if len(form) >= SHORTEST)


def _softened(forms: Sequence[str]) -> Iterator[str]:
    """The `forms`, and what a Ukrainian one ends in elsewhere: Кременчуці, Кременчук."""
    for form in forms:
        yield form
        if form[-2:] in _SOFT:
            yield form[:-2] + _SOFT[form[-2:]]


def _latin_forms(word: str, codes: Sequence[str]) -> Iterator[str]:
    for code in codes or ("en",):
        spelt = word
        for found, sound in _RESPELT.get(code, ()):
            spelt = found.sub(sound, spelt)
        yield spelt
        if code == "de" and spelt.endswith("s"):
            yield spelt[:-1]
        if code in _SLAVIC:
            plain = fold(spelt)
            for start in range(max(3, len(plain) - _LONGEST_ENDING), len(plain)):
                if _ENDINGS.fullmatch(plain, start):
                    yield plain[:start]


def keys(forms: Sequence[str]) -> tuple[str, ...]:
    """The skeletons under which names stand that may sound like one of the `forms`."""
    found: dict[str, None] = {}
    for form in forms:
        spellings = (form, _KH.sub("ch", form), _TS.sub("c", form), _HE.sub("g", form))
        for spelt in dict.fromkeys(spellings):
            if key := skeleton(spelt):
                found |= dict.fromkeys(key + added for added in _ADDED)
                if key[-1] in _SOFTENED:
                    found[key[:-1] + _SOFTENED[key[-1]]] = None
    return tuple(found)


def alike(mine: Sequence[str], yours: Sequence[str]) -> float:
    """How far one of the forms of a word sounds like one of another's, from 0 to 1."""
    best = 0.0
    for one in mine:
        for other in yours:
            if skeleton(one) == skeleton(other) and _agree(one, other):
                best = max(best, heard_alike(_BEFORE_V.sub("o", one), _BEFORE_V.sub("o", other)))
    return best


def _agree(one: str, other: str) -> bool:
    """Whether vowels differ no more than two languages' do."""
    if likeness(one, other):
        return True
    mine, yours = (sounds(word).rstrip("aeiou") for word in (one, other))
    return mine == yours or likeness(mine, yours) > 0


def is_plain(spelling: str) -> bool:
    """Whether it is written in Latin letters."""
    return spelling.isascii() or not (is_cyrillic(spelling) or is_greek(spelling))


def romanised(word: str) -> str:
    """The folded word in Latin letters: what its key is made of."""
    if word.isascii():
        return word
    if is_cyrillic(word):
        return latin(word)
    return greek_latin(word) if is_greek(word) else word
