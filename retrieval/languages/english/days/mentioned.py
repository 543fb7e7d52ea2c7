"""Days that a passage speaks of, counted from its own, past and to come: words and forms."""

from __future__ import annotations

import re
from typing import Final

from retrieval.languages.english.days.dates import MONTHS, WEEKDAYS
from retrieval.languages.english.numbers import UP_TO_TEN

_COUNT: Final = "|".join(f"[{word[0].upper()}{word[0]}]{word[1:]}" for word in UP_TO_TEN)

_WEEKDAY: Final = "|".join(WEEKDAYS)

COUNTED_BACK: Final = re.compile(
    r"\b(?:(?P<two>[Tt]he\sday\sbefore\syesterday)|(?P<one>[Yy]esterday|[Ll]ast\snight)"
    r"|(?P<none>[Tt]oday|[Tt]onight|[Tt]his\s(?:morning|afternoon|evening))|(?P<night>[Oo]vernight)"
    rf"|(?P<then>{_WEEKDAY}),?\s(?:of\s)?last\sweek|[Ll]ast\s(?P<last>{_WEEKDAY})(?!\s(?:in|of)\s)"
    rf"|(?P<ago>[1-9][0-9]?|{_COUNT})\sdays?\sago|(?P<weeks>[Aa]|[Oo]ne)\sweek\sago"
    r"|(?P<week>[Ll]ast\sweek)|(?P<weekend>(?:over|at|on|during|last)\s(?:the\s)?weekend))\b"
)

BESIDE_A_DAY: Final = re.compile(
    rf"\s(?:(?:on|into|from|to|between)\s)?(?:the\s)?(?:{_WEEKDAY}|{'|'.join(MONTHS)}|[0-9]{{1,2}}\s[A-Z])"
)

AFTER_A_DAY: Final = re.compile(rf"\b(?:{_WEEKDAY})\s$")

TO: Final = re.compile(
    r"(?:,?\s(?:night\s|evening\s)?|,\s)?(?:[-–]|to|until|till|through|into)\s?"
    r"(?:the\s)?(?:early\s)?"
)

AND: Final = re.compile(r"(?:,?\s(?:and|or)|,)\s(?:on\s|in\s)?(?:late\s|early\s)?")

RANGED: Final = re.compile(r"\b(?:[Bb]etween|[Nn]ight\sof)\s(?:the\s)?$")

BEYOND: Final = re.compile(
    r"\b(?:[Ss]ince|[Uu]ntil|[Tt]ill|[Bb]efore)\s(?:the\s)?(?:early\s|late\s)?$"
)

FUTURE: Final = re.compile(
    r"\b(?:will|won['’]t|would|shall|due(?!\sto\s(?:the|an?)\b)|scheduled|plan(?:s|ned|ning)?"
    r"|expect(?:s|ed)?|set\s(?:to|for)|going\sto|(?:is|are|was|were)\sto(?!\sblame)"
    r"|takes?\seffect|expires?|deadline|upcoming|coming|[Ii]f"
    r"|(?:agreed|vowed|promised|hopes?|hoping|wants?|invited|urged)\sto)\b"
)

PAST: Final = re.compile(
    r"\b(?:said|says|told|announced|reported|added|wrote|claimed|declared|warned|acknowledged"
    r"|confirmed|denied|ordered|after|following|when|killed|died|struck|hit|attacked)\b"
)

DONE: Final = re.compile(r"\b(?:said|says|told|wrote|struck|hit|was|were|had|\w{2,}ed)\b")

OPENING: Final = re.compile(
    r"\W{0,3}(?:(?:But|And|By|Then|Also|From)\s)?(?:[Oo]n\s)?(?:[Ee]arly\s|[Ll]ate\s)?"
)
