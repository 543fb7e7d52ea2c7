"""Whether two articles are one text that was printed twice, such as an agency's; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from typing import Final

from retrieval.analysis.same_text import FEWEST, Wording

SAME: Final = 0.6
"""Of the shorter article's words, what stands in the other too, nearly as it is."""
AGAIN: Final = 0.9
"""The same, of the longer one's, where one outlet prints its own text on another day: what it
writes daily in one frame is no copy."""
OF_LONGER: Final = 0.2
"""Of the longer article's words, what the shorter has: a round-up that holds a text is no copy."""
WHOLE: Final = 0.9
OF_LONGER_UNLESS_WHOLE: Final = 0.3
"""The same, unless so much of the shorter one stands in the longer: others' paragraphs may be taken
into an article of one's own."""
LEAST: Final = 20
"""Words that both have."""
OTHERS: Final = 0.4
"""To the words that both have, those of paragraphs that say nearly the same, in which something
differs, such as a figure."""
ANEW: Final = 0.2
"""The same of paragraphs in which no figure is the same, or much is not, where the articles are not
surely of one day: they are one frame, filled anew day by day."""
_NEARLY: Final = 0.5
_MUCH: Final = 0.25
"""Of a paragraph's words, what one that says nearly the same has too; what one has not that is
filled anew."""
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
    same, rest = _shared(shorter, longer)
    whole = same >= WHOLE * shorter.words
    of_longer = AGAIN if again else OF_LONGER if whole else OF_LONGER_UNLESS_WHOLE
    if same < max(LEAST, SAME * shorter.words, of_longer * longer.words):
        return False
    others, anew = _otherwise(rest, longer)
    return others <= OTHERS * same and (of_one_day or anew <= ANEW * same)


def _shared(shorter: Printed, longer: Printed) -> tuple[int, list[str]]:
    """How many words of the shorter stand in paragraphs that the longer has too, nearly as they
    are; and its other paragraphs."""
    rest = [plain for plain in shorter.paragraphs if plain not in longer.paragraphs]
    if shorter.words <= _LONGEST and longer.words <= _LONGEST:
        wording = longer.wording
        rest = [plain for plain in rest if not wording.standing(shorter.paragraphs[plain])]
    return shorter.words - sum(shorter.sizes[plain] for plain in rest), rest


def _otherwise(paragraphs: Iterable[str], longer: Printed) -> tuple[int, int]:
    """How many words are in those of the paragraphs that the longer one has otherwise, and how many
    of these in those that are filled anew."""
    theirs = [Counter(plain.split()) for plain in longer.paragraphs]
    others = anew = 0
    for plain in paragraphs:
        ours = Counter(plain.split())
        size = ours.total()
        shared = max((ours & each for each in theirs), key=Counter.total, default=Counter[str]())
        if shared.total() >= _NEARLY * size:
            others += size
            figures = any(word[:1].isdigit() for word in ours)
            kept = any(word[:1].isdigit() for word in shared)
            anew += size * ((figures and not kept) or shared.total() < (1 - _MUCH) * size)
    return others, anew
