"""The words that a mistyped word may have been, one slip away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from string import ascii_lowercase
from typing import Final, Literal, NamedTuple, TypeAlias

Kind: TypeAlias = Literal["swapped", "changed", "added", "lost"]
Position: TypeAlias = Literal["first", "middle", "last"]

_SHORTEST: Final[dict[tuple[Kind, Position], int]] = {
    ("swapped", "first"): 4,
    ("swapped", "middle"): 4,
    ("swapped", "last"): 4,
    ("changed", "first"): 7,
    ("changed", "middle"): 5,
    ("changed", "last"): 6,
    ("added", "first"): 5,
    ("added", "middle"): 5,
    ("lost", "first"): 4,
    ("lost", "middle"): 4,
    ("lost", "last"): 5,
}
"""Letters of the shortest word for which a slip is more likely than another word, rightly spelt.

Measured on questions with one random slip, and on clean ones asked of a coverage of other things:
"hope" is not "home", and what has a letter too many at its end is mostly an ending.
"""


_SHORTEST_OF_STOP: Final = 4


class Slips(NamedTuple):
    """Words of which `word` may be one, where one thing went wrong: two letters swapped, or one
    changed, added or lost."""

    meant: list[str]
    kind: Kind
    place: Position


def slips(word: str, *, every: bool) -> Iterator[Slips]:
    """What `word`, in lower-case Latin letters, may have been before one slip.

    `every` slip there is, or only those that seldom make one word of another.
    """
    end = len(word)
    places: dict[Position, range] = {
        "first": range(min(1, end)),
        "middle": range(1, end - 1),
        "last": range(max(1, end - 1), end),
    }
    for place, where in places.items():
        for kind, made in _MADE.items():
            if every or end >= _SHORTEST.get((kind, place), end + 1):
                yield Slips(made(word, where), kind, place)


@cache
def slips_of(words: frozenset[str]) -> frozenset[str]:
    """What becomes of `words` when two letters are swapped or one is lost, if that leaves four.

    Other slips of such short words would as well make other words of them.
    """
    found = set[str]()
    for word in words:
        for at in range(len(word)):
            found.add(word[:at] + word[at + 1 :])
            found.add(word[:at] + word[at : at + 2][::-1] + word[at + 2 :])
    return frozenset(slip for slip in found - words if len(slip) >= _SHORTEST_OF_STOP)


def _swapped(word: str, where: range) -> list[str]:
    return [
        word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        for at in where
        if at + 1 < len(word) and word[at] != word[at + 1]
    ]


def _changed(word: str, where: range) -> list[str]:
    return [
        word[:at] + letter + word[at + 1 :]
        for at in where
        for letter in ascii_lowercase
        if letter != word[at]
    ]


def _added(word: str, where: range) -> list[str]:
    return [word[:at] + word[at + 1 :] for at in where]


def _lost(word: str, where: range) -> list[str]:
    end = where.stop + (where.stop == len(word))  # at the end a letter may be lost too
    return [
        word[:at] + letter + word[at:]
        for at in range(where.start, end)
        for letter in ascii_lowercase
    ]


_MADE: Final[dict[Kind, Callable[[str, range], list[str]]]] = {
    "swapped": _swapped,
    "changed": _changed,
    "added": _added,
    "lost": _lost,
}
