"""The plain-text form, the seeds': bytes -> Article.

Line 1 is the headline; blank lines part the blocks after it. docs/articles.md gives the rules.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from retrieval.articles.formats import frontmatter
from retrieval.articles.formats.decoding import decode
from retrieval.articles.formats.fields import Flat, stated, without_outlet
from retrieval.articles.formats.lines.blocks import Line, Stretch, lines_of
from retrieval.articles.formats.lines.opening import is_byline, named, opening
from retrieval.articles.formats.lines.page_heads import whole
from retrieval.articles.formats.lines.said import is_rule, part_lines
from retrieval.articles.formats.lines.turns import turn_lines
from retrieval.articles.formats.lines.updates import parted
from retrieval.articles.formats.lines.wrapping import stretches
from retrieval.articles.formats.markup import decoded
from retrieval.articles.formats.pages.notes import leads_away
from retrieval.articles.formats.rows import made
from retrieval.articles.formats.sites.matter import unpublished
from retrieval.articles.formats.values.texts import check_storable
from retrieval.articles.reading import AS_IT_IS, Reading
from retrieval.articles.source import check_lines, check_size
from retrieval.errors import ArticleFormError
from retrieval.languages.forms.newspaper_words import AMENDED, CORRECTION, SOURCE
from retrieval.model import Article, Block, BlockKind

HEADING_WORDS = 8
CAPTION_WORDS = 30
OUTLET_WORDS = 6

_NEEDED = "an article needs a headline and a paragraph"
_ENDS_IN_A_STOP = re.compile(r"[.?!…:;][\s\"'’‘”“»«›‹)\]}]*$")
_OUTLET = re.compile(
    rf"(?:{'|'.join(SOURCE.split())})(?:\s*[:：]\s*|\s+)(?P<name>\S.*)", re.IGNORECASE
)
_COMMENTS = re.compile(r"\A(?:\s*<!--.*?-->)+\s*?\n", re.DOTALL)
_NOTE = re.compile(
    rf"(?:{CORRECTION})\s*(?:\([^()]{{1,60}}\)\s*)?[:：–—-]\s|(?:{AMENDED})", re.IGNORECASE
)
_STOP = re.compile(r"[.?!…:;](?:\s|$)")


def parse(raw: bytes, *, article_id: str, path: str, reading: Reading = AS_IT_IS) -> Article:
    """The article in the bytes of a text file. Raises ArticleFormError."""
    try:
        return _article(raw, article_id, path, reading)
    except ValueError as error:
        raise ArticleFormError(path, str(error)) from error


def _article(raw: bytes, article_id: str, path: str, reading: Reading) -> Article:
    check_size(raw)
    text, note = decode(raw, reading.encoding)
    check_lines(text.replace("\f", "\n") if "\f" in text else text)
    if not text.strip():
        raise ValueError(f"empty file; {_NEEDED}")
    fields, text = frontmatter.part(_COMMENTS.sub("", text))
    if reason := unpublished(fields, path):
        raise ValueError(reason)
    around, text = part_lines(text)
    paged = whole(text if "<" in text else decoded(text))
    text = paged.text
    check_storable(text, "the text")
    flat = Flat({**around, **fields})
    title, lines = _headline(text, stated(flat).headline)
    kicker, headline, beside = named(title) if title else (None, None, None)
    found, outlet, url = _outlet(text, parted(text, stretches(text, lines)))
    if not found:
        raise ValueError(f"no paragraph; {_NEEDED}")
    if url:
        flat.add("url", url)
    first, last = found[0].start, found[-1].end
    blocks = [
        Block(kind, stretch.start - first, stretch.end - first)
        for kind, stretch in zip(_kinds(text, found), found, strict=True)
        if not _is_around(text[stretch.start : stretch.end], stretch)
    ] or [Block("paragraph", 0, last - first)]
    said = stated(flat, reading, path=path, outlet=outlet or beside)
    notes = (*said.notes, *filter(None, [note]), *paged.notes)
    headline = without_outlet(headline, said.outlet)
    said = said._replace(headline=headline, kicker=kicker or said.kicker, notes=notes)
    marks = paged.marks(first)
    return made(text[first:last], blocks, said, article_id=article_id, marks=marks)


def _is_around(words: str, stretch: Stretch) -> bool:
    """Whether a line says who wrote the article, or leads to others, and no more."""
    lines = [each for each in words.split("\n") if not is_rule(each)] if stretch.lines < 3 else []
    return len(lines) == 1 and (is_byline(lines[0]) or leads_away(("paragraph", lines[0])))


def _headline(text: str, given: str | None) -> tuple[str | None, list[Line]]:
    """The headline, if there is one, and the lines after it."""
    lines = lines_of(text)
    found, used = opening(text, lines)
    first = next((number for number, line in enumerate(lines) if not line.blank), 0)
    if found and lines[first].start in turn_lines(text, lines):
        found, used = None, first
    if used == len(lines) and found is None:
        raise ValueError(f"no paragraph; {_NEEDED}")
    if given is None:
        return found, lines[used:]
    above = text[lines[first].start : lines[first].end].lstrip("# ").split()
    if above in (given.split(), named(given)[1].split()):
        return given, lines[first + 1 :]
    if found and found.split() == given.split():
        return given, lines[used:]
    return given, lines


def _outlet(text: str, found: list[Stretch]) -> tuple[list[Stretch], str | None, str | None]:
    """The stretches without the line that names the outlet, the name, or its address."""
    if not found or found[-1].lines > 1:
        return found, None, None
    match = _OUTLET.fullmatch(text, found[-1].start, found[-1].end)
    if not match:
        return found, None, None
    name = match["name"]
    if name.startswith(("https://", "http://")) and " " not in name:
        return found[:-1], None, name
    if len(name.split()) > OUTLET_WORDS or _STOP.search(name):
        return found, None, None
    return found[:-1], name, None


def _kinds(text: str, found: Sequence[Stretch]) -> list[BlockKind]:
    gaps = Counter(stretch.gap for stretch in found[1:])
    usual = min(gaps, key=lambda gap: (-gaps[gap], gap), default=1)
    turns = turn_lines(text, lines_of(text))
    short = [stretch.start not in turns and _is_heading_like(text, stretch) for stretch in found]
    apart = [
        usual == 1
        and number > 0
        and stretch.gap >= 2
        and stretch.lines == 1
        and len(text[stretch.start : stretch.end].split()) <= CAPTION_WORDS
        for number, stretch in enumerate(found)
    ]
    kinds: list[BlockKind] = []
    for number, stretch in enumerate(found):
        if _NOTE.match(text, stretch.start, stretch.end):
            kinds.append("note")
        elif short[number] and _heads_a_paragraph(number, short, apart):
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
