"""What lines above and below a plain text say of it -> the fields they state, and the text alone.

`Title: ...`, `2 January 2023`, `Oster Post, 2 January 2023`, an address, a rule under the headline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from retrieval.articles.formats.lines.opening import is_byline
from retrieval.articles.formats.names import (
    HEADLINE,
    KICKER,
    LANGUAGE,
    OUTLET,
    PUBLISHED,
    TEXT,
    URL,
    simple,
)
from retrieval.articles.stated_days import stated_day
from retrieval.languages.forms.newspaper_words import PUBLISHED_ON

_HEAD: Final = 8
"""Lines that are not blank, at the top, that may say what the text is of."""
_FOOT: Final = 3
_LONGEST: Final = 90
"""Letters of a line beyond which it is one of the text."""
_OUTLET_WORDS: Final = 6
_NAMED: Final = re.compile(r"([^\W\d_][\w -]{1,24}?)[ \t]*[:：][ \t]*(.*)")
_ADDRESS: Final = re.compile(r"<?(https?://[^\s<>]{4,1000})>?")
_RULE: Final = re.compile(r"[-=_*~#—–]{3,}")
_STOP: Final = re.compile(r"[?!…;。！？]\s*$|[^\W\d]{3,}\.[\"'’”»)]*\s*$")
_PREFIX: Final = re.compile(rf"\W*(?:{PUBLISHED_ON})\W{{1,3}}", re.I)
_PARTS: Final = re.compile(r"(?:,|\s[|·•–—-])\s+")
_BARS: Final = re.compile(r"\s+[|·•]\s+")
_YEAR: Final = re.compile(r"(?<!\d)(?:1[4-9]|2[0-5])\d\d(?!\d)|[年년]")
_WORDS: Final = ("text", "body", "content", "article", "fulltext", "maintext")
_OTHERS: Final = (
    "author authors byline by section category keywords tags words length dateline page edition "
    "country copyright"
).split()
_ROLES: Final = {
    simple(name): role
    for role, usual in (
        ("url", URL), ("text", (*TEXT, *_WORDS)), ("headline", HEADLINE), ("kicker", KICKER),
        ("outlet", OUTLET), ("published", PUBLISHED), ("language", LANGUAGE), ("", _OTHERS),
    )
    for name in usual
    if "." not in name
}  # fmt: skip
"""What a line `Name: ...` states, by its name; nothing for what is of no use."""


def part_lines(text: str) -> tuple[dict[str, str], str]:
    """The fields that lines around the text state, by their usual names, and the text without
    these lines and without rules; the text as it is where there are none."""
    if "\f" in text:
        return {}, text
    lines = text.split("\n")
    fields, out = _named(lines)
    for number in _head(lines):
        if number not in out:
            _take(lines, number, fields, out)
    for number in _foot(lines):
        address = _ADDRESS.fullmatch(lines[number].strip())
        if number not in out and address:
            fields.setdefault("url", address[1])
            out.add(number)
    under = _take_rule(lines, out)
    if not out or not any(line.strip() for n, line in enumerate(lines) if n not in out):
        return {}, text
    gone = out - {under}
    kept = ("" if n == under else line for n, line in enumerate(lines) if n not in gone)
    return fields, "\n".join(kept)


def outlet_and_day(words: str) -> dict[str, str]:
    """What a line such as `Oster Post, 2 January 2023` states; nothing for another."""
    if len(words.split()) > 12 or not _YEAR.search(words):
        return {}
    parts = _BARS.split(words.strip())
    days = [day for day in map(day_in, parts) if day]
    names = [each for each in parts if not day_in(each) and not is_byline(each)]
    if len(parts) > 1 and len(days) == 1 and names and len(names[0].split()) <= _OUTLET_WORDS:
        return {"outlet": names[0], "published": days[0]}
    for parting in _PARTS.finditer(words):
        outlet, rest = words[: parting.start()].strip(), words[parting.end() :]
        if len(outlet.split()) <= _OUTLET_WORDS and not is_byline(outlet) and (day := day_in(rest)):
            return {"outlet": outlet, "published": day}
    return {}


def day_in(words: str) -> str:
    """The day that a line states and nothing else; nothing for another line."""
    if len(words) > _LONGEST or not _YEAR.search(words):
        return ""
    try:
        return stated_day(_PREFIX.sub("", words, count=1).strip(" \t*_()[]"))
    except (ValueError, OverflowError, ArithmeticError):
        return ""


def is_rule(line: str) -> bool:
    """Whether a line is drawn of signs."""
    return bool(_RULE.fullmatch(line.strip()))


def _head(lines: Sequence[str]) -> list[int]:
    """The numbers of the short lines above the text's first long one."""
    found: list[int] = []
    for number, line in enumerate(lines):
        if len(line) > _LONGEST or len(found) == _HEAD or (found and _STOP.search(line)):
            break
        if line.strip():
            found.append(number)
    return found


def _foot(lines: Sequence[str]) -> list[int]:
    written = [number for number, line in enumerate(lines) if line.strip()]
    return written[-_FOOT:] if len(written) > _FOOT else []


def _named(lines: list[str]) -> tuple[dict[str, str], set[int]]:
    """What the lines `Name: value` at the top state, where there are two at least, and their
    numbers."""
    fields: dict[str, str] = {}
    out: set[int] = set()
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    for number in range(first, min(first + 2 * _HEAD, len(lines))):
        found = _NAMED.fullmatch(lines[number].strip())
        role = _ROLES.get(simple(found[1])) if found else None
        if found and role == "text" and out:
            out.add(number)
            lines[number] = found[2]
            if found[2]:
                out.discard(number)
            break
        if found and role is not None and role != "text" and found[2]:
            if role:
                fields.setdefault("url" if _ADDRESS.fullmatch(found[2]) else role, found[2])
            out.add(number)
        elif lines[number].strip() and (out or number > first + 1):
            break
    if len(out) < 2 or not fields:
        return {}, set()
    return fields, out


def _take(lines: Sequence[str], number: int, fields: dict[str, str], out: set[int]) -> None:
    """Takes what a line at the top states, if that is all of it."""
    line = lines[number].strip()
    if address := _ADDRESS.fullmatch(line):
        fields.setdefault("url", address[1])
        out.add(number)
    elif day := day_in(line):
        if "published" in fields or _is_diary(lines):
            return
        fields["published"] = day
        out.add(number)
        above = lines[number - 1].strip() if number else ""
        if above and number - 1 not in out and _is_masthead(lines, number):
            fields.setdefault("outlet", above)
            out.add(number - 1)
    elif "published" not in fields and (said := outlet_and_day(line)) and " " in said["outlet"]:
        fields.update(said)
        out.add(number)


def _is_diary(lines: Sequence[str]) -> bool:
    """Whether days head the parts of the text."""
    return sum(bool(day_in(line.strip())) for line in lines if 5 < len(line) <= 40) > 1


def _is_masthead(lines: Sequence[str], number: int) -> bool:
    """Whether the two lines up to this one are the first, and a headline follows apart."""
    if any(line.strip() for line in lines[: number - 1]):
        return False
    below = [line.strip() for line in lines[number + 1 : number + 4]]
    apart = (
        len(below) == 3 and not below[0] and bool(below[1]) and (not below[2] or is_rule(below[2]))
    )
    name = lines[number - 1].split()
    return apart and len(name) <= _OUTLET_WORDS and len(below[1]) <= 2 * _LONGEST


def _take_rule(lines: Sequence[str], out: set[int]) -> int | None:
    """Takes the line of signs above or under the first one; the number of that under it, in whose
    place an empty line keeps the two apart."""
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if is_rule(lines[first]):
        out.add(first)
    written = [number for number, line in enumerate(lines) if line.strip() and number not in out]
    if len(written) > 1 and written[0] + 1 == written[1] and is_rule(lines[written[1]]):
        out.add(written[1])
        return written[1]
    return None
