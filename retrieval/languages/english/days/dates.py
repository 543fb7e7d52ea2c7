"""How dates, months, holidays and weekdays are written: the regular expressions."""

from __future__ import annotations

import re
from typing import Final

MONTHS: Final = (
    "January February March April May June July August September October November December"
).split()
WEEKDAYS: Final = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


ORDINALS: Final = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first "
    "twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh "
    "twenty-eighth twenty-ninth thirtieth thirty-first"
).split()
_YEAR = r"(?P<year>(?:1[0-9]|20)[0-9]{2})(?![\w%]|[.,][0-9])"
_START = r"(?<!\w)(?<![0-9][.,:/–-])(?<![A-Za-z][-–])"  # not in 2,439, in 3:30, in F-16
ABBREVIATED_MONTHS: Final = "(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
_MONTH = rf"(?P<month>{'|'.join(MONTHS)}|{ABBREVIATED_MONTHS}\b\.?)"
_FULL_MONTH = rf"(?P<month>{'|'.join(MONTHS)})"
_DAY = r"(?P<day>0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?"
_TO_DAY = (
    r"(?:(?:\s?[-–]\s?|,?\s(?:to|and|or|until|till|through)\s(?:the\s)?)"
    r"(?P<until>0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?(?![\w:]|[.,][0-9]))?"
)
_WEEKDAY = rf"(?P<weekday>{'|'.join(WEEKDAYS)})"
_BESIDE = rf"(?:{_WEEKDAY}(?:\s(?:morning|afternoon|evening|night))?,?\s(?:the\s)?)?"
_HOLIDAY = (
    r"(?P<holiday>[Ee]ve\sof\s(?:the\s)?New\sYear|New\sYear(?:(?:['’]?s)?\s(?:Eve|Day|[Nn]ight)|['’]s)?|New\sYears"
    r"|(?:Orthodox\s)?Christmas(?:\sEve|\sDay)?)"
)

# The forms with a month, beside what stands before its name and after it in them, and how many
# characters of them stand before it.
_WITH_MONTH: Final = (
    (
        rf"{_START}{_BESIDE}{_DAY}{_TO_DAY}[\s-](?:of\s)?{_MONTH}\b(?:,?\s{_YEAR})?",
        r"(?:[0-9]|st|nd|rd|th)[\s-](?:of\s)?$",
        "",
        60,
    ),
    (
        rf"\b{_BESIDE}{_MONTH}\s{_DAY}(?!\w|[:.,][0-9]){_TO_DAY}(?:,?\s{_YEAR})?",
        "",
        r"\s[0-9]",
        30,
    ),
    (
        rf"\b(?P<ordinal>{'|'.join(ORDINALS)})\sof\s{_MONTH}(?:,?\s{_YEAR})?",
        r"\sof\s$",
        "",
        20,
    ),
    (rf"\b{_MONTH},?\s(?:of\s)?{_YEAR}", "", r",?\s(?:of\s)?[12]", 0),
    (rf"\b{_FULL_MONTH}\b(?!['’]s)", "", r"\b", 0),
)

_FORMS: Final = (
    [
        r"(?<![\w.-])(?P<year>[12][0-9]{3})(?P<mark>[-/])(?P<mm>[0-9]{2})(?P=mark)"
        r"(?P<dd>[0-9]{2})(?![\w-])"
    ],
    [
        r"(?<![\w./-])(?P<dd>[0-9]{1,2})(?P<mark>[./-])(?P<mm>[0-9]{1,2})(?P=mark)"
        r"(?P<year>[12][0-9]{3})(?![\w/-]|\.[0-9])"
    ],
    [form for form, *_ in _WITH_MONTH],
    [rf"\b{_HOLIDAY}\b(?:,?\s(?:in\s)?{_YEAR})?"],
    [rf"\b{_WEEKDAY}\b"],
)
LINES: Final = tuple([re.compile(form) for form in forms] for forms in _FORMS)
"""The forms as articles write them, the clearest first; day_signs tells which a text may hold."""
MONTH_LINE: Final = 2
TYPED: Final = tuple([re.compile(form, re.IGNORECASE) for form in forms] for forms in _FORMS)
"""The same as readers type them."""
TYPED_MONTH: Final = re.compile(rf"\b{_MONTH}", re.IGNORECASE)
"""One of these is in every text with a form of the MONTH_LINE."""
NAMES: Final = re.compile(rf"\b{_MONTH}")
MONTH_FORMS: Final = tuple(
    (re.compile(form), re.compile(before), re.compile(after), reach)
    for form, before, after, reach in _WITH_MONTH
)
BEFORE: Final = 6
"""Characters before a month's name that tell which forms it may stand in."""
AFTER: Final = 48
"""More characters than any form has from the first letter of a month's name on."""
REACHES: Final = ((0, 3), (0, 3), (0, 3), (20, 40), (0, 3))
"""More characters than the forms of each line have before and after what is a sign of them."""


NAMES_A_HOLIDAY: Final = re.compile("christmas|new year", re.IGNORECASE)
"""In a question: its words are looked for as they are."""
