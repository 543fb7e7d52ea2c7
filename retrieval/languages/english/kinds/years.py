"""How years, and ranges of years, are written."""

from __future__ import annotations

import re
from typing import Final

_YEAR = r"(?:1[0-9]|20)[0-9]{2}"

YEAR: Final = re.compile(rf"(?<!since )(?<![\w.,$£€-]){_YEAR}(?![\w%]|['’]s|[.,][0-9])")

DECADE: Final = re.compile(r"(?<![\w.,$£€-])((?:1[0-9]|20)[0-9]0)(?:['’]?s)\b")

RANGES: Final = re.compile(
    rf"({_YEAR})(?:\s?[-–—/]\s?|\s(?:to|until|till|through|and)\s)((?:{_YEAR}|[0-9]{{2}}))(?![\w%]|[.,][0-9])"
)
"""From a year on: the second group is the last year, or its last two digits."""
