"""robots.txt (RFC 9309): what a site asks programs to leave alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, Self
from urllib.parse import quote, unquote, urlsplit

LARGEST: Final = 512 * 2**10
"""Bytes that are read of it."""
_MOST_RULES: Final = 5_000
_LONGEST_RULE: Final = 1_000
_LINE: Final = re.compile(r"\s*([A-Za-z-]{1,20})\s*:\s*([^#]*)")


@dataclass
class _Group:
    rules: list[tuple[str, bool]] = field(default_factory=list)
    delay: float = 0.0


@dataclass(frozen=True)
class Robots:
    """What the file says to one program: rules (a path, whether it is allowed), the seconds between
    two requests, and the site's sitemaps."""

    rules: tuple[tuple[str, bool], ...] = ()
    delay: float = 0.0
    sitemaps: tuple[str, ...] = ()

    @classmethod
    def of(cls, text: str, program: str) -> Self:
        """What the text says to the program of that name, else to all."""
        groups: dict[str, _Group] = {}
        current: list[_Group] = []
        sitemaps: list[str] = []
        naming = count = 0
        for line in text.splitlines():
            found = _LINE.match(line)
            if not found:
                continue
            name, value = found[1].lower(), found[2].strip()
            if name == "sitemap":
                sitemaps.append(value)
            elif name == "user-agent":
                current = current if naming else []
                current.append(groups.setdefault(value.lower(), _Group()))
                naming = 1
            elif name in ("allow", "disallow", "crawl-delay"):
                naming, count = 0, count + 1
                if count <= _MOST_RULES:
                    _take(current, name, value)
        group = groups.get(program.lower()) or groups.get("*") or _Group()
        return cls(tuple(group.rules), group.delay, tuple(sitemaps))

    def allows(self, url: str) -> bool:
        """Whether the address may be asked for: the longest rule that fits decides, of two an
        `Allow`."""
        parts = urlsplit(url)
        path = _normal((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
        fitting = [(len(rule), allowed) for rule, allowed in self.rules if _fits(rule, path)]
        return max(fitting, default=(0, True))[1]


def _take(groups: list[_Group], name: str, value: str) -> None:
    for group in groups:
        if name == "crawl-delay":
            if re.fullmatch(r"\d{1,6}(?:\.\d{1,3})?", value):
                group.delay = float(value)
        elif value and len(value) <= _LONGEST_RULE:
            group.rules.append((_normal(value), name == "allow"))


def _normal(path: str) -> str:
    return quote(unquote(path, errors="replace"), safe="/*$?&=;:@!',()+~")


def _fits(rule: str, path: str) -> bool:
    """Whether the path begins as the rule says; `*` is anything, `$` the end."""
    ends = rule.endswith("$")
    first, *parts = rule.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    place = len(first)
    for at, part in enumerate(parts):
        if ends and at == len(parts) - 1:
            return path.endswith(part) and len(path) - len(part) >= place
        place = path.find(part, place)
        if place < 0:
            return False
        place += len(part)
    return not ends or place == len(path)
