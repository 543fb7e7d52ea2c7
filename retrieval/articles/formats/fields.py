"""What an article says of itself, from front matter or a record, checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from urllib.parse import urlsplit

_DAY_FIRST = re.compile(r"\d{4}-\d\d-\d\d(T|$)")
_SPACE_BEFORE_ZONE = re.compile(r"(?<=:\d\d)\s+(?=[+-]\d|Z$)")


def text_of(fields: Mapping[object, object], name: str) -> str | None:
    """The text in the field `name` on one line; None where it is missing, null or blank.

    Raises ValueError with the remedy where it is something else, or cannot be stored.
    """
    value = fields.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError(f"{name} must be text; write it in quotation marks")
    check_storable(value, name)
    return " ".join(line.strip() for line in value.splitlines() if line.strip()) or None


def id_of(fields: Mapping[object, object]) -> str | None:
    """The field `id`, text or a whole number; None where missing.

    Raises ValueError with the remedy where it is something else.
    """
    value = fields.get("id")
    return str(value) if type(value) is int else text_of(fields, "id")


def check_storable(text: str, name: str) -> None:
    """Raise ValueError where `text` has a character that no database can store."""
    if "\0" in text:
        raise ValueError(f"{name} holds U+0000; remove it")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError(
            f"{name} holds half a character (a lone surrogate); write it anew"
        ) from None


def published_of(fields: Mapping[object, object]) -> str | None:
    """The field `published` as an ISO 8601 date or date and time, as given; None where missing.

    Raises ValueError with the remedy where it is no such date.
    """
    value = text_of(fields, "published")
    if value is None:
        return None
    joined = _SPACE_BEFORE_ZONE.sub("", value)
    try:
        parsed = date.fromisoformat(joined) if len(joined) <= 10 else datetime.fromisoformat(joined)
    except ValueError:
        raise ValueError(
            f"published is {value!r}, not a date; write it as 2022-04-15 or 2022-04-15T18:30+02:00"
        ) from None
    return value if _DAY_FIRST.match(value) else parsed.isoformat()


def url_of(fields: Mapping[object, object]) -> str | None:
    """The field `url`, an http or https address; None where missing.

    Raises ValueError with the remedy where it is something else.
    """
    value = text_of(fields, "url")
    if value is None:
        return None
    try:
        parts = urlsplit(value)
        opens = parts.scheme in ("http", "https") and _is_host(parts.hostname) and parts.port != 0
    except ValueError:  # a port that there is not
        opens = False
    if opens and "@" in parts.netloc:  # whose value is not repeated: it may be a password
        raise ValueError("url holds a name or password before its host; leave them out")
    if not opens or not value.isprintable() or " " in value:
        raise ValueError(f"url is {value!r}, not a web address; write it as https://...")
    return value


def _is_host(name: str | None) -> bool:
    return name is not None and all(name.removesuffix(".").split("."))
