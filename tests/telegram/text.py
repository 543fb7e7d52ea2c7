"""The text of a message as Telegram takes it: parsed, cleaned, trimmed, within the limits."""

import re
from collections.abc import Sequence

from tests.telegram.html import Entity, EntityError, cut, parse_html, units
from tests.telegram.model import Formatted, RefusedError

MAX_TEXT = 4096
MAX_RAW_BYTES = 32768
MAX_ENTITIES = 100
_SPLITTABLE = {"bold", "italic", "underline", "strikethrough", "spoiler"}
_BLOCKQUOTES = {"blockquote", "expandable_blockquote"}
_CODE = {"code", "pre"}
_BLANK = " \n\t\u00a0\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
_ORDER = {"blockquote": 0, "expandable_blockquote": 0, "pre": 1, "code": 2, "text_link": 3}
_FOUND = {
    "url": re.compile(
        r"(?<!\w)https?://[\w.-]+\.\w{2,}(?::\d+)?(?:[/?#](?:[^\s<>\"]*[\w/#=&%-])?)?"
    ),
    "mention": re.compile(r"(?<![\w/])@[A-Za-z0-9_]{3,32}(?!\w)"),
    "bot_command": re.compile(
        r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])"
    ),
    "hashtag": re.compile(r"(?<![\w/])#(?=\w*[^\W\d_])\w{1,256}(?!\w)"),
}


def format_text(
    raw: str,
    parse_mode: str | None,
    explicit: Sequence[Entity] | None = None,
    *,
    limit: int = MAX_TEXT,
    may_be_empty: bool = False,
) -> Formatted:
    """Make the text and entities of a message; raises RefusedError as the server words it."""
    if not raw and not may_be_empty:
        raise RefusedError("Bad Request: message text is empty")
    if len(raw.encode()) > MAX_RAW_BYTES:
        raise RefusedError("Bad Request: text is too long")
    text, entities, losses = _parsed(raw.replace("\r", ""), parse_mode, explicit)
    text, entities = _trimmed(_CONTROL.sub(" ", text), entities)
    if not text and not may_be_empty:
        raise RefusedError("Bad Request: text must be non-empty")
    if len(text) > limit:
        raise RefusedError("Bad Request: message is too long")
    entities = _nested_properly(entities, losses)
    entities = sorted(entities + found_entities(text, entities), key=_rank)
    if len(entities) > MAX_ENTITIES:
        dropped = len(entities) - MAX_ENTITIES
        losses.append(f"{len(entities)} entities: the last {dropped} are silently dropped")
    return Formatted(text, entities[:MAX_ENTITIES], losses)


def found_entities(text: str, known: Sequence[Entity] = ()) -> list[Entity]:
    """The entities Telegram itself sees in plain text, outside those already known."""
    taken = [_span(e) for e in known if e["type"] not in _SPLITTABLE | _BLOCKQUOTES]
    found: list[Entity] = []
    for kind, pattern in _FOUND.items():
        for match in pattern.finditer(text):
            start = units(text[: match.start()])
            end = start + units(match[0])
            if all(end <= first or start >= last for first, last in taken):
                taken.append((start, end))
                found.append({"type": kind, "offset": start, "length": end - start})
    return sorted(found, key=_rank)


def _parsed(
    raw: str, parse_mode: str | None, explicit: Sequence[Entity] | None
) -> tuple[str, list[Entity], list[str]]:
    mode = (parse_mode or "").lower()
    if mode in {"markdown", "markdownv2"}:
        raise RefusedError(f"Bad Request: stand-in: parse mode {parse_mode} is not implemented")
    if mode not in {"", "html", "none"}:
        raise RefusedError("Bad Request: unsupported parse_mode")
    if mode == "html":
        try:
            return parse_html(raw)
        except EntityError as error:
            raise RefusedError(f"Bad Request: can't parse entities: {error}") from error
    entities = [dict(entity) for entity in explicit or ()]
    if any(e["offset"] < 0 or e["offset"] + e["length"] > units(raw) for e in entities):
        raise RefusedError("Bad Request: can't parse entities: entity is outside of the text")
    return raw, entities, []


def _trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Cut blanks off both ends (at the start only up to the first entity) and move entities."""
    if not text.strip(_BLANK):
        return "", []
    text = text.rstrip(" \n")
    entities = [_without_leading_blanks(text, entity) for entity in entities]
    first = min((entity["offset"] for entity in entities), default=len(text))
    blanks = min(first, len(text) - len(text.lstrip(" \n")))
    text = text[blanks:]
    total = units(text)
    kept: list[Entity] = []
    for entity in entities:
        offset = entity["offset"] - blanks
        length = min(entity["length"], total - offset)
        if length > 0 and cut(text, offset, length).strip():
            kept.append(entity | {"offset": offset, "length": length})
    return text, kept


def _without_leading_blanks(text: str, entity: Entity) -> Entity:
    """The entity without the blanks it begins with, which Telegram takes out of it."""
    marked = cut(text, entity["offset"], entity["length"])
    blanks = len(marked) - len(marked.lstrip(" \n"))
    return entity | {"offset": entity["offset"] + blanks, "length": entity["length"] - blanks}


def _nested_properly(entities: list[Entity], losses: list[str]) -> list[Entity]:
    """Drop and split what may not be nested: quotes in quotes, anything in code."""
    kept: list[Entity] = []
    ends = {"quote": 0, "whole": 0}
    for entity in sorted(entities, key=_rank):
        if entity["type"] in _SPLITTABLE | {"custom_emoji"}:
            continue
        group = "quote" if entity["type"] in _BLOCKQUOTES else "whole"
        if entity["offset"] < ends[group]:
            losses.append(f"{entity['type']} at {entity['offset']} is nested and silently dropped")
            continue
        ends[group] = entity["offset"] + entity["length"]
        kept.append(entity)
    code = [_span(entity) for entity in kept if entity["type"] in _CODE]
    for entity in entities:
        if entity["type"] in _SPLITTABLE | {"custom_emoji"}:
            kept += _outside(entity, code)
    return kept


def _outside(entity: Entity, holes: list[tuple[int, int]]) -> list[Entity]:
    """The parts of an entity that lie outside the holes (given in order)."""
    position, end = _span(entity)
    parts: list[tuple[int, int]] = []
    for first, last in holes:
        if last <= position or first >= end:
            continue
        parts.append((position, first))
        position = last
    parts.append((position, end))
    return [
        entity | {"offset": start, "length": stop - start} for start, stop in parts if stop > start
    ]


def _span(entity: Entity) -> tuple[int, int]:
    return entity["offset"], entity["offset"] + entity["length"]


def _rank(entity: Entity) -> tuple[int, int, int]:
    return entity["offset"], -entity["length"], _ORDER.get(entity["type"], 9)
