"""What an article says of itself, from front matter or a record: what is bad costs itself alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final, NamedTuple
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

from retrieval.articles.formats import names
from retrieval.articles.formats.markup import blocks_of, decoded, is_marked_up
from retrieval.articles.reading import AS_IT_IS, Reading
from retrieval.articles.stated_days import stated_day
from retrieval.model import UNTIL

_SITE_NAME: Final = re.compile(r"(?P<headline>.+?)\s+[|–—-]\s+(?P<outlet>[^|–—]+)")
_LONGEST_NAME: Final = 200
"""Letters of an outlet, a language or an id: more is a text in a wrong field."""
_DAY_IN_NAME: Final = re.compile(r"(?<!\d)(?:19|20)\d\d-?[01]\d-?[0-3]\d(?!\d)")


class Stated(NamedTuple):
    """What an article says of itself. `notes` say, without the value, what was left out and why;
    `marks` what is not as the article has it, see `Article.marks`."""

    headline: str | None = None
    kicker: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None
    notes: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()


def stated(
    flat: Flat, reading: Reading = AS_IT_IS, *, path: str = "", outlet: str | None = None
) -> Stated:
    """What the fields of the article in the file `path` say; `outlet` where they name none.

    Never raises.
    """
    notes: list[str] = []
    outlet = _outlet(flat) or outlet or reading.outlet
    headline = _line(flat, (reading.headline,) if reading.headline else names.HEADLINE)
    headline = _without_outlet(headline, outlet)
    published, marks = _published(flat, reading, path, notes)
    return Stated(
        headline=headline,
        kicker=_line(flat, names.KICKER),
        outlet=outlet,
        url=_url(flat, reading, notes),
        published=published,
        language=_short(flat, names.LANGUAGE) or reading.language,
        notes=tuple(notes),
        marks=(*marks, *_embargo(flat, reading)),
    )


class Flat:
    """The fields of a record by their simple names, with dots for a field in a field."""

    def __init__(self, given: Mapping[Any, object]) -> None:
        self._values: dict[str, object] = {}
        self._names: dict[str, str] = {}
        self._add(given, "", "", 3)

    def _add(self, given: Mapping[Any, object], above: str, shown: str, deep: int) -> None:
        for name, value in given.items():
            key, written = f"{above}{names.simple(str(name))}", f"{shown}{name}"
            if isinstance(value, Mapping) and deep:
                self._add(value, f"{key}.", f"{written}.", deep - 1)
            self._values.setdefault(key, value)
            self._names.setdefault(key, written)

    def add(self, name: str, value: object) -> None:
        """Takes a field that none of them has."""
        self._values.setdefault(names.simple(name), value)

    def values(self, wanted: Sequence[str]) -> Iterator[object]:
        """What stands in the wanted fields, in their order; nothing for what is empty or NaN."""
        for name in wanted:
            value = self._values.get(names.simple(name))
            if value is not None and value == value and value != "":
                yield value

    def name_of(self, wanted: Sequence[str], fits: Callable[[object], bool]) -> str | None:
        """What the first of the wanted fields that has something that fits is called there."""
        for name in wanted:
            key = names.simple(name)
            value = self._values.get(key)
            if value not in (None, "") and value == value and fits(value):
                return self._names.get(key, name)
        return None


def mapping_of(flat: Flat, reading: Reading = AS_IT_IS) -> str:
    """Which fields of the record are read as what, such as `headline=title text=content`."""
    text = (*names.TEXT, *(names.SUMMARY if reading.summaries else ()))
    roles: tuple[tuple[str, str | None, Sequence[str], Callable[[object], bool]], ...] = (
        ("headline", reading.headline, names.HEADLINE, _is_text),
        ("text", reading.text, text, lambda value: isinstance(value, str | list)),
        ("published", reading.published, names.PUBLISHED, _is_no_switch),
        ("outlet", None, names.OUTLET, lambda value: _is_text(value) and not _opens(value)),
        ("url", reading.url, names.URL, lambda value: bool(reading.site) or _opens(value)),
        ("id", reading.id, names.ID, lambda value: isinstance(value, str | int | float)),
    )
    found = (
        (role, flat.name_of((said,) if said else usual, fits)) for role, said, usual, fits in roles
    )
    return " ".join(f"{role}={name}" for role, name in found if name)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_no_switch(value: object) -> bool:
    return not isinstance(value, bool | Mapping) and value not in ("true", "false")


def _opens(value: object) -> bool:
    return isinstance(value, str) and _is_address(value.strip())


def id_of(flat: Flat, reading: Reading = AS_IT_IS) -> str | None:
    """The record's id, text or a whole number; None where it has none that can be one."""
    for value in flat.values((reading.id,) if reading.id else names.ID):
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, str | int) and not isinstance(value, bool):
            text = " ".join(str(value).split())
            if text and len(text) <= 10 * _LONGEST_NAME and is_storable(text):
                return text
    return None


def is_storable(text: str) -> bool:
    """Whether a database can store all its characters."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def check_storable(text: str, name: str) -> None:
    """Raise ValueError where `text` has a character that no database can store."""
    if "\0" in text:
        raise ValueError(f"{name} holds U+0000; remove it")
    if not is_storable(text):
        raise ValueError(f"{name} holds half a character (a lone surrogate); write it anew")


def _line(flat: Flat, wanted: Sequence[str]) -> str | None:
    """The first text in the wanted fields, on one line and without markup."""
    for value in flat.values(wanted):
        if isinstance(value, str) and is_storable(value):
            text = value
            if is_marked_up(text):
                text = " ".join(words for _, words in blocks_of(text))
            text = " ".join(decoded(text).split())
            if text:
                return text
    return None


def _short(flat: Flat, wanted: Sequence[str]) -> str | None:
    text = _line(flat, wanted)
    return text if text and len(text) <= _LONGEST_NAME else None


def _outlet(flat: Flat) -> str | None:
    for name in names.OUTLET:
        text = _short(flat, [name])
        if text and not _is_address(text):
            return text
    return None


def _without_outlet(headline: str | None, outlet: str | None) -> str | None:
    """The headline without the name of the outlet that sites put after it."""
    if headline and outlet and (found := _SITE_NAME.fullmatch(headline)):
        last = headline[-len(outlet) :]
        if last.casefold() == outlet.casefold() and len(headline) > len(outlet) + 3:
            return headline[: -len(outlet)].rstrip(" |–—-") or found["headline"]
    return headline


def _published(
    flat: Flat, reading: Reading, path: str, notes: list[str]
) -> tuple[str | None, tuple[str, ...]]:
    zone = ZoneInfo(reading.timezone) if reading.timezone else None
    reason = None
    for value in flat.values((reading.published,) if reading.published else names.PUBLISHED):
        if isinstance(value, bool) or value in ("true", "false"):
            continue
        try:
            return stated_day(value, order=reading.date_order, zone=zone), ()
        except (ValueError, OverflowError, ArithmeticError) as error:
            reason = reason or f"no day: {_why(error)}"
    if reading.day_from_name and (found := _DAY_IN_NAME.search(path.rpartition("/")[2])):
        try:
            return stated_day(found[0]), ("day_from_name",)
        except ValueError:
            reason = reason or "no day: its name states none"
    if reason:
        notes.append(reason)
    return None, ()


def _embargo(flat: Flat, reading: Reading) -> tuple[str, ...]:
    """The mark that says until when the article is not out, see `Article.marks`."""
    zone = ZoneInfo(reading.timezone) if reading.timezone else None
    for value in flat.values(names.EMBARGO):
        with suppress(ValueError, OverflowError, ArithmeticError):
            if not isinstance(value, bool):
                return (f"{UNTIL}{stated_day(value, order=reading.date_order, zone=zone)}",)
    return ()


def _why(error: Exception) -> str:
    text = str(error)
    return text if text.startswith("two days") else "what it states is none that is read"


def _url(flat: Flat, reading: Reading, notes: list[str]) -> str | None:
    """The first field that is a web address; a relative one where the site is known."""
    wanted = (reading.url,) if reading.url else names.URL
    for value in flat.values(wanted):
        text = value.strip() if isinstance(value, str) else ""
        if reading.site and text.startswith("/"):
            text = urljoin(reading.site, text)
        if _is_address(text):
            return text
    if next(flat.values(wanted[:1]), None) is not None:
        notes.append("no url: what it states is no web address")
    return None


def _is_address(text: str) -> bool:
    """Whether the text is a web address; one with a name or a password before its host is none."""
    try:
        parts = urlsplit(text)
        opens = parts.scheme in ("http", "https") and _is_host(parts.hostname) and parts.port != 0
    except ValueError:  # a port that there is not
        return False
    if not opens or "@" in parts.netloc:
        return False
    return text.isprintable() and " " not in text and is_storable(text)


def _is_host(name: str | None) -> bool:
    return name is not None and all(name.removesuffix(".").split("."))
