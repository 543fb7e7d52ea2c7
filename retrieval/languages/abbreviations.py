"""Stops that end no sentence: of abbreviations, initials and ordinals, by the language's file."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Final

from retrieval.languages.detection import DEFAULT
from retrieval.languages.language import codes, language

_NEAR: Final = 40
"""Characters before a stop in which an abbreviation stands."""
_INITIAL: Final = re.compile(r"(?<![^\W_])[^\W\d_]\.\s*$")
_ORDINAL: Final = re.compile(r"(?<![\w.,])\d{1,3}\.\s*$")


@cache
def inside_sentences(code: str) -> Callable[[str, int], bool]:
    """Whether the place of a text where a sentence might end stands inside one."""
    of = language(code if code in codes() else DEFAULT)
    short = "|".join(map(re.escape, sorted(of.sentences.abbreviations, key=len, reverse=True)))
    shortened = re.compile(rf"(?<![^\W_])(?:{short or '(?!)'})\.\s*$", re.IGNORECASE)
    months = "|".join(re.escape(form) for forms in of.days.months for form in forms)
    month = re.compile(rf"(?:{months or '(?!)'})\b", re.IGNORECASE)
    ordinals = of.sentences.ordinals

    def inside(text: str, cut: int) -> bool:
        before = text[max(0, cut - _NEAR) : cut]
        if shortened.search(before) or (_INITIAL.search(before) and text[cut : cut + 1].strip()):
            return True
        if not ordinals or not _ORDINAL.search(before):
            return False
        after = text[cut : cut + _NEAR].lstrip()
        return after[:1].islower() or month.match(after) is not None

    return inside
