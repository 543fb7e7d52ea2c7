"""The plain-text form, the seeds': bytes -> Article.

Line 1 is the headline; blank lines part the blocks after it. docs/articles.md gives the rules.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from retrieval.articles.formats import frontmatter
from retrieval.articles.formats.blocks import Line, Stretch, has_blank_between, lines_of, stretches
from retrieval.articles.formats.decoding import decode
from retrieval.articles.formats.fields import Flat, check_storable, stated
from retrieval.articles.formats.rows import made
from retrieval.articles.reading import AS_IT_IS, Reading
from retrieval.articles.source import check_lines, check_size
from retrieval.errors import ArticleFormError
from retrieval.model import Article, Block, BlockKind

HEADING_WORDS = 8
CAPTION_WORDS = 30
OUTLET_WORDS = 6

_NEEDED = "an article needs a headline and a paragraph"
_ENDS_IN_A_STOP = re.compile(r"[.?!…:;][\s\"'’‘”“»«›‹)\]}]*$")
_OUTLET = re.compile(r"source:?\s+(?P<name>\S.*)", re.IGNORECASE)
_STOP = re.compile(r"[.?!…:;](?:\s|$)")


def parse(raw: bytes, *, article_id: str, path: str, reading: Reading = AS_IT_IS) -> Article:
    """The article in the bytes of a text file. Raises ArticleFormError."""
    try:
        return _article(raw, article_id, path, reading)
    except ValueError as error:
        raise ArticleFormError(path, str(error)) from error


def _article(raw: bytes, article_id: str, path: str, reading: Reading) -> Article:
    check_size(raw)
    text = decode(raw)
    check_lines(text)
    if not text.strip():
        raise ValueError(f"empty file; {_NEEDED}")
    fields, text = frontmatter.part(text)
    check_storable(text, "the text")
    flat = Flat(fields)
    title, lines, each_line = _headline(text, stated(flat).headline)
    kicker, headline = _kicker(title)
    found, outlet = _outlet(text, stretches(text, lines, each_line=each_line))
    if not found:
        raise ValueError(f"no paragraph; {_NEEDED}")
    first, last = found[0].start, found[-1].end
    blocks = [
        Block(kind, stretch.start - first, stretch.end - first)
        for kind, stretch in zip(_kinds(text, found), found, strict=True)
    ]
    said = stated(flat, reading, path=path, outlet=outlet)
    said = said._replace(headline=headline, kicker=kicker or said.kicker)
    return made(text[first:last], blocks, said, article_id=article_id)


def _headline(text: str, given: str | None) -> tuple[str, list[Line], bool]:
    """The headline, the lines after it, and whether each of them is a block."""
    lines = lines_of(text)
    each_line = not has_blank_between(lines)
    first = next((number for number, line in enumerate(lines) if not line.blank), None)
    if first is None:
        raise ValueError(f"no paragraph; {_NEEDED}")
    opening = text[lines[first].start : lines[first].end]
    if given is None:
        return opening, lines[first + 1 :], each_line
    if opening.split() in (given.split(), _kicker(given)[1].split()):
        lines = lines[first + 1 :]
    return given, lines, each_line


def _kicker(title: str) -> tuple[str | None, str]:
    kicker, _, headline = (part.strip() for part in title.partition(" | "))
    return (kicker, headline) if kicker and headline else (None, title)


def _outlet(text: str, found: list[Stretch]) -> tuple[list[Stretch], str | None]:
    """The stretches without the outlet's line, and the outlet's name."""
    if not found or found[-1].lines > 1:
        return found, None
    match = _OUTLET.fullmatch(text, found[-1].start, found[-1].end)
    if not match or len(match["name"].split()) > OUTLET_WORDS or _STOP.search(match["name"]):
        return found, None
    return found[:-1], match["name"]


def _kinds(text: str, found: Sequence[Stretch]) -> list[BlockKind]:
    gaps = Counter(stretch.gap for stretch in found[1:])
    usual = min(gaps, key=lambda gap: (-gaps[gap], gap), default=1)
    short = [_is_heading_like(text, stretch) for stretch in found]
    apart = [
        usual == 1
        and number > 0
        and stretch.gap >= 2
        and stretch.lines == 1
        and len(text[stretch.start : stretch.end].split()) <= CAPTION_WORDS
        for number, stretch in enumerate(found)
    ]
    kinds: list[BlockKind] = []
    for number in range(len(found)):
        if short[number] and _heads_a_paragraph(number, short, apart):
            kinds.append("heading")
        else:
            kinds.append("caption" if apart[number] else "paragraph")
    return kinds


def _heads_a_paragraph(number: int, short: Sequence[bool], apart: Sequence[bool]) -> bool:
    """Whether a paragraph follows, at once or after captions, and no such line is a neighbour."""
    if number > 0 and short[number - 1]:
        return False
    for following in range(number + 1, len(short)):
        if short[following]:
            return False
        if not apart[following]:
            return True
    return False


def _is_heading_like(text: str, stretch: Stretch) -> bool:
    line = text[stretch.start : stretch.end]
    return (
        stretch.lines == 1
        and len(line.split()) <= HEADING_WORDS
        and not _ENDS_IN_A_STOP.search(line)
    )
