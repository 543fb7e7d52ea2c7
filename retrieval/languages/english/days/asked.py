"""What says how a question asks about days: since, before, between; words and forms."""

from __future__ import annotations

import re
from typing import Final

_YEAR = r"((?:1[0-9]|20)[0-9]{2})(?![\w%'’]|[.,][0-9])"

YEARS: Final = re.compile(
    r"\b(?:in|during|since|before|until|till|by|after|of|from|between|throughout|years?)\s"
    rf"(?:(?:the\s)?years?\s)?{_YEAR}(?:\s?(?:[-–]|and|to|until|through)\s?{_YEAR})?",
    re.IGNORECASE,
)

LEAD: Final = re.compile(
    r"\b(?:(?:day|night)\s(?P<next>after)|(?:day|night)\s(?P<previous>before)"
    r"|(?P<since>since)|(?P<after>after)|(?P<before>before|prior\sto)|(?P<until>until|till|up\sto)"
    r"|(?P<between>between|from)|(?P<night>night(?:\s(?:of|from|on))?))"
    r"\s(?:on\s)?(?:the\s)?(?:(?:early|late|mid)[\s-])?$",
    re.IGNORECASE,
)

TO: Final = re.compile(
    r"(?:,?\s(?:night\s|evening\s)?|,\s?)?(?:[-–]|to|until|till|through|into)\s?(?:the\s)?",
    re.IGNORECASE,
)

AND: Final = re.compile(r"(?:,?\s(?:and|or|&)|,)\s(?:on\s|in\s)?(?:the\s)?", re.IGNORECASE)

ONWARDS: Final = re.compile(r"\s(?:on|onwards?)\b", re.IGNORECASE)

FUTURE: Final = re.compile(
    r"\b(?:will|shall|going\sto|set\sto|scheduled|due\son|ahead\sof|upcoming)\b", re.IGNORECASE
)

PLANNED: Final = re.compile(
    r"\b(?:plan(?:s|ned|ning)?|expect(?:s|ed)?|delayed|postponed|due|aim(?:s|ed)?|hopes?|hoped"
    r"|vow(?:s|ed)?|promised?s?|agreed|pledged?s?|propos(?:es|ed|als?)|wants?|wanted|scheduled|set|will"
    r"|to)\b",
    re.IGNORECASE,
)

REPORTED: Final = re.compile(
    r"\b(?:reported|published|written|printed|in\sthe\s(?:news|papers?)|news|headlines?|articles?)\b",
    re.IGNORECASE,
)

OWNING: Final = re.compile(r"['’]s\b")
