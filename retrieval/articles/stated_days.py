"""The day that an article states as its own, however it is written -> ISO 8601; never a guess."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Final, Literal
from unicodedata import normalize
from zoneinfo import ZoneInfo

from retrieval.languages.months import FILLERS, MONTHS, WEEKDAYS

Order = Literal["dmy", "mdy", "ymd"]
"""How an operator's files write a day in figures alone."""

_LONGEST: Final = 80
_YEARS: Final = range(1400, 2200)
_BUDDHIST: Final = range(2400, 2700)
"""Years since Buddha, as Thai newspapers write them: 543 more than ours."""
_EPOCHS: Final = ((9, 10, 1), (12, 13, 1_000), (15, 16, 1_000_000))
"""From and up to so many digits: a time since 1970 in so many parts of a second."""
_INSIDE: Final = ("$date", "$numberLong", "iso", "date", "value", "datetime", "utc")
"""What holds the day of an object."""
_MOST_OFFSET: Final = timedelta(hours=15)

_ISO: Final = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?")
_COMPACT: Final = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?(?:\.\d+)?)?(.*)", re.A)
_CJK: Final = re.compile(
    r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일号號]"
    r"(?:\s*\([^()]{1,4}\)|\s*(?:星期.|[週周].|.曜日?|.요일))?"
)
_CJK_TIME: Final = re.compile(
    r"(上午|下午|午前|午後|오전|오후)?\s*(\d{1,2})\s*[:時时시点點]\s*(\d{1,2})?\s*[分분]?(?:\d{1,2}[秒초])?"
)
_DAY_IN_A_ZONE: Final = re.compile(r"(?<=^\d{4}-\d\d-\d\d)(?:Z|[+-]\d\d:\d\d)$")
_DOTNET: Final = re.compile(r"/Date\((\d{9,16})\)/")
_VIETNAMESE: Final = re.compile(r"(\d{1,2}) tháng (\d{1,2}),? (?:năm )?(\d{4})", re.IGNORECASE)
_FIGURES: Final = re.compile(
    r"(?<!\d)(\d{1,4})(?:([./])\s?|([-–]))(\d{1,2})(?:\2\s?|\3)(\d{1,4})(?!\d)\.?(?=[\sT,]|$)"
)
_BETWEEN_WORDS: Final = re.compile(
    r"(?<=[^\W\d_]\.)(?=\d)|[\s,،、]+|(?<=\d)-?(?=[^\W\d_]{3})|(?<=[^\W\d_])-(?=\d)"
)
_TIME: Final = re.compile(
    r"T?"
    r"(?P<hour>\d{1,2})(?:(?P<sign>[:.h])(?P<minute>\d\d)(?:(?P=sign)(?P<second>\d\d)(?:[.,]\d+)?)?)?"
    r"\s*(?P<half>[ap]\.?m\.?(?![^\W\d_]))?(?:\s*(?:uhr|hrs?|h)\b)?",
    re.IGNORECASE,
)
_ZONE: Final = re.compile(
    r"\s*\(?(?:(?P<utc>Z|UTC|GMT)?\s?(?P<offset>[+\-−]\d{1,2}(?::?\d\d)?)(?:\s[A-Z]{2,5})?|(?P<name>[A-Z]{1,5}))?\)?"
    r"(?:\s*\((?P<words>[^()]*)\))?(?:\[(?P<place>[\w/+-]+)\])?"
    r"(?:\s*(?P<city>[A-Z]\w+/\w+))?"
)
_NAMED: Final = {
    "Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "WET": 0, "BST": 1, "WEST": 1, "CET": 1, "CEST": 2,
    "EET": 2, "EEST": 3, "MSK": 3, "AST": -4, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5,
    "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11,
}  # fmt: skip
"""Hours from UTC. IST is left out: it is Indian, Israeli and Irish."""
_PLACES: Final = {"ET": "America/New_York", "CT": "America/Chicago", "PT": "America/Los_Angeles"}


def stated_day(value: object, *, order: Order | None = None, zone: tzinfo | None = None) -> str:
    """The day, or day and time with its offset where one is given, that `value` states.

    `value` is text, a number since 1970 (seconds, or thousandths of one), or `{"$date": ...}`. A
    day in figures alone, such as 01/02/2023, is read in the operator's `order`; without one only
    where just one order makes a day of it. A time without an offset is one of `zone`.

    Raises ValueError where it is no day, or could be several.
    """
    if isinstance(value, dict):
        value = next((value[name] for name in _INSIDE if name in value), None)
        value = value.get("$numberLong") if isinstance(value, dict) else value
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError("no day")
    if isinstance(value, date):
        return value.isoformat()
    text = " ".join(normalize("NFKC", str(value)).split())
    if len(text) > _LONGEST:
        raise ValueError("no day")
    text = _DOTNET.sub(r"\1", _DAY_IN_A_ZONE.sub("", text))
    if _ISO.fullmatch(text) and zone is None:
        _checked_iso(text)
        return text
    return _since_1970(text) or _compact(text, zone) or _written(text, order, zone)


def _checked_iso(text: str) -> None:
    if (datetime if "T" in text else date).fromisoformat(text).year not in _YEARS:
        raise ValueError("no year of a newspaper")


def _since_1970(text: str) -> str | None:
    whole, _, rest = text.partition(".")
    if not whole.isdecimal() or (rest and not rest.isdecimal()):
        return None
    for least, most, parts in _EPOCHS:
        if least <= len(whole) <= most:
            moment = datetime.fromtimestamp(int(whole) // parts, UTC)
            return moment.replace(tzinfo=None).isoformat() + "Z"
    return None


def _compact(text: str, zone: tzinfo | None) -> str | None:
    """20230102 and 20230102T100000Z."""
    found = _COMPACT.fullmatch(text)
    if not found or int(found[1]) not in _YEARS:
        return None
    day = date(int(found[1]), int(found[2]), int(found[3]))
    if found[4] is None:
        return None if found[7] else day.isoformat()
    moment = datetime(
        day.year, day.month, day.day, int(found[4]), int(found[5]), int(found[6] or 0)
    )
    at = _ZONE.fullmatch(found[7])
    if not at:
        return None
    return _in_zone(moment, at, zone)


def _written(text: str, order: Order | None, zone: tzinfo | None) -> str:
    """A day in figures or with the month's name, perhaps with a time before or after it."""
    if found := _CJK.search(text):
        day, rest = date(int(found[1]), int(found[2]), int(found[3])), _without(text, found)
        rest = _CJK_TIME.sub(_clock, rest, count=1)
    elif found := _VIETNAMESE.search(text):
        day, rest = date(int(found[3]), int(found[2]), int(found[1])), _without(text, found)
    elif found := _FIGURES.search(text):
        day, rest = _of_figures(found, order), _without(text, found)
    else:
        day, rest = _with_month_name(text)
    return _with_time(day, rest, zone)


def _clock(found: re.Match[str]) -> str:
    half = "am" if found[1] in ("上午", "午前", "오전") else "pm" if found[1] else ""
    return f"{found[2]}:{(found[3] or '0').zfill(2)} {half}"


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}".strip()


def _of_figures(found: re.Match[str], order: Order | None) -> date:
    first, sign, middle, last = found[1], found[2] or found[3], found[4], found[5]
    if len(first) == 4 and len(last) <= 2:
        return date(int(first), int(middle), int(last))
    if len(last) != 4 or len(first) > 2:
        if order == "ymd" and len(first) == len(last) == 2:
            return date(2000 + int(first), int(middle), int(last))
        if not order or len(last) != 2:
            raise ValueError("no day without a year of four figures")
        last = f"20{last}"
    as_written = {"dmy": (first, middle), "mdy": (middle, first)}
    if order in as_written:
        day, month = as_written[order]
        return date(int(last), int(month), int(day))
    if sign == ".":  # so write those who put the day first
        return date(int(last), int(middle), int(first))
    days = set()
    for day, month in as_written.values():
        try:
            days.add(date(int(last), int(month), int(day)))
        except ValueError:
            continue
    if len(days) != 1:
        raise ValueError("two days, by the order of its figures; say `date_order`")
    return days.pop()


def _with_month_name(text: str) -> tuple[date, str]:
    """The day, and what is left of the text: a time with its zone."""
    words = re.split(
        r"(?<=[^\W\d_]\.)(?=\d)|[\s,،、]+|(?<=\d)-?(?=[^\W\d_]{3})|(?<=[^\W\d_])-(?=\d)", text
    )
    month = year = day = None
    rest: list[str] = []
    for word in words:
        bare = word.casefold().strip(".()").replace("’", "'")
        number = re.fullmatch(r"(\d{1,4})(?:st|nd|rd|th|er|ère|º|ª|°|-?го|-а|\.)?", bare, re.I)
        if month is None and bare in MONTHS:
            month = MONTHS[bare]
        elif number and year is None and len(number[1]) == 4:
            year = int(number[1])
        elif number and day is None and len(number[1]) <= 2 and not word.endswith(":"):
            day = int(number[1])
        elif bare in MONTHS:
            raise ValueError("two months")
        elif bare and bare not in WEEKDAYS and bare not in FILLERS:
            rest.append(word)
    if month is None or year is None or day is None:
        raise ValueError("no whole day")
    if year in _BUDDHIST:
        year -= 543
    return date(year, month, day), " ".join(rest)


def _with_time(day: date, rest: str, zone: tzinfo | None) -> str:
    if day.year not in _YEARS:
        raise ValueError("no year of a newspaper")
    words = [each for each in rest.strip(" ,;|·•-–—").split() if not _is_filler(each)]
    if not words:
        return day.isoformat()
    rest = " ".join(words)
    found = _TIME.match(rest)
    if not found or not (found["minute"] or found["half"]):
        raise ValueError("more than a day and its time")
    at = _ZONE.fullmatch(rest, found.end())
    if at is None:
        raise ValueError("more than a day and its time")
    hour = int(found["hour"])
    if found["half"]:
        hour = hour % 12 + 12 * (found["half"][0] in "pP")
    minute, second = int(found["minute"] or 0), int(found["second"] or 0)
    return _in_zone(datetime(day.year, day.month, day.day, hour, minute, min(second, 59)), at, zone)


def _is_filler(word: str) -> bool:
    bare = word.casefold().strip(".,()")
    return bare in FILLERS or bare in WEEKDAYS or not any(map(str.isalnum, word))


def _in_zone(moment: datetime, at: re.Match[str], zone: tzinfo | None) -> str:
    """The moment with the offset that is named; without one where its name is not known."""
    given: tzinfo | None = zone
    if at["offset"]:
        given = _offset(at["offset"])
    elif at["place"] or at["city"]:
        given = _place(at["place"] or at["city"])
    elif at["name"] in _NAMED:
        given = timezone(timedelta(hours=_NAMED[at["name"]]))
    elif at["name"]:
        given = _place(_PLACES.get(at["name"], ""))
    elif at["utc"]:
        given = UTC
    text = moment.replace(tzinfo=given).isoformat()
    return text.removesuffix("+00:00") + "Z" if text.endswith("+00:00") else text


def _offset(text: str) -> tzinfo:
    figures = text[1:].replace(":", "")
    hours, minutes = (figures, "0") if len(figures) <= 2 else (figures[:-2], figures[-2:])
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    if offset > _MOST_OFFSET:
        raise ValueError("no offset")
    return timezone(offset if text[0] == "+" else -offset)


def _place(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None
