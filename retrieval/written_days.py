"""The dates, months, holidays and weekdays written in a text, as points for the calendar."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from retrieval.dates import MONTHS, WEEKDAYS, Point, free_place
from retrieval.model import Span

_ORDINALS: Final = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first "
    "twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh "
    "twenty-eighth twenty-ninth thirtieth thirty-first"
).split()
_HOLIDAYS: Final = {  # month, day, and how many days follow
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

_YEAR = r"(?P<year>(?:1[0-9]|20)[0-9]{2})(?![\w%]|[.,][0-9])"
_START = r"(?<!\w)(?<![0-9][.,:/–-])(?<![A-Za-z][-–])"  # not in 2,439, in 3:30, in F-16
_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November"
    r"|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
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

_MONTH_STARTS: Final = tuple(month[:3] for month in MONTHS)

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
        rf"\b(?P<ordinal>{'|'.join(_ORDINALS)})\sof\s{_MONTH}(?:,?\s{_YEAR})?",
        r"\sof\s$",
        "",
        20,
    ),
    (rf"\b{_MONTH},?\s(?:of\s)?{_YEAR}", "", r",?\s(?:of\s)?[12]", 0),
    (rf"\b{_FULL_MONTH}\b(?!['’]s)", "", r"\b", 0),
)

# The forms, the clearest first, beside what a text must hold for any of a line's to be in it.
_FORMS: Final = (
    (
        ("-0", "-1", "/0", "/1"),
        [
            r"(?<![\w.-])(?P<year>[12][0-9]{3})(?P<mark>[-/])(?P<mm>[0-9]{2})(?P=mark)"
            r"(?P<dd>[0-9]{2})(?![\w-])"
        ],
    ),
    (
        tuple(mark + century for mark in "./-" for century in ("20", "19", "18", "17")),
        [
            r"(?<![\w./-])(?P<dd>[0-9]{1,2})(?P<mark>[./-])(?P<mm>[0-9]{1,2})(?P=mark)"
            r"(?P<year>[12][0-9]{3})(?![\w/-]|\.[0-9])"
        ],
    ),
    (
        _MONTH_STARTS,
        [form for form, *_ in _WITH_MONTH],
    ),
    (("New Year", "Christmas"), [rf"\b{_HOLIDAY}\b(?:,?\s(?:in\s)?{_YEAR})?"]),
    (("day",), [rf"\b{_WEEKDAY}\b"]),
)
_PROSE: Final = tuple((signs, [re.compile(form) for form in forms]) for signs, forms in _FORMS)
RELATIVE_SIGNS: Final = (
    *("esterday", "oday", "onight", "ast ", "vernight", " ago", "weekend"),
    *("his morning", "his afternoon", "his evening"),
)
"""What stands in every day that is counted from another."""
RELATIVE: Final = 1 << len(_FORMS)
"""The bit of `lines_of` for them."""
_ABBREVIATED = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?![a-z])"
_LINES: Final = tuple(
    re.compile("|".join(signs))
    for signs in (
        *([re.escape(sign) for sign in signs] for signs, _ in _FORMS[:2]),
        [*MONTHS, _ABBREVIATED],
        ["Year", "Christmas"],
        WEEKDAYS,
        [r"\b[Ll]ast$" if sign == "ast " else sign.split()[-1] for sign in RELATIVE_SIGNS],
    )
)
_ANY: Final = re.compile("|".join(line.pattern for line in _LINES))
_TYPED: Final = tuple(re.compile(form, re.IGNORECASE) for _, forms in _FORMS for form in forms)
_MONTH_LINE: Final = 2
_NAMES: Final = re.compile(rf"\b{_MONTH}")
_MONTH_FORMS: Final = tuple(
    (re.compile(form), re.compile(before), re.compile(after), reach)
    for form, before, after, reach in _WITH_MONTH
)
_BEFORE: Final = 6
"""Characters before a month's name that tell which forms it may stand in."""
_AFTER: Final = 40
"""More characters than stand after a month's name in any form."""
_REACHES: Final = ((0, 3), (0, 3), (0, 3), (20, 40), (0, 3))
"""More characters than the forms of each line have before and after what is a sign of them."""

_NO_TIME_WORDS: Final = tuple(
    "next coming upcoming following every each a an any one some most "
    "black bloody palm ash super cyber giving shrove fat sheffield".split()
)
_NO_TIME_BEFORE: Final = re.compile(rf"\b(?:{'|'.join(_NO_TIME_WORDS)})\s$", re.IGNORECASE)
_NO_TIME_AFTER: Final = re.compile(
    r"\s(?:(?:Times|Telegraph|Mirror|Mail|Night\s(?:Live|Football))\b"
    rf"|(?:in|of)\s(?:{'|'.join(MONTHS)}))"
)
_WHEN: Final = re.compile(
    r"\b(?:in|since|during|until|before|after|by|last|early|late|mid)(?:\s|-)$", re.IGNORECASE
)
_WHEN_OR_LISTED: Final = re.compile(
    r"\b(?:in|since|during|until|till|before|after|by|last|early|late|mid|at|on|over|around|of"
    r"|the|this|from|to|between|and|or|through|throughout)(?:\s|-)$",
    re.IGNORECASE,
)
_BARE_HOLIDAY: Final = re.compile(r"(?:christmas|new\syear(?:['’]?s)?)", re.IGNORECASE)
_FESTIVE: Final = re.compile(
    r"\s(?:tree|market|card|song|film|movie|carol|present|gift|party|parties|parade|dinner|sale"
    r"|season|speech|address|message|resolution|concert|special|list)s?\b",
    re.IGNORECASE,
)
_VERB: Final = re.compile(r"\b(?:may|march)\b")


class Sign(NamedTuple):
    """A word, as it stands between two spaces, that is a sign of a day, and of which `lines` of
    forms (see `lines_of`)."""

    word: str
    lines: int


def points(text: str, *, signs: Sequence[Sign] | None = None) -> list[Point]:
    """The dates, months and weekdays in `text`, in text order; none overlaps another.

    `signs`: those of an article's text; None for a reader's writing, in which capitals mean
    nothing. What stands around a point is `means_time`'s to judge; years alone are left to the
    caller.
    """
    found: list[Point] = []
    for match in _typed(text) if signs is None else _in_prose(text, signs):
        place = free_place(match.span(), found)
        if place is not None and (point := _point(match)):
            found.insert(place, point)
    return found


def _typed(text: str) -> Iterator[re.Match[str]]:
    for form in _TYPED:
        yield from form.finditer(text)


def _in_prose(text: str, held: Sequence[Sign]) -> Iterator[re.Match[str]]:
    for line, (_, forms) in enumerate(_PROSE):
        near = around(text, held, 1 << line, _REACHES[line])
        if near and line == _MONTH_LINE:
            yield from _with_month(text, near)
        elif near:
            for form in forms:
                yield from form.finditer(text, *near)


def _with_month(text: str, near: Span) -> Iterator[re.Match[str]]:
    """The forms with a month: each is looked for beside the months that may stand in it."""
    names = [each.span() for each in _NAMES.finditer(text, *near)]
    for form, before, after, reach in _MONTH_FORMS:
        fit = [
            start
            for start, end in names
            if after.match(text, end) and before.search(text[max(0, start - _BEFORE) : start])
        ]
        if fit:
            yield from form.finditer(text, max(0, fit[0] - reach), fit[-1] + _AFTER)


def signs_in(text: str) -> list[Sign]:
    """The signs of a day in `text`."""
    return [Sign(word, lines) for word in text.split() if (lines := lines_of(word))]


def lines_of(word: str) -> int:
    """A bit for each line of forms of which `word`, as it stands between two spaces, may be a part,
    and RELATIVE; most are a part of none."""
    if not _ANY.search(word):
        return 0
    return sum(1 << number for number, sign in enumerate(_LINES) if sign.search(word))


_PLAIN: Final = (
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Year Years Christmas Yesterday yesterday "
    "Today today Tonight tonight Overnight overnight Last last ago weekend morning afternoon "
    "evening"
).split()
SIGNS: Final = {word: lines_of(word) for word in (*MONTHS, *WEEKDAYS, *_PLAIN)}
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


def _point(match: re.Match[str]) -> Point | None:
    written = match.groupdict()
    year = int(written["year"]) if written.get("year") else None
    weekday = written.get("weekday")
    number = WEEKDAYS.index(weekday.capitalize()) if weekday else None
    if "dd" in written:
        return _in_figures(match.span(), int(written["dd"]), int(written["mm"]), year)
    if "holiday" in written:
        return _holiday(match.span(), written["holiday"], year)
    if "month" not in written:
        return Point(match.span(), "weekday", weekday=number)
    month = _MONTH_STARTS.index(written["month"][:3].capitalize()) + 1
    if written.get("ordinal"):
        day = _ORDINALS.index(written["ordinal"].lower()) + 1
    elif written.get("day"):
        day = int(written["day"])
    else:
        return Point(match.span(), "month", month=month, year=year)
    until = int(written.get("until") or day)
    return Point(match.span(), "day", month, day, max(0, until - day), year, number)


def _in_figures(span: Span, day: int, month: int, year: int | None) -> Point | None:
    if month > 12:
        day, month = month, day
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Point(span, "day", month=month, day=day, year=year)


def _holiday(span: Span, name: str, year: int | None) -> Point:
    words = re.sub(r"['’]?s\b", "", name.lower().replace("christmas", "christma"))
    words = " ".join(words.replace("christma", "christmas").split()).removesuffix(" night")
    month, day, more = _HOLIDAYS.get(words) or _HOLIDAYS["christmas"]
    return Point(span, "day", month, day, more, year)


def means_time(text: str, point: Point) -> bool:
    """Whether what stands around `point` lets it be a time that has been.

    Not so in "next Monday", "every Friday", "Black Friday", "Sunday Times", "12 may have died", for
    a month without a preposition ("the march on Kyiv", "Theresa May"), in "the Christmas tree".
    """
    before, after = text[max(0, point.span[0] - 24) : point.span[0]], text[point.span[1] :][:16]
    written = text[slice(*point.span)]
    if point.fixed or (point.year and point.unit == "day"):
        return True
    if point.unit == "month" and not point.year:
        verbs = written in ("may", "march")
        return bool((_WHEN if verbs else _WHEN_OR_LISTED).search(before))
    if (
        before[:-1].lower().endswith(_NO_TIME_WORDS) and _NO_TIME_BEFORE.search(before)
    ) or _NO_TIME_AFTER.match(after):
        return False
    if _BARE_HOLIDAY.fullmatch(written):
        return bool(_WHEN_OR_LISTED.search(before)) and not _FESTIVE.match(after)
    if point.unit == "day" and not point.year and _VERB.search(written):
        return bool(_WHEN.search(before) or not after or re.match(r"\W*$|[,?.;:]", after))
    return True
