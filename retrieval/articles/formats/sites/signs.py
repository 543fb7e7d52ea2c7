"""What programs that make sites read between the words of Markdown, and readers never see."""

from __future__ import annotations

import re
from typing import Final

FOOTNOTE: Final = re.compile(r"^ {0,3}\[\^[^\]\n]{1,100}\]:[ \t]*(.*(?:\n(?!\s*\n|\[\^).+)*)", re.M)
_CODE: Final = (
    (r"\{%-?\s*highlight\b[^{}]{0,300}%\}", r"\{%-?\s*endhighlight\s*-?%\}"),
    (r"\{%-?\s*comment\b[^{}]{0,300}%\}", r"\{%-?\s*endcomment\s*-?%\}"),
    (r"\{\{[<%]\s*highlight\b[^{}]{0,300}[%>]\}\}", r"\{\{[<%]\s*/\s*highlight\s*[%>]\}\}"),
    (r"\{\{[<%]\s*mermaid\b[^{}]{0,300}[%>]\}\}", r"\{\{[<%]\s*/\s*mermaid\s*[%>]\}\}"),
    (r"\{\{[<%]\s*rawhtml\b[^{}]{0,300}[%>]\}\}", r"\{\{[<%]\s*/\s*rawhtml\s*[%>]\}\}"),
    (r"<script\b[^<>]{0,500}>", r"</script\s*>"),
    (r"<style\b[^<>]{0,500}>", r"</style\s*>"),
    (r"<svg\b[^<>]{0,500}>", r"</svg\s*>"),
    (r"<iframe\b[^<>]{0,500}>", r"</iframe\s*>"),
    (r"%%", r"%%"),
)
_BETWEEN: Final = tuple(
    (re.compile(opening, re.I), re.compile(closing, re.I)) for opening, closing in _CODE
)
_FIGURE: Final = re.compile(
    r"\{(?:\{[<%]|%)\s*(?:figure|include figure\S*|imgproc|image|img)\b[^{}]{0,1000}?"
    r"\bcaption\s*=\s*(?:\"([^\"]{1,600})\"|'([^']{1,600})'|“([^”]{1,600})”)[^{}]{0,1000}[%>]?\}\}?"
)
_CODES: Final = (
    re.compile(r"\{\{[<%][^{}]{0,2000}[%>]\}\}"),
    re.compile(r"\{%[^{}]{0,2000}%\}"),
    re.compile(r"\{\{[^{}]{0,500}\}\}"),
    re.compile(r"^\{:[^{}\n]{0,300}\}[ \t]*$", re.M),
    re.compile(r"\{:[^{}\n]{1,300}\}"),
    re.compile(r"(?<=\S)[ \t]*\{[#.][^{}\n]{1,200}\}[ \t]*$", re.M),
    re.compile(r"^:{3,}.{0,200}$", re.M),
    re.compile(r"^[ \t]*(?:\[TOC\]|\[\[_?TOC_?\]\]|[*-] TOC)[ \t]*$", re.M | re.I),
    re.compile(r"!\[\[[^\]\n]{1,500}\]\]"),
    re.compile(r"\[\^[^\]\n]{1,100}\]"),
    re.compile(r"(?<=\s)\^[A-Za-z0-9-]{1,60}[ \t]*$", re.M),
    re.compile(r"(?<=^> )\[![\w-]{1,30}\][+-]?[ \t]*", re.M),
    re.compile(r"^[ \t]*(?:#[^\s#]{1,60}[ \t]*)+$", re.M),
    re.compile(r"^(?:import|export)\s[^\n]{0,500}(?:from\s+['\"]|=)[^\n]{0,300}$", re.M),
)
_LINK: Final = re.compile(r"\[\[(?:[^\]|\n]{0,300}\|)?([^\]|\n]{1,300})\]\]")
_MARKED: Final = re.compile(r"==(?=\S)([^=\n]{1,500})(?<=\S)==")


def without_signs(text: str) -> str:
    """The Markdown without short codes, marks of footnotes, attributes, tags and embedded notes; a
    caption in a code is one in HTML."""
    for opening, closing in _BETWEEN:
        text = _without(text, opening, closing)
    text = _FIGURE.sub(_caption, text)
    for code in _CODES:
        text = code.sub("", text)
    text = _LINK.sub(r"\1", text)
    return _MARKED.sub(r"\1", text)


def _without(text: str, opening: re.Pattern[str], closing: re.Pattern[str]) -> str:
    """The text without what stands between the two; in time that grows with its length alone."""
    parts, place = [], 0
    while found := opening.search(text, place):
        end = closing.search(text, found.end())
        if end is None:
            break
        parts.append(text[place : found.start()])
        place = end.end()
    return "".join((*parts, text[place:]))


def _caption(found: re.Match[str]) -> str:
    words = found[1] or found[2] or found[3]
    return f"\n\n<figcaption>{words}</figcaption>\n\n"
