"""Which of the old encodings bytes are in: the one in which they are letters of one language."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final, NamedTuple

from retrieval.languages.alphabets import (
    CYRILLIC,
    ENCODINGS,
    FREQUENT,
    LATIN,
    OTHERS,
    SIGNS,
)

_ENOUGH: Final = 0.9
"""The share of what is beyond ASCII that must be letters of the language, or signs of print."""
_LOOKED_AT: Final = 2**16
_WIDE: Final = ("shift_jis", "euc-jp", "gb18030", "euc-kr", "big5")
"""In this order: Chinese read as Korean is letters too, Korean as Chinese rare signs."""
_SEVEN_BITS: Final = re.compile(rb"\x1b\$[@B]")
_COMMON: Final = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动"
    "同也能下过子说为為個國時來們這對會發動過說後"
)
"""Chinese signs that stand in any text."""
_LEAST_KANA: Final = 0.2
_LEAST_HANGUL: Final = 0.5
_LEAST_COMMON: Final = 0.08
_OUT_OF_WORDS: Final = frozenset("³²±¹¼½¾×´£¿¡ºª©®°§«»„“”")
_SCRIPTS: Final = frozenset(CYRILLIC | OTHERS)
_LETTERS: Final = {
    language: frozenset(letters + letters.upper())
    for language, letters in (LATIN | CYRILLIC | OTHERS).items()
}


class _Guess(NamedTuple):
    score: float
    encoding: str


def guessed(raw: bytes) -> str | None:
    """The name of the encoding; None where none makes words of the bytes."""
    part = raw[:_LOOKED_AT]
    if _SEVEN_BITS.search(part):
        return "iso2022_jp"
    wide = next((each for each in _WIDE if _is_wide(part, each)), None)
    if wide:
        return wide
    best = max((_judged(part, *each) for each in ENCODINGS), key=lambda each: each.score)
    return best.encoding if best.score >= _ENOUGH else None


def _judged(raw: bytes, encoding: str, languages: tuple[str, ...]) -> _Guess:
    """How well the bytes are one of the languages in this encoding: 1 where all is as it should."""
    text = raw.decode(encoding, "replace")
    beyond = [letter for letter in text if letter > "\x7f"]
    if not beyond:
        return _Guess(0, encoding)
    odd = 0  # a capital inside a word, a sign inside a word, letters of two scripts in one word
    other = languages[0] in _SCRIPTS
    for a, b in pairwise(text):
        if a > "\x7f" or b > "\x7f":
            odd += a.islower() and b.isupper()
            odd += other and a.isalpha() and b.isalpha() and a.isascii() != b.isascii()
    for a, b, c in zip(text, text[1:], text[2:], strict=False):
        odd += b in _OUT_OF_WORDS and a.isalpha() and c.isalpha()
    scores = []
    for language in languages:
        letters, frequent = _LETTERS[language], FREQUENT.get(language, "")
        known = sum(each in letters or each in SIGNS for each in beyond)
        used = any(each in letters for each in beyond)
        if other and not used:  # its signs alone are those of other encodings too
            continue
        often = sum(each in frequent for each in beyond) / len(beyond)
        scores.append((known - 2 * odd) / len(beyond) + 0.02 * often + 0.01 * used)
    return _Guess(max(scores, default=0.0), encoding)


def _is_wide(raw: bytes, encoding: str) -> bool:
    """Whether the bytes are Japanese, Korean or Chinese in an encoding of several bytes a sign."""
    text = raw.decode(encoding, "replace")
    beyond = [each for each in text if each > "\x7f"]
    if not beyond or text.count("\ufffd") > 0.02 * len(beyond):
        return False
    if encoding in ("shift_jis", "euc-jp"):
        return sum("\u3040" <= each <= "\u30ff" for each in beyond) > _LEAST_KANA * len(beyond)
    if encoding == "euc-kr":
        return sum("\uac00" <= each <= "\ud7a3" for each in beyond) > _LEAST_HANGUL * len(beyond)
    return sum(each in _COMMON for each in beyond) > _LEAST_COMMON * len(beyond)
