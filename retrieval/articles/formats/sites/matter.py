"""What stands above a text of Hugo, Jekyll, Pelican or Obsidian: YAML, TOML, JSON, plain lines."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from retrieval.articles.formats import frontmatter
from retrieval.articles.formats.names import simple

_LARGEST: Final = 2**16
_DEEP: Final = re.compile(r"(?:[\w\"'-]{1,60}[ \t]*\.[ \t]*){20}|(?:[\[{]\s*){20}")
_COMMENTS: Final = re.compile(r"\s*(?:<!--.{0,2000}?-->\s*)+", re.S)
_TOML: Final = re.compile(r"\+\+\+[ \t]*\n(.*?)\n\+\+\+[ \t]*(?:\n|$)", re.S)
_LINE: Final = re.compile(r"([A-Za-z][\w -]{0,30}):[ \t]*(.*)")
_KNOWN: Final = frozenset(
    "title date modified category tags slug author authors summary status lang language url "
    "save_as subtitle keywords template source published outlet headline".split()
)
"""How Pelican's lines are called."""
_NOT_OF_THE_ARTICLE: Final = frozenset(
    (
        "created",
        "createdat",
        "time",
        "timestamp",
        "id",
        "_id",
        "uuid",
        "description",
        "name",
        "text",
    )
)
"""Of the note or the page alone: a clipping is made another day than what it is of."""
_OFF: Final = ("false", "no", "0")
_ON: Final = ("true", "yes", "1")


def part(text: str) -> tuple[dict[object, object], str]:
    """The fields above a text, and the text. Raises ValueError with the remedy where they cannot
    be read."""
    opening = _COMMENTS.match(text)
    below = (text[opening.end() :] if opening else text).lstrip("\n")
    if below.startswith("---"):
        fields, rest = _yaml(below)
    elif below.startswith("+++"):
        fields, rest = _toml(below)
    elif below.startswith("{"):
        fields, rest = _json(below)
    else:
        fields, rest = _lines(below)
    return {
        name: value
        for name, value in fields.items()
        if simple(str(name)) not in _NOT_OF_THE_ARTICLE
    }, rest


def unpublished(fields: Mapping[object, object], path: str) -> str | None:
    """Why the article is not to be read yet, or None."""
    said = {simple(str(name)): str(value).strip().lower() for name, value in fields.items()}
    if said.get("draft") in _ON or "/_drafts/" in f"/{path}":
        return "a draft; it is left out"
    for name in ("published", "publish"):
        if said.get(name) in _OFF:
            return f"not published ({name}: false); it is left out"
    if said.get("private") in _ON or said.get("status") in ("draft", "hidden", "private", "skip"):
        return "not published (its status); it is left out"
    return None


def _yaml(text: str) -> tuple[dict[object, object], str]:
    """YAML; where a value has a colon without quotation marks, the lines `name: value` of it."""
    try:
        return frontmatter.part(text)
    except ValueError:
        head, closing, rest = text[:_LARGEST].removeprefix("---").partition("\n---")
        if not closing:
            raise
        pairs = (_LINE.match(line) for line in head.split("\n"))
        fields: dict[object, object] = {
            found[1].strip(): found[2].strip().strip("\"'") for found in pairs if found
        }
        if not {"title", "headline"} & {str(name).lower() for name in fields}:
            raise
        return fields, rest.partition("\n")[2] + text[_LARGEST:]


def _toml(text: str) -> tuple[dict[object, object], str]:
    import tomllib

    found = _TOML.match(text)
    if found is None:
        raise ValueError("line 1: front matter without an end; add a line +++")
    matter = found[1]
    if len(matter) > _LARGEST or _DEEP.search(matter):
        raise ValueError("line 1: front matter is too large; write `name = value`")
    try:
        fields = tomllib.loads(matter)
    except (ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())[:200]
        raise ValueError(f"line 1: front matter is not TOML ({reason})") from error
    return {name: _plain(value) for name, value in fields.items()}, text[found.end() :]


def _json(text: str) -> tuple[dict[object, object], str]:
    """JSON where an object with a title stands above; else there is no front matter."""
    if _DEEP.search(text[:_LARGEST]):
        return {}, text
    try:
        fields, end = json.JSONDecoder().raw_decode(text[:_LARGEST])
    except (ValueError, RecursionError):
        return {}, text
    if not isinstance(fields, dict) or not {"title", "headline"} & set(map(simple, fields)):
        return {}, text
    return dict(fields), text[end:]


def _lines(text: str) -> tuple[dict[object, object], str]:
    """Lines `Name: value` up to a blank one, where the names are Pelican's."""
    fields: dict[object, object] = {}
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if not line.strip():
            if fields and {"title", "headline"} & fields.keys():
                return fields, "\n".join(lines[number + 1 :])
            break
        found = _LINE.match(line)
        if found is None or found[1].strip().lower() not in _KNOWN:
            break
        fields[found[1].strip().lower()] = found[2].strip()
    return {}, text


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime | date) else value
