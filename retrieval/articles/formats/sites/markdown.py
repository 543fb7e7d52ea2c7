"""Markdown, with what stands above it -> Article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from markdown_it import MarkdownIt

from retrieval.articles.formats.decoding import decode_any
from retrieval.articles.formats.lines.said import day_in, outlet_and_day
from retrieval.articles.formats.markup import Worded, blocks_of
from retrieval.articles.formats.pages.notes import is_note, leads_away, with_notes
from retrieval.articles.formats.rows import BLOCKS, NOTES, article_of
from retrieval.articles.formats.sites.matter import part, unpublished
from retrieval.articles.formats.sites.signs import FOOTNOTE, without_signs
from retrieval.articles.reading import AS_IT_IS, Reading
from retrieval.articles.source import check_lines, check_size
from retrieval.errors import ArticleFormError
from retrieval.model import Article, BlockKind

_LARGEST: Final = 2**20
"""Characters: some Markdown takes its square in time."""
_MOST_SIGNS: Final = 30_000
_SIGN: Final = re.compile(r"[*_\[\]<>`~|]")
_BREAK: Final = re.compile(r"<br\s*/?>", re.I)
_STOP: Final = re.compile(r"[.!?…:;。！？][\"'’”»)]*$")
_MOST_HEADLINE: Final = 25


def parse(raw: bytes, *, article_id: str, path: str, reading: Reading = AS_IT_IS) -> Article:
    """The article in a file's bytes. Raises ArticleFormError."""
    try:
        record = _record(raw, path, reading)
        return article_of(record, article_id=article_id, path=path, reading=reading)
    except ValueError as error:
        raise ArticleFormError(path, str(error)) from error


def _record(raw: bytes, path: str, reading: Reading) -> dict[object, object]:
    check_size(raw)
    text, note = decode_any(raw, reading.encoding)
    text = text.replace("\0", "")
    check_lines(text)
    if len(text) > _LARGEST or len(_SIGN.findall(text)) > _MOST_SIGNS:
        raise ValueError("Markdown with too many signs; save the article's words as plain text")
    fields, text = part(text)
    if reason := unpublished(fields, path):
        raise ValueError(reason)
    notes = [" ".join(found[1].split()) for found in FOOTNOTE.finditer(text)]
    found = _blocks(without_signs(FOOTNOTE.sub("", text)))
    found = [each for each in found if not leads_away(each)]
    found = _with_headline(fields, found)
    found += [("note", _inline(note)) for note in notes if is_note(note)]
    if not any(kind == "paragraph" for kind, _ in found):
        raise ValueError("no paragraph; an article needs one")
    return {**fields, BLOCKS: with_notes(found), NOTES: [note] if note else []}


def _with_headline(fields: dict[object, object], found: list[Worded]) -> list[Worded]:
    """The blocks without the headline above them, which is taken where none is stated, and without
    a line below it that states the outlet and the day."""
    stated = next((fields[name] for name in ("headline", "title", "Title") if fields.get(name)), "")
    if found and found[0][0] == "heading":
        if not stated:
            fields["headline"] = stated = found[0][1]
        if _letters(found[0][1]) == _letters(str(stated)):
            found = found[1:]
    elif not stated and len(found) > 1 and _is_headline(found[0][1]):
        fields["headline"] = found[0][1]
        found = found[1:]
    if found and (said := _byline(found[0][1])):
        for name, value in said.items():
            fields.setdefault(name, value)
        found = found[1:]
    return found


def _is_headline(words: str) -> bool:
    return len(words.split()) <= _MOST_HEADLINE and not _STOP.search(words) and not _byline(words)


def _byline(words: str) -> dict[str, str]:
    """What a line such as `Oster Post, 2 January 2023` states; nothing for another."""
    if day := day_in(words):
        return {"published": day}
    return outlet_and_day(words)


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _blocks(text: str) -> list[Worded]:
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    return [each for each in _worded(tokens) if each[1].strip()]


def _worded(tokens: Sequence[Any]) -> Iterator[Worded]:
    kind: BlockKind = "paragraph"
    row: list[str] | None = None
    for token in tokens:
        if token.type == "heading_open":
            kind = "heading"
        elif token.type == "heading_close":
            kind = "paragraph"
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            yield "paragraph", " | ".join(filter(None, row or []))
            row = None
        elif token.type == "inline":
            words, is_caption = _words(token.children or [])
            if row is not None:
                row.append(words)
            else:
                yield "caption" if is_caption else kind, words
        elif token.type == "html_block":
            yield from blocks_of(token.content)
        elif token.type == "code_block" or (token.type == "fence" and not token.info.strip()):
            for each in re.split(r"\n\s*\n", token.content):
                yield "paragraph", " ".join(each.split())


def _words(children: Sequence[Any]) -> tuple[str, bool]:
    """The words of what stands in a line or several, and whether they belong to a picture."""
    parts, has_picture, plain, emphasis, struck = [], False, False, 0, 0
    for child in children:
        struck += child.nesting if child.type in ("s_open", "s_close") else 0
        if struck:
            continue
        if child.type == "image":
            has_picture = True
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type == "html_inline":
            parts.append(" " if _BREAK.fullmatch(child.content) else "")
        elif child.type in ("em_open", "strong_open"):
            emphasis += 1
        elif child.type in ("em_close", "strong_close"):
            emphasis -= 1
        elif child.type in ("text", "code_inline", "text_special"):
            parts.append(child.content)
            plain = plain or (not emphasis and bool(child.content.strip()))
    return " ".join("".join(parts).split()), has_picture and not plain


def _inline(text: str) -> str:
    return " ".join(words for _, words in _blocks(text))
