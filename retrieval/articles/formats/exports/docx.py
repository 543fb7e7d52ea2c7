"""A text of Word, DOCX -> its record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any, BinaryIO, Final
from zipfile import ZipFile

from retrieval.articles.formats import packing
from retrieval.articles.formats.exports.records import bytes_of, record
from retrieval.articles.formats.exports.xml import first, local, tree_of
from retrieval.articles.formats.lines.opening import is_byline
from retrieval.articles.formats.lines.said import day_in, outlet_and_day
from retrieval.articles.formats.markup import Worded
from retrieval.articles.reading import Reading
from retrieval.articles.unpacking import Unpacked

_LARGEST: Final = 64 * 2**20
_LARGEST_PART: Final = 16 * 2**20
"""Bytes of the text with its marks, unpacked."""
_HEADLINES: Final = re.compile(r"title|titel|titre|título|titolo|headline|назва|заголовок$", re.I)
_HEADING: Final = re.compile(
    r"(?:heading|berschrift|titre|título|titolo|nagwek|заголовок)\s*(\d)?|\d", re.I
)
_FIRST_HEADING: Final = re.compile(r"[^\W\d]*\s*1")
_CAPTION: Final = re.compile(r"caption|beschriftung|légende|epígrafe|didascalia|підпис", re.I)
_STOP: Final = re.compile(r"[.!?…:;,][\"'’”»)\]]*$")
_SILENT: Final = frozenset(
    "del moveFrom instrText delText fldSimpleInstr txbxContent footnoteReference pict drawing "
    "AlternateContent commentReference rPr pPr sdtPr".split()
)
_MOST_HEADLINE: Final = 25
_DEEPEST: Final = 60
_NEAR: Final = 4
"""Lines below the headline among which a byline and a day may stand."""


def unpack(file: BinaryIO, name: str, reading: Reading) -> Iterator[Unpacked]:  # noqa: ARG001
    """The one article of the file. Raises ValueError with the remedy where it is none."""
    try:
        with ZipFile(BytesIO(bytes_of(file, _LARGEST))) as folder:
            document = tree_of(_part(folder, "word/document.xml"))
    except packing.BROKEN_FOLDER as error:
        raise ValueError("a text of Word that is broken; save it anew") from error
    body = first(document, "body")
    styled = list(_styled(document if body is None else body, _DEEPEST))
    headline, styled = _parted(styled)
    fields, styled = _said(styled)
    blocks: list[Worded] = [(_kind(style), words) for style, words in styled]
    if not any(kind == "paragraph" for kind, _ in blocks):
        raise ValueError("no paragraph; an article needs one")
    yield Unpacked("", record(blocks, headline=headline, **fields))


def _part(folder: ZipFile, name: str) -> bytes:
    """A part of the packed folder. Raises ValueError where it is larger than any is."""
    with folder.open(name) as part:
        raw = part.read(_LARGEST_PART + 1)
    if len(raw) > _LARGEST_PART:
        raise ValueError(f"over {_LARGEST_PART >> 20} MB unpacked; no article is that long")
    return raw


def _parted(styled: list[tuple[str, str]]) -> tuple[str, list[tuple[str, str]]]:
    """The headline and the rest: what is styled as one, else a short first line without a stop."""
    for number, (style, words) in enumerate(styled[:5]):
        if _HEADLINES.search(style) or _FIRST_HEADING.fullmatch(style):
            return words, styled[:number] + styled[number + 1 :]
    if len(styled) > 1:
        words = styled[0][1]
        if len(words.split()) <= _MOST_HEADLINE and not _STOP.search(words):
            return words, styled[1:]
    return "", styled


def _said(styled: list[tuple[str, str]]) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """What lines above the text say of it, and the others."""
    fields: dict[str, str] = {}
    kept: list[tuple[str, str]] = []
    for number, (style, words) in enumerate(styled):
        if number < _NEAR and not fields and (day := day_in(words)):
            fields["published"] = day
        elif number < _NEAR and not fields and (found := outlet_and_day(words)):
            fields |= found
        elif number >= _NEAR or not is_byline(words):
            kept.append((style, words))
    return (fields, kept) if kept else ({}, styled)


def _kind(style: str) -> Any:
    if _CAPTION.search(style):
        return "caption"
    return "heading" if _HEADING.match(style) or _HEADLINES.search(style) else "paragraph"


def _styled(element: Any, deep: int) -> Iterator[tuple[str, str]]:
    """Each paragraph's style and words; a table's row is one."""
    if not deep:
        return
    for child in element:
        name = local(child)
        if name == "p":
            if words := _words(child, deep):
                yield _style(child), words
        elif name == "tr":
            cells = (" ".join(words for _, words in _styled(cell, deep - 1)) for cell in child)
            if row := " | ".join(filter(None, cells)):
                yield "", row
        elif name not in _SILENT:
            yield from _styled(child, deep - 1)


def _style(paragraph: Any) -> str:
    style = first(paragraph, "pStyle")
    if style is None:
        return ""
    return next((value for key, value in style.attrib.items() if key.endswith("}val")), "")


def _words(element: Any, deep: int) -> str:
    return " ".join("".join(_texts(element, deep)).split())


def _texts(element: Any, deep: int) -> Iterator[str]:
    if not deep:
        return
    for child in element:
        name = local(child)
        if name == "t":
            yield child.text or ""
        elif name in ("tab", "br", "cr"):
            yield " "
        elif name == "noBreakHyphen":
            yield "-"
        elif name not in _SILENT and not (name == "r" and _is_hidden(child)):
            yield from _texts(child, deep - 1)


def _is_hidden(run: Any) -> bool:
    for properties in run:
        if local(properties) == "rPr":
            return any(
                local(each) in ("vanish", "strike", "dstrike") and _is_on(each)
                for each in properties
            )
    return False


def _is_on(element: Any) -> bool:
    value = next((value for key, value in element.attrib.items() if key.endswith("}val")), "true")
    return value not in ("false", "0", "off")
