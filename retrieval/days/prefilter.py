"""Which words of a text are signs of a day, so that days are looked for beside these alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from retrieval.languages.english.days.dates import MONTHS, WEEKDAYS
from retrieval.languages.english.days.signs import ABBREVIATED_MONTH, PLAIN_SIGNS, RELATIVE_ENDINGS
from retrieval.model import Span

_DATE: Final = ("-0", "-1", "/0", "/1")
_IN_FIGURES: Final = tuple(mark + century for mark in "./-" for century in ("20", "19", "18", "17"))
_LINES: Final = tuple(
    re.compile("|".join(signs))
    for signs in (
        map(re.escape, _DATE),
        map(re.escape, _IN_FIGURES),
        [*MONTHS, ABBREVIATED_MONTH],
        ["Year", "Christmas"],
        WEEKDAYS,
        RELATIVE_ENDINGS,
    )
)
"""What a word holds that is a sign of each line of `day_forms.LINES`, and of a day that is counted
from another."""
_ANY: Final = re.compile("|".join(line.pattern for line in _LINES))
RELATIVE: Final = 1 << len(_LINES) - 1
"""The bit of `lines_of` for days that are counted from another."""


class Sign(NamedTuple):
    """A word, as it stands between two spaces, that is a sign of a day, and of which `lines` of
    forms (see `lines_of`)."""

    word: str
    lines: int


def signs_in(text: str) -> list[Sign]:
    """The signs of a day in `text`."""
    return [Sign(word, lines) for word in text.split() if (lines := lines_of(word))]


def lines_of(word: str) -> int:
    """A bit for each line of forms of which `word`, as it stands between two spaces, may be a part,
    and RELATIVE; most are a part of none."""
    if not _ANY.search(word):
        return 0
    return sum(1 << number for number, sign in enumerate(_LINES) if sign.search(word))


SIGNS: Final = {word: lines_of(word) for word in (*MONTHS, *WEEKDAYS, *PLAIN_SIGNS)}
"""The words of letters alone that are signs of a day, with the lines of forms of each; no form has
a part of another such word in it."""


def around(text: str, signs: Sequence[Sign], line: int, reach: Span) -> Span | None:
    """The stretch of `text` from the first to the last of the `signs` of a line, and so many
    characters before and after it; None: there is none."""
    first, last = len(text), -1
    for word, lines in signs:
        if lines & line and (at := text.find(word)) >= 0:
            first = min(first, at)
            last = max(last, text.rfind(word, at) + len(word))
    return (max(0, first - reach[0]), last + reach[1]) if last >= 0 else None
