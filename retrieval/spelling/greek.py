"""Greek words in Latin letters."""

from __future__ import annotations

import re
from typing import Final

from retrieval.analysis.terms import fold

_IS_GREEK: Final = re.compile("[\u0370-\u03ff\u1f00-\u1fff]")
_PAIRS: Final = {
    "ου": "u", "ευ": "ev", "αυ": "av", "μπ": "b", "ντ": "d", "γκ": "g", "γγ": "ng", "τζ": "dz",
    "τσ": "ts", "αι": "e", "ει": "i", "οι": "i",
}  # fmt: skip
_PAIR: Final = re.compile("|".join(_PAIRS))
_LETTERS: Final = str.maketrans(
    dict(
        zip(
            "αβγδεζηθικλμνξοπρστυφχψω",
            "a v g d e z i th i k l m n x o p r s t i f kh ps o".split(),
            strict=True,
        )
    )
)
_ENDINGS: Final = re.compile("ουσ|ων|εισ|εσ|οσ|ου|ησ|ασ|ισ|ον|[αοηιεωσ]")
_SHORTEST_STEM: Final = 3
_LONGEST_ENDING: Final = 3


def is_greek(word: str) -> bool:
    """Whether `word` holds a Greek letter."""
    return _IS_GREEK.search(word) is not None


def greek_latin(word: str) -> str:
    """A Greek `word` in Latin letters, in lower case."""
    plain = fold(word)
    return _PAIR.sub(lambda match: _PAIRS[match.group()], plain).translate(_LETTERS)


def greek_cases(word: str) -> tuple[str, ...]:
    """`word` folded, then without each ending of a case."""
    plain = fold(word)
    starts = range(max(_SHORTEST_STEM, len(plain) - _LONGEST_ENDING), len(plain))
    return (plain, *(plain[:start] for start in starts if _ENDINGS.fullmatch(plain, start)))
