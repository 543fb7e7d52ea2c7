"""What a question asks for, and what a passage holds that answers it: words and forms."""

from __future__ import annotations

import re
from typing import Final

from retrieval.languages.english.days.dates import MONTHS
from retrieval.languages.english.numbers import UP_TO_TWELVE

_MONTH = f"(?:{'|'.join(MONTHS)})"

MONTH_NAME: Final = re.compile(_MONTH)

DATES: Final = re.compile(
    rf"\b[0-9]{{1,2}}(?:st|nd|rd|th)?\s{_MONTH}\b|\b{_MONTH}\s[0-9]{{1,2}}\b"
    rf"|\b{_MONTH},?\s[0-9]{{4}}\b"
    r"|\b(?:1[5-9]|20)[0-9]{2}\b"
)

WEEKDAY_OR_MONTH: Final = re.compile(
    rf"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b{_MONTH}\b"
)

_NUMBERS: Final = (
    f"[0-9].*|{'|'.join(UP_TO_TWELVE)}|dozens?|hundreds?|thousands?|millions?|billions?|half"
    "|several|no"
)

IS_NUMBER: Final = re.compile(_NUMBERS, re.IGNORECASE)

HAS_NUMBER: Final = re.compile(rf"\b(?:{_NUMBERS.replace('.*', '')})", re.IGNORECASE)

INNER_NAME: Final = re.compile(r"(?<=[a-z]\s)[A-Z][^\W_]+")

ASKS_NUMBER: Final = re.compile(r"\bhow (?:many|much|long|far|old|large|big)\b", re.IGNORECASE)

COUNTS: Final = re.compile(r"\bhow (?:many|much)\b", re.IGNORECASE)

ASKS_DATE: Final = re.compile(r"\bwhen\b|\bwhat (?:day|date|year|month)\b", re.IGNORECASE)

_NAMED: Final = (
    "country|nation|state|city|town|village|region|province|county|island|continent|river|ocean|sea"
    "|lake|mountain|planet|capital|airport|stadium|person|m[ae]n|wom[ae]n|president|minister|leader"
    "|king|queen|prince|princess|emperor|pope|actor|actress|singer|musician|rapper|artist|painter"
    "|author|writer|director|player|athlete|driver|coach|star|celebrity|politician|senator|governor"
    "|mayor|judge|general|commander|candidate|scientist|philosopher|company|firm|brand|airline"
    "|retailer|bank|team|club|band|group|party|organi[sz]ation|agency|university|network|newspaper"
    "|platform|movie|film|show|series|song|album|book|character|language|treaty"
)

ASKS_NAME: Final = re.compile(
    r"\b(?:who|whom|whose|where)\b"
    rf"|\b(?:which|what)(?:\s(?!is|are|was|were|did|do|does)[\w’'-]+){{0,3}}?\s(?:{_NAMED})s?\b",
    re.IGNORECASE,
)

ASKS_WORDING: Final = re.compile(
    r"^(?>.*?\b(?:what|how)\b).*\b(?:call(?:s|ed)?|term(?:s|ed)?|describe[ds]?|dub(?:s|bed)?|nicknamed?"
    r"|refer(?:s|red)? to|known as)\b|\b(?:words?|phrase|term|nickname|slogan|motto)\b",
    re.IGNORECASE | re.MULTILINE,
)

QUOTED: Final = re.compile('[“"«][^”"»]{2,80}[”"»]')

WHY: Final = re.compile(r"\bwhy\b", re.IGNORECASE)

ASKS_CAUSE: Final = re.compile(
    r"\b(?:what|which)\b.{0,30}\b(?:causes?|caused|reasons?|led to)\b", re.IGNORECASE
)

GIVES_CAUSE: Final = re.compile(
    r"\b(?:because|due to|owing to|as a result|causes?|caused|reasons?|therefore|so that"
    r"|in order to|led to|blam\w+|explain\w*)\b",
    re.IGNORECASE,
)

AFTER: Final = re.compile(r"\b(?:after|since)\b", re.IGNORECASE)

ONLY_ASKS: Final = re.compile(r"(?:\d{1,3}\.\s)?[^.!?]+\?[\"'”’)\s]*")


ASKS_WHATS_NEW: Final = re.compile(
    r"\s*(?:what(?:['’]s|\sis|\sare)\s(?:the\s)?(?:new|latest|news)|any(?:thing)?\s(?:new|news)"
    r"|що\sнового|які\sновини)\b\s*(?:about|on|in|with|of|from|for|про|щодо|в|у|з)?\b\s*",
    re.IGNORECASE,
)
