"""Holidays, and what stands around a date that is none: words and forms."""

from __future__ import annotations

import re
from typing import Final

from retrieval.languages.english.days.dates import MONTHS

HOLIDAYS: Final = {  # month, day, and how many days follow
    "eve of the new year": (12, 31, 0),
    "eve of new year": (12, 31, 0),
    "new year eve": (12, 31, 0),
    "new year day": (1, 1, 0),
    "new year": (12, 31, 1),
    "orthodox christmas": (1, 7, 0),
    "christmas eve": (12, 24, 0),
    "christmas day": (12, 25, 0),
    "christmas": (12, 24, 2),
}

NO_TIME_WORDS: Final = tuple(
    "next coming upcoming following every each a an any one some most "
    "black bloody palm ash super cyber giving shrove fat sheffield".split()
)

NO_TIME_BEFORE: Final = re.compile(rf"\b(?:{'|'.join(NO_TIME_WORDS)})\s$", re.IGNORECASE)

NO_TIME_AFTER: Final = re.compile(
    r"\s(?:(?:Times|Telegraph|Mirror|Mail|Night\s(?:Live|Football))\b"
    rf"|(?:in|of)\s(?:{'|'.join(MONTHS)}))"
)

WHEN: Final = re.compile(
    r"\b(?:in|since|during|until|before|after|by|last|early|late|mid)(?:\s|-)$", re.IGNORECASE
)

WHEN_OR_LISTED: Final = re.compile(
    r"\b(?:in|since|during|until|till|before|after|by|last|early|late|mid|at|on|over|around|of"
    r"|the|this|from|to|between|and|or|through|throughout)(?:\s|-)$",
    re.IGNORECASE,
)

BARE_HOLIDAY: Final = re.compile(r"(?:christmas|new\syear(?:['’]?s)?)", re.IGNORECASE)

FESTIVE: Final = re.compile(
    r"\s(?:tree|market|card|song|film|movie|carol|present|gift|party|parties|parade|dinner|sale"
    r"|season|speech|address|message|resolution|concert|special|list)s?\b",
    re.IGNORECASE,
)

MONTH_OR_VERB: Final = re.compile(r"\b(?:may|march)\b")
