"""Whether two articles are one text that was printed twice, such as an agency's; pure."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Final

from retrieval.analysis.same_text import FEWEST, Wording

SAME: Final = 0.6
"""Of the shorter article's words, what stands in the other too, nearly as it is."""
AGAIN: Final = 0.9
"""The same, of the longer one's, where one outlet prints its own text on another day: what it
writes daily in one frame is no copy."""
OF_LONGER: Final = 0.15
"""Of the longer article's words, what the shorter has: a round-up that holds a text is no copy."""
LEAST: Final = 20
"""Words that both have."""
OTHERS: Final = 0.5
"""To the words that both have, those of paragraphs that say nearly the same, in which something
differs, such as a figure; more is a frame that is filled anew."""
OTHERS_LATER: Final = 0.2
"""The same where the articles are not surely of one day."""
APART: Final = 14
"""Days between two copies at most, where both are dated."""
_LONGEST: Final = 20_000
"""Words of an article whose paragraphs are compared word by word."""


class Printed:
    """An article as it is compared: its outlet, its day from 0001-01-01 on, its paragraphs."""

    def __init__(self, outlet: str | None, day: int | None, paragraphs: Iterable[str]) -> None:
        self.outlet, self.day = outlet, day
        counted = [(" ".join(each.casefold().split()), each) for each in paragraphs]
        sizes = {plain: len(plain.split()) for plain, _ in counted}
        self.paragraphs = {plain: each for plain, each in counted if sizes[plain] >= FEWEST}
        self.sizes = {plain: sizes[plain] for plain in self.paragraphs}
        self.words = sum(self.sizes.values())
        self.vocabulary = {word for plain in self.paragraphs for word in plain.split()}

    @cached_property
    def wording(self) -> Wording:
        """The words of all paragraphs, each on a line."""
        return Wording("\n".join(" ".join(each.split()) for each in self.paragraphs.values()))


def is_copy(one: Printed, other: Printed) -> bool:
    """Whether both print one text: whole or in part, under whatever headlines.

    Nothing is a copy in which too much of the same frame says something else: two days' reports of
    the weather, two briefings of one staff.
    """
    shorter, longer = sorted((one, other), key=lambda each: (each.words, [*each.paragraphs]))
    dated = one.day is not None and other.day is not None
    if dated and abs((one.day or 0) - (other.day or 0)) > APART:
        return False
    if len(shorter.vocabulary & longer.vocabulary) < SAME * len(shorter.vocabulary):
        return False
    of_one_day = dated and one.day == other.day
    again = one.outlet is not None and one.outlet == other.outlet and not of_one_day
    same, others = _shared(shorter, longer)
    enough = max(LEAST, SAME * shorter.words, (AGAIN if again else OF_LONGER) * longer.words)
    return same >= enough and others <= (OTHERS if of_one_day else OTHERS_LATER) * same


def _shared(shorter: Printed, longer: Printed) -> tuple[int, int]:
    """How many words of the shorter stand in paragraphs that the longer has too, nearly as they
    are, and how many in those that it has otherwise."""
    rest = [plain for plain in shorter.paragraphs if plain not in longer.paragraphs]
    same = shorter.words - sum(shorter.sizes[plain] for plain in rest)
    others = 0
    if shorter.words > _LONGEST or longer.words > _LONGEST:
        return same, others
    for plain in rest:
        standing = longer.wording.standing(shorter.paragraphs[plain])
        same += shorter.sizes[plain] * (standing.span is not None)
        others += shorter.sizes[plain] * standing.nearly
    return same, others
