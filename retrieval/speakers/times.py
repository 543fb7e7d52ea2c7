"""Which words are a time, and where it begins and ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from retrieval.languages.english.word_classes import TIME_PREPOSITIONS, TIMES
from retrieval.speakers.tokens import Piece

_WHICH: Final = frozenset("this last next same previous early late local".split())


def is_time(piece: Piece) -> bool:
    """Whether it may belong to a time."""
    return piece.lower in TIMES or (piece.kind == "word" and piece.text[0].isdigit())


def time_before(words: Sequence[Piece], end: int, most: int) -> int:
    """Where a time that ends at `end` begins; `end` where there is none."""
    start = end
    while start > most and is_time(words[start - 1]) and not ends_name(words, start - 1):
        start -= 1
    if start == end:
        return end
    while start > most and (
        words[start - 1].lower in TIME_PREPOSITIONS or is_time(words[start - 1])
    ):
        start -= 1
    while words[start].lower in ("of", "and", "from", "over") and start < end:
        start += 1  # these belong to what stands before
    return start


def ends_name(words: Sequence[Piece], at: int) -> bool:
    """Whether "May" or "Today" ends a name: "John May said"."""
    last = words[at - 1] if at else None
    return words[at].text in ("May", "Today", "TODAY") and bool(
        last and last.capital and not is_time(last) and last.lower not in TIME_PREPOSITIONS
    )


def time_after(words: Sequence[Piece], first: int, end: int) -> int:
    """Behind a time that begins at `first`; `first` where there is none."""
    behind = first
    while behind < end and (words[behind].lower in TIME_PREPOSITIONS or is_time(words[behind])):
        behind += 1
    while behind > first and words[behind - 1].lower == "the":
        behind -= 1
    named = (is_time(each) and each.lower not in _WHICH for each in words[first:behind])
    return behind if any(named) else first
