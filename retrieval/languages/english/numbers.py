"""Number words."""

from __future__ import annotations

from typing import Final

UNITS: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()

UP_TO_TEN: Final = UNITS[1:11]
UP_TO_TWELVE: Final = UNITS[1:13]
TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()

DIGITS_OF: Final = {word: str(number) for number, word in enumerate(UNITS) if number != 1} | {
    word: str(10 * number) for number, word in enumerate(TENS, start=2)
}
