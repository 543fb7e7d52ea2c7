"""The words that a mistyped word may have been, one slip away."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from string import ascii_lowercase
from typing import Final, Literal, NamedTuple, TypeAlias

Kind: TypeAlias = Literal["swapped", "changed", "added", "lost"]
Place: TypeAlias = Literal["first", "middle", "last"]

_SHORTEST: Final[dict[tuple[Kind, Place], int]] = {
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


class Slip(NamedTuple):
    """What went wrong with `meant`: two letters swapped, or one changed, added or lost."""

    meant: str
    kind: Kind
    place: Place


def slips(word: str, *, every: bool) -> Iterator[Slip]:
    """What `word`, in lower-case Latin letters, may have been before one slip.

    `every` slip there is, or only those that seldom make one word of another.
    """
    for slip in _slips(word):
        telling = len(word) >= _SHORTEST.get((slip.kind, slip.place), len(word) + 1)
        if (every or telling) and slip.meant != word:
            yield slip


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


def _slips(word: str) -> Iterator[Slip]:
    end = len(word)
    for at in range(end):
        place = _place(at, end)
        before, after = word[:at], word[at + 1 :]
        yield Slip(before + after, "added", place)
        if after:
            yield Slip(before + after[0] + word[at] + after[1:], "swapped", place)
        for letter in ascii_lowercase:
            yield Slip(before + letter + after, "changed", place)
    for at in range(end + 1):
        for letter in ascii_lowercase:
            yield Slip(word[:at] + letter + word[at:], "lost", _place(at, end))


def _place(at: int, end: int) -> Place:
    if at == 0:
        return "first"
    return "last" if at >= end - 1 else "middle"
