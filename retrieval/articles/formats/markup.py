"""A stretch of HTML, as the text of a record or a feed is written -> its blocks of plain text."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from typing import Final

from retrieval.model import BlockKind

Worded = tuple[BlockKind, str]
"""A block's kind and its words, on one line or several."""

_TAG: Final = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|u|h[1-6]|ul|ol|li|blockquote|img|figure|table|section|"
    r"article|iframe|script|style|font|sup|sub|hr|small)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_ESCAPED: Final = re.compile(r"&lt;(?:p|div|br|h[1-6]|ul|blockquote)\b.{0,2000}?&gt;", re.I | re.S)
_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
_SILENT: Final = frozenset(
    "script style noscript template iframe object svg math form button select textarea head nav "
    "audio video canvas".split()
)
"""What is between the two tags is no text."""
_BLOCKS: Final = frozenset(
    "p div li ul ol dl dt dd blockquote section article header footer aside main figure figcaption "
    "table tr pre hr h1 h2 h3 h4 h5 h6 address details summary".split()
)
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SPACES: Final = re.compile(r"[ \t\r\f\v]+")
_DEEPEST: Final = 500


def is_marked_up(text: str) -> bool:
    """Whether HTML stands in the text."""
    return _TAG.search(text) is not None


def decoded(text: str) -> str:
    """A text without markup whose signs may be written as HTML writes them: `&amp;` is &."""
    return unescape(text) if _ENTITY.search(text) else text


def unescaped(text: str) -> str:
    """A text whose tags were written as signs once more, `&lt;p&gt;`, with its tags."""
    if is_marked_up(text) or not _ESCAPED.search(text):
        return text
    return unescape(text)


def blocks_of(html: str) -> list[Worded]:
    """The blocks of a stretch of HTML, without what is no text. Raises ValueError where tags stand
    in tags beyond all reason."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    return parser.blocks()


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._found: list[Worded] = []
        self._words: list[str] = []
        self._kinds: list[tuple[str, BlockKind]] = []
        self._silent: list[str] = []

    def blocks(self) -> list[Worded]:
        self._end_block()
        return self._found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in _SILENT:
            self._silent.append(tag)
            if len(self._silent) > _DEEPEST:
                raise ValueError("tags in tags beyond all reason; save it anew")
        elif tag == "br":
            self._words.append("\n")
        elif tag in _BLOCKS:
            self._end_block()
            if tag in _HEADINGS or tag == "figcaption":
                kind: BlockKind = "caption" if tag == "figcaption" else "heading"
                self._kinds = [(tag, kind)]
        elif tag in ("td", "th"):
            self._words.append(" | " if "".join(self._words).strip() else " ")

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            if tag == self._silent[-1]:
                self._silent.pop()
        elif tag in _BLOCKS:
            self._end_block()
            self._kinds = [each for each in self._kinds if each[0] != tag]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _SILENT:
            self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._words.append(data.replace("\n", " "))

    def _end_block(self) -> None:
        text = "".join(self._words)
        self._words.clear()
        kind = self._kinds[-1][1] if self._kinds else "paragraph"
        for part in re.split(r"\n[ \t]*\n+", text):
            lines = [_SPACES.sub(" ", line).strip() for line in part.split("\n")]
            if words := "\n".join(filter(None, lines)):
                self._found.append((kind, words))
