"""Telegram's HTML: marked-up text to plain text and entities, as the Bot API server reads it.

Offsets and lengths of entities count UTF-16 units. What Telegram refuses raises
:class:`EntityError`; what it drops without a word is named in the list of losses.
"""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

Entity = dict[str, Any]

_SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
_TAGS = {*_SIMPLE, "a", "code", "pre", "blockquote", "tg-emoji", "tg-time"}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([a-zA-Z]+));?")
_ATTRIBUTE = re.compile(r"""\s*([^\s=>/"']*)\s*(=\s*("[^"]*"|'[^']*'|[\w.\-]*))?""", re.ASCII)
_CODE = {"code", "pre"}


class EntityError(ValueError):
    """Markup that Telegram refuses; the text is Telegram's own."""


@dataclass
class _Open:
    tag: str
    argument: str
    offset: int
    start: int


def units(text: str) -> int:
    """The length of a text in UTF-16 units, as Telegram counts offsets."""
    return len(text) + sum(1 for letter in text if letter > "\uffff")


def cut(text: str, offset: int, length: int) -> str:
    """The part of a text between UTF-16 offsets."""
    return text.encode("utf-16-le")[2 * offset : 2 * (offset + length)].decode(
        "utf-16-le", "replace"
    )


def decode_references(text: str) -> str:
    """Decode the four named references Telegram knows and the numeric ones; leave all others."""

    def replace(found: re.Match[str]) -> str:
        hexadecimal, decimal, name = found.groups()
        if name is not None:
            return _NAMED.get(name, found[0])
        number = int(hexadecimal, 16) if hexadecimal else int(decimal)
        valid = 0 < number < 0x10FFFF and not 0xD800 <= number < 0xE000
        valid = valid and len(found[0].removesuffix(";")) < 10
        return chr(number) if valid else found[0]

    return _REFERENCE.sub(replace, text)


def checked_url(url: str, schemes: tuple[str, ...] = ("http", "https", "tg", "ton")) -> str | None:
    """The address as Telegram keeps it, or None when Telegram does not take it for one."""
    url = url.strip()
    if "://" not in url:
        url = "http://" + url
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    if parts.scheme not in schemes or not host:
        return None
    if parts.scheme in {"tg", "ton"}:
        return url
    if re.search(r"[\s<>\"]", url) or "." not in host.strip(".") or port == 0:
        return None
    rest = url.split("://", 1)[1][len(parts.netloc) :]
    slash = "" if rest.startswith("/") else "/"
    return f"{parts.scheme}://{parts.netloc.lower()}{slash}{rest}"


def parse_html(source: str) -> tuple[str, list[Entity], list[str]]:
    """Read marked-up text: the plain text, its entities, and what was silently lost."""
    parser = _Parser(source)
    parser.parse()
    for entity in parser.entities:
        if entity["type"] == "code":
            entity.pop("language", None)
    return parser.text, parser.entities, parser.losses


class _Parser:
    """One pass over marked-up text."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.text = ""
        self.entities: list[Entity] = []
        self.open: list[_Open] = []
        self.losses: list[str] = []

    def parse(self) -> None:
        """Read the whole source; raises EntityError where Telegram answers 400."""
        position = 0
        while position < len(self.source):
            tag = self.source.find("<", position)
            end = len(self.source) if tag < 0 else tag
            self.text += decode_references(self.source[position:end])
            if tag < 0:
                break
            closing = self.source[tag + 1 : tag + 2] == "/"
            position = self._close(tag) if closing else self._start(tag)
        if self.open:
            tag_name = self.open[-1].tag
            raise EntityError(f'Can\'t find end tag corresponding to start tag "{tag_name}"')

    def _bytes(self, position: int) -> int:
        return len(self.source[:position].encode())

    def _start(self, begin: int) -> int:
        """Read a start tag and return where it ends."""
        found = re.compile(r"[^\s>]*").match(self.source, begin + 1)
        assert found is not None
        if found.end() == len(self.source):
            raise EntityError(f"Unclosed start tag at byte offset {self._bytes(begin)}")
        tag = found[0].lower()
        if tag not in _TAGS:
            offset = self._bytes(begin)
            raise EntityError(f'Unsupported start tag "{tag}" at byte offset {offset}')
        attributes, end = self._attributes(tag, begin, found.end())
        argument = _argument(tag, attributes)
        if tag == "span" and argument != "spoiler":
            offset = self._bytes(begin)
            raise EntityError(f'Tag "span" must have class "tg-spoiler" at byte offset {offset}')
        if tag == "tg-emoji" and not argument.isdecimal():
            raise EntityError("Invalid custom emoji identifier specified")
        self.open.append(_Open(tag, argument, units(self.text), len(self.text)))
        return end

    def _attributes(self, tag: str, begin: int, position: int) -> tuple[dict[str, str], int]:
        attributes: dict[str, str] = {}
        unclosed = f'Unclosed start tag "{tag}" at byte offset {self._bytes(begin)}'
        while True:
            while self.source[position : position + 1].isspace():
                position += 1
            if position >= len(self.source):
                raise EntityError(unclosed)
            if self.source[position] == ">":
                return attributes, position + 1
            found = _ATTRIBUTE.match(self.source, position)
            if found is None or not found[1]:
                where = self._bytes(begin)
                raise EntityError(f'Empty attribute name in the tag "{tag}" at byte offset {where}')
            value = found[3] or ""
            position = found.end()
            if value[:1] in {'"', "'"}:
                value = decode_references(value[1:-1])
            elif self.source[position : position + 1] in {'"', "'"}:
                raise EntityError(unclosed)
            elif value and self.source[position : position + 1] not in {" ", "\n", "\t", ">", ""}:
                where = self._bytes(found.start(3))
                raise EntityError(f"Unexpected end of name token at byte offset {where}")
            attributes.setdefault(found[1], value)

    def _close(self, begin: int) -> int:
        """Read an end tag, make its entity, and return where the tag ends."""
        where = self._bytes(begin)
        if not self.open:
            raise EntityError(f"Unexpected end tag at byte offset {where}")
        found = re.compile(r"</([^\s>]*)\s*>").match(self.source, begin)
        if found is None:
            raise EntityError(f"Unclosed end tag at byte offset {where}")
        opened = self.open.pop()
        if found[1] and found[1] != opened.tag:
            raise EntityError(
                f"Unmatched end tag at byte offset {where}, "
                f'expected "</{opened.tag}>", found "</{found[1]}>"'
            )
        length = units(self.text) - opened.offset
        if length:
            self._add(opened, length)
        return found.end()

    def _add(self, opened: _Open, length: int) -> None:
        entity: Entity = {"type": "", "offset": opened.offset, "length": length}
        tag, argument = opened.tag, opened.argument
        if tag in _SIMPLE:
            entity["type"] = _SIMPLE[tag]
        elif tag == "blockquote":
            entity["type"] = "expandable_blockquote" if argument else "blockquote"
        elif tag == "tg-emoji":
            entity |= {"type": "custom_emoji", "custom_emoji_id": argument}
        elif tag == "tg-time":
            entity |= {"type": "date_time", "unix_time": int(argument or 0)}
        elif tag == "a":
            self._add_link(entity, argument or self.text[opened.start :])
            return
        else:
            self._add_code(entity, tag, argument)
            return
        self.entities.append(entity)

    def _add_link(self, entity: Entity, url: str) -> None:
        user = re.fullmatch(r"tg://user/?\?id=([0-9]+)", url)
        checked = checked_url(url)
        if user is not None:
            self.entities.append(entity | {"type": "text_mention", "user": {"id": int(user[1])}})
        elif checked is not None:
            self.entities.append(entity | {"type": "text_link", "url": checked})
        else:
            self.losses.append(f"the link to {url!r} is silently lost: not a valid address")

    def _add_code(self, entity: Entity, tag: str, argument: str) -> None:
        last = self.entities[-1] if self.entities else {}
        same = all(last.get(key) == entity[key] for key in ("offset", "length"))
        if same and {tag, str(last.get("type"))} == _CODE and (argument or last.get("language")):
            last |= {"type": "pre", "language": argument or last.get("language")}
            return
        entity["type"] = tag
        if argument:
            entity["language"] = argument
        self.entities.append(entity)


def _argument(tag: str, attributes: dict[str, str]) -> str:
    """What an entity needs of its tag's attributes."""
    if tag == "a":
        return attributes.get("href", "")
    if tag == "code":
        name = attributes.get("class", "")
        return name.removeprefix("language-") if name.startswith("language-") else ""
    if tag == "span":
        return attributes.get("class", "").removeprefix("tg-")
    if tag == "blockquote":
        return "1" if "expandable" in attributes else ""
    return attributes.get({"tg-emoji": "emoji-id", "tg-time": "unix"}.get(tag, ""), "")
