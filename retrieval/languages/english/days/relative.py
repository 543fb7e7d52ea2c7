"""Days that a question counts from the day of asking: words and forms."""

from __future__ import annotations

import re
from typing import Final

from retrieval.languages.english.days.dates import MONTHS
from retrieval.languages.english.numbers import UP_TO_TWELVE

_COUNT: Final = rf"[0-9]{{1,3}}|an?|{'|'.join(UP_TO_TWELVE)}"

RELATIVE: Final = re.compile(
    r"(?<!than\s)(?<!compared\sto\s)(?<!compared\swith\s)\b"
    r"(?:(?P<name>(?:the\s)?day\sbefore\syesterday|yesterday|today(?!['’]s)|tonight|last\snight"
    r"|this\s(?:morning|afternoon|evening))"
    r"|(?P<which>this|last|past|previous|the)\s(?:past\s)?(?P<unit>weekend|week|month|year)"
    r"|(?P<recent>last|this(?:\spast)?)\s(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
    rf"(?!\s(?:in|of)\s(?:{'|'.join(MONTHS)}))"
    rf"|(?P<ago>{_COUNT})\s(?P<each>day|week|month|year)s?\sago"
    rf"|(?:last|past)\s(?P<long>{_COUNT})\s(?P<units>day|week|month)s?)\b",
    re.IGNORECASE,
)

ABBREVIATED: Final = re.compile(
    r"\b(?:on|last|since|until|before)\s(?P<weekday>(?:mon|tues?|wed|thu(?:rs?)?|fri))\b"
    r"(?=\W*$|[,?])",
    re.IGNORECASE,
)

DAYS_OF: Final = {"day": 1, "week": 7, "month": 30}
