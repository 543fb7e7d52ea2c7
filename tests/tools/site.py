"""Whether the built documentation loads anything from elsewhere when a page is opened.

`python -m tests.tools.site FOLDER` names each script, style, font or picture with an address of its
own, and exits with 1 if there is one.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

_LOADED: Final = {
    "audio": ("src",),
    "embed": ("src",),
    "iframe": ("src",),
    "img": ("src", "srcset"),
    "link": ("href",),
    "object": ("data",),
    "script": ("src",),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
}
_NOT_LOADED: Final = frozenset({"canonical", "prev", "next", "alternate", "license"})
_IN_STYLES: Final = re.compile(r"(?:url\(|@import)\s*[\"']?\s*((?:https?:)?//[^\"')\s]+)")
_IN_SVG: Final = re.compile(r"(?:href|src)=\"((?:https?:)?//[^\"]+)\"|<script")
_MERMAID: Final = re.compile(r"class=\"[^\"]*\bmermaid\b")  # its script comes from elsewhere


class _Page(HTMLParser):
    """The addresses that a page loads from elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag == "link" and set((given.get("rel") or "").split()) <= _NOT_LOADED:
            return
        self.found += [
            given[name] or ""
            for name in _LOADED.get(tag, ())
            if re.match(r"\s*(?:https?:)?//", given.get(name) or "")
        ]


def elsewhere(folder: Path) -> Iterator[str]:
    """What the pages, styles and pictures below a folder load from elsewhere, with the file."""
    for path in sorted(folder.rglob("*")):
        if path.suffix not in (".html", ".css", ".svg"):
            continue
        text = path.read_text(encoding="utf-8")
        found = _IN_STYLES.findall(text)
        if path.suffix == ".html":
            page = _Page()
            page.feed(text)
            found += page.found + _MERMAID.findall(text)
        if path.suffix == ".svg":
            found += [match[0] for match in _IN_SVG.finditer(text)]
        yield from (f"{path.relative_to(folder)}: {each}" for each in found)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    if not (folder / "index.html").exists():
        sys.exit(f"{folder}: no built documentation")
    if lines := list(elsewhere(folder)):
        sys.exit("\n".join(["loaded from elsewhere:", *lines]))
