"""A text as editors keep it, a list or a tree of blocks (Editor.js, Contentful, ProseMirror, Draft,
Portable Text, Slate, Lexical, Arc) -> the blocks of an article."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from retrieval.articles.formats.lines.blocks import lines_of
from retrieval.articles.formats.lines.wrapping import stretches
from retrieval.articles.formats.markup import Worded, blocks_of, decoded, is_marked_up
from retrieval.articles.formats.names import simple
from retrieval.model import BlockKind

_LISTED: Final = re.compile(r"\[\s*[\"']")
_LONGEST_LIST: Final = 2**18
_DEEPEST: Final = 24
_MOST: Final = 20_000
"""Blocks of a text; more has none."""
_TYPES: Final = ("type", "_type", "nodetype", "kind", "blocktype", "__typename", "style", "tag")
_WORDS: Final = (
    "text", "value", "processed", "rendered", "html", "content", "body", "paragraph", "insert",
    "bodyhtml", "contenthtml", "basic", "plaintext", "copy", "markup", "markdown", "quote",
)  # fmt: skip
"""What holds the words of a block, where it is a text."""
_BLOCKS: Final = (
    "blocks", "root", "doc", "document", "contentelements", "elements", "paragraphs", "sections",
    "bodies", "components", "ops", "p", "para", "data", "fields", "attributes", "json",
)  # fmt: skip
"""What holds a list or a tree of further blocks."""
_PARTS: Final = ("content", "children", "nodes", "body", "text", "value", "copy")
_CHILDREN: Final = (*_PARTS, "items")
"""What holds blocks, or the parts of one line."""
_TITLES: Final = ("heading", "subheading", "subtitle", "title", "header", "question")
_SILENT: Final = re.compile(
    r"image|img|picture|photo|gallery|video|audio|embed|iframe|advert|\bad\b|promo|interstitial|"
    r"newsletter|related|raw_?html|script|code|divider|thematic|horizontal|hr$|atomic|media|social|"
    r"tweet|oembed|reference|link_?list|button|\bcta\b|\bform\b|\bpoll\b|quiz|\bmap\b|asset|signup|"
    r"paywall|recirc|\bcomments?\b|delimiter|separator|linktool|table_?of_?contents|entry-block|external|attaches"
)
_INLINE: Final = re.compile(
    r"text|span|hard_?break|line_?break|break|br|tab|a|link|auto_?link|hyperlink|entry-hyperlink|"
    r"mention|emoji|em|strong|bold|italic|underline|mark|footnote_?ref"
)
_HEADING: Final = re.compile(r"h[1-6]|.*head(?:ing|er|line).*|title|subtitle|subhead\w*")
_NOTE: Final = re.compile(r".*correction.*|.*clarification.*|editors?_?note")
_ROWS: Final = re.compile(r"table_?(?:row|tr)|tr|row")
_LANGUAGE: Final = re.compile(r"[a-z]{2}(?:[-_][A-Za-z]{2})?")


def blocks_in(value: object) -> list[Worded]:
    """The blocks of a text that is a list or a tree; none for another value."""
    found: list[Worded] = []
    for each in _blocks(value, "paragraph", _DEEPEST):
        if each[1].strip():
            found.append(each)
        if len(found) > _MOST:
            return []
    return found


def has_paragraph(value: object) -> bool:
    """Whether a list or a tree holds a paragraph."""
    return any(
        kind == "paragraph" and bool(words.strip())
        for kind, words in _blocks(value, "paragraph", _DEEPEST)
    )


def listed(text: str) -> str | None:
    """The paragraphs of a list that a program wrote into one field, as JSON or as Python writes it;
    None for another text."""
    bare = text.strip()
    if not (_LISTED.match(bare) and bare.endswith("]") and len(bare) < _LONGEST_LIST):
        return None
    for read in (json.loads, ast.literal_eval):
        try:
            found = read(bare)
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            continue
        if isinstance(found, list) and all(isinstance(each, str) for each in found):
            return "\n\n".join(found)
    return None


def words_in(value: object) -> str | None:
    """A short text such as a headline, where it stands in an object or a list: `{"en": ...}`."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        inside = (each for each in value[:3] if isinstance(each, Mapping))
        return next(filter(None, map(words_in, inside)), None)
    if not isinstance(value, Mapping):
        return None
    given = {simple(str(name)): each for name, each in value.items()}
    for name in ("main", "rendered", "basic", "default", "name", "title", "full", *_WORDS[:3]):
        if isinstance(given.get(name), str) and given[name]:
            return str(given[name])
    return _of_a_language(value)


def _blocks(value: object, kind: BlockKind, deep: int) -> Iterator[Worded]:
    if not deep:
        return
    if isinstance(value, str):
        yield from _of_text(value, kind)
    elif isinstance(value, list):
        for each in value:
            yield from _blocks(each, kind, deep - 1)
    elif isinstance(value, Mapping):
        yield from _of_object(value, kind, deep)


def _of_text(text: str, kind: BlockKind) -> Iterator[Worded]:
    if is_marked_up(text):
        for inner, words in blocks_of(text):
            yield (kind if inner == "paragraph" else inner), words
        return
    text = decoded(text)
    for each in stretches(text, lines_of(text)):
        yield kind, text[each.start : each.end]


def _of_object(value: Mapping[object, object], kind: BlockKind, deep: int) -> Iterator[Worded]:
    given = {simple(str(name)): each for name, each in value.items()}
    which = _type_of(given)
    if _SILENT.search(which):
        yield from _caption(given)
        return
    if _NOTE.fullmatch(which):
        kind = "note"
    elif _HEADING.fullmatch(which):
        kind = "heading"
    for name in _TITLES:
        title = given.get(name)
        if kind != "heading" and isinstance(title, str) and title.strip():
            yield "heading", " ".join(title.split())
            break
    if (words := _line(given, which, deep)) is not None:
        yield from _of_text(words, kind)
        return
    found: list[Worded]
    for name in (*_BLOCKS, *_CHILDREN):
        inner = given.get(name)
        if isinstance(inner, list) and _is_table(inner):
            found = [("paragraph", " | ".join(filter(None, map(_cell, row)))) for row in inner]
        else:
            found = list(_blocks(inner, kind, deep - 1)) if not isinstance(inner, str) else []
        if found:
            yield from found
            return
    if text := _of_a_language(value):
        yield from _of_text(text, kind)


def _line(given: Mapping[str, object], which: str, deep: int) -> str | None:
    """The words of a block that is one line; None where it holds others."""
    for name in _WORDS:
        if isinstance(given.get(name), str):
            return str(given[name])
    for name in _PARTS:
        inner = given.get(name)
        if isinstance(inner, list) and inner and which and all(map(_is_inline, inner)):
            return "".join(_inline(each, deep) for each in inner)
        if isinstance(inner, list) and _ROWS.fullmatch(which):
            return " | ".join(filter(None, map(_cell, inner)))
    return None


def _is_inline(part: object) -> bool:
    if isinstance(part, str):
        return True
    if not isinstance(part, Mapping):
        return False
    given = {simple(str(name)): each for name, each in part.items()}
    which = str(given.get("type") or given.get("nodetype") or given.get("_type") or "")
    if which:
        return bool(_INLINE.fullmatch(which))
    return any(isinstance(given.get(name), str) for name in ("text", "value"))


def _inline(part: object, deep: int) -> str:
    if isinstance(part, str) or not deep:
        return str(part) if isinstance(part, str) else ""
    if not isinstance(part, Mapping):
        return ""
    given = {simple(str(name)): each for name, each in part.items()}
    if "break" in _type_of(given):
        return " "
    for name in ("text", "value"):
        if isinstance(given.get(name), str):
            return str(given[name])
    inner = next((given[name] for name in _CHILDREN if isinstance(given.get(name), list)), None)
    return "".join(_inline(each, deep - 1) for each in inner) if isinstance(inner, list) else ""


def _type_of(given: Mapping[str, object]) -> str:
    """What a block is, in lower case; of a style and a type of block, what the style says."""
    values = map(given.get, map(simple, _TYPES))
    found = [each for each in values if isinstance(each, str)]
    headed = next((each for each in found if _HEADING.fullmatch(each.lower())), None)
    return (headed or next(iter(found), "")).lower()


def _caption(given: Mapping[str, object]) -> Iterator[Worded]:
    """What stands under a picture."""
    inner = given.get("data")
    for each in (given, inner if isinstance(inner, Mapping) else {}):
        caption = each.get("caption")
        if isinstance(caption, str) and caption.strip():
            yield from _of_text(caption, "caption")


def _is_table(rows: Sequence[object]) -> bool:
    return len(rows) > 1 and all(isinstance(each, list) and len(each) > 1 for each in rows)


def _cell(value: object) -> str:
    return " ".join(words for _, words in _blocks(value, "paragraph", 4))


def _of_a_language(value: Mapping[object, object]) -> str | None:
    """The first text of an object that has one for each language."""
    if value and all(_LANGUAGE.fullmatch(str(name)) for name in value):
        return next((each for each in value.values() if isinstance(each, str) and each), None)
    return None
