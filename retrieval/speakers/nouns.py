"""Where the words begin that name a speaker, before a place in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from retrieval.languages.english.word_classes import PREPOSITIONS
from retrieval.speakers.names import Named, checked, is_finite
from retrieval.speakers.tokens import Piece

_DEFINITE: Final = frozenset("the a an his her its their some many several".split())


def name_before(words: Sequence[Piece], end: int, most: int) -> Named | None:
    """The name just before `end`, whatever stands before it."""
    first = end
    while first > most and (words[first - 1].capital or words[first - 1].text == "."):
        first -= 1
    return checked(words, first, end) if end - first > 1 else None


def noun_before(words: Sequence[Piece], end: int, most: int) -> Named | None:
    """Whom the noun just before `end` tells of, behind a verb or a preposition: "a rebuke from the
    court's liberal wing"."""
    first = end
    while (
        first > most
        and words[first - 1].kind == "word"
        and not (words[first - 1].lower in PREPOSITIONS or is_finite(words, first - 1))
    ):
        first -= 1
    if first == end or words[first].lower not in _DEFINITE:
        return None
    return checked(words, first, end)


def described(words: Sequence[Piece], first: int, end: int, most: int) -> int:
    """Where a name begins that an unclosed comma says more of: "Jo Bell, a lawyer in Bath said"."""
    opening = words[first].lower if first < end else ""
    if first < most + 2 or words[first - 1].text != "," or opening not in ("a", "an", "the"):
        return first
    head = first - 1
    while head > most and words[head - 1].kind == "word" and words[head - 1].capital:
        head -= 1
    alone = head == most or words[head - 1].kind in ("quote", "mark")
    return head if alone and 2 <= first - 1 - head <= 4 else first


def listed(words: Sequence[Piece], first: int, end: int, most: int) -> int:
    """Where a list that ends here begins: "Britain, France and Germany"."""
    start = first
    if start - 2 < most or words[start - 1].text != ",":
        return first
    if not any(piece.lower == "and" for piece in words[first:end]):
        return first
    while start - 2 >= most and words[start - 1].text == ",":
        head = start - 1
        while head > most and words[head - 1].kind == "word" and words[head - 1].capital:
            head -= 1
        if not 0 < start - 1 - head <= 3 or words[head].lower in PREPOSITIONS:
            return first
        start = head
    whole = start == most or words[start - 1].kind == "mark"
    return start if whole else first
