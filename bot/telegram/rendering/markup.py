"""Telegram's HTML, made so that its size after parsing is known by construction; pure.

Telegram counts a message's text in UTF-16 code units after its tags are taken away, counts its
tags as entities, and counts the raw HTML in bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from bot.text import units

Span = tuple[int, int]  # start and end in a text, the end left out

MOST_ENTITIES = 100


@dataclass(frozen=True, slots=True)
class Markup:
    """A stretch of a message: its HTML, and its text's UTF-16 units and entities once parsed."""

    html: str = ""
    units: int = 0
    entities: int = 0

    def __add__(self, other: Markup) -> Markup:
        return Markup(
            self.html + other.html, self.units + other.units, self.entities + other.entities
        )

    def __bool__(self) -> bool:
        return bool(self.html)


def plain(text: str) -> Markup:
    """`text` escaped: the one place where that happens."""
    return Markup(escape(text, quote=False), units(text))


def tag(name: str, inner: Markup, *, attribute: str = "") -> Markup:
    """`inner` between the tags of `name`; nothing stays nothing, for Telegram drops empty tags."""
    if not inner:
        return inner
    opening = f"<{name} {attribute}>" if attribute else f"<{name}>"
    return Markup(f"{opening}{inner.html}</{name}>", inner.units, inner.entities + 1)


def link(text: str, url: str) -> Markup:
    """`text`, leading to `url`."""
    return tag("a", plain(text), attribute=f'href="{escape(url)}"')


def join(parts: Iterable[Markup], separator: str = "\n") -> Markup:
    """The parts that hold something, with `separator` between them."""
    whole = Markup()
    for part in parts:
        if part:
            whole = whole + plain(separator) + part if whole else part
    return whole


def emphasised(text: str, spans: Iterable[Span]) -> Markup:
    """`text` with the words at `spans` in bold; words side by side share one mark."""
    whole, done = Markup(), 0
    for start, end in _merged(text, spans):
        whole = whole + plain(text[done:start]) + tag("b", plain(text[start:end]))
        done = end
    return whole + plain(text[done:])


def _merged(text: str, spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        start, end = max(0, start), min(end, len(text))
        if start >= end:
            continue
        if merged and (start <= merged[-1][1] or text[merged[-1][1] : start].isspace()):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
