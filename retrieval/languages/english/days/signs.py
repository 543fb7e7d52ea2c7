"""What in a word is a sign that a day may be spoken of."""

from __future__ import annotations

from typing import Final

from retrieval.languages.english.days.dates import ABBREVIATED_MONTHS

ABBREVIATED_MONTH: Final = rf"{ABBREVIATED_MONTHS}(?![a-z])"

RELATIVE_ENDINGS: Final = (
    *"esterday oday onight vernight ago weekend morning afternoon evening".split(),
    r"\b[Ll]ast$",
)

PLAIN_SIGNS: Final = (
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Year Years Christmas Yesterday yesterday "
    "Today today Tonight tonight Overnight overnight Last last ago weekend morning afternoon "
    "evening"
).split()
