"""What readers of exports share: a file's bytes, unpacked and bounded, and an article's record."""

from __future__ import annotations

import re
from collections.abc import Iterable
from io import BufferedReader
from typing import BinaryIO, Final, cast

from retrieval.articles.formats import packing
from retrieval.articles.formats.decoding import newlines
from retrieval.articles.formats.lines.blocks import lines_of
from retrieval.articles.formats.lines.wrapping import stretches
from retrieval.articles.formats.markup import Worded, blocks_of, decoded, is_marked_up, unescaped
from retrieval.articles.formats.pages.notes import leads_away, with_notes
from retrieval.articles.formats.rows import BLOCKS, MARKS

LARGEST: Final = 256 * 2**20
_CHUNK: Final = 2**20
_PACKED: Final = (16 * 2**20, 200)
"""Bytes from which on a file is refused that is so many times as large as it is packed."""
_BLANK: Final = re.compile(r"\n[ \t]*\n")


class _Counted:
    """A file, and how many bytes of it were read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.taken = 0

    def read(self, size: int = -1) -> bytes:
        raw = self._file.read(size)
        self.taken += len(raw)
        return raw


def unpacked(file: BinaryIO) -> BinaryIO:
    """The file, unpacked where it is packed, whatever its name says."""
    return packing.unpacked(file, _head(file))


def bytes_of(file: BinaryIO, most: int = LARGEST) -> bytes:
    """All bytes of the file, unpacked. Raises ValueError with the remedy where they are more than
    `most`, the same again and again, or broken."""
    head = _head(file)
    counted = _Counted(file)
    parts, size = [], 0
    least, times = _PACKED
    try:
        inner = packing.unpacked(cast("BinaryIO", counted), head)
        while part := inner.read(_CHUNK):
            parts.append(part)
            size += len(part)
            if size > most:
                raise ValueError(f"over {most >> 20} MB; split it")
            if size > least and size > times * counted.taken:
                raise ValueError(f"packed more than {times} times as small; unpack it")
    except packing.BROKEN as error:
        raise ValueError("broken where it is packed; pack it again") from error
    return b"".join(parts)


def _head(file: BinaryIO) -> bytes:
    size = packing.LONGEST_SIGN
    return cast("BufferedReader", file).peek(size)[:size]


def record(
    blocks: Iterable[Worded], *, marks: Iterable[str] = (), **fields: str | None
) -> dict[str, object]:
    """An article as a record, its fields by their usual names; what is empty is left out. What
    leads to other articles is no block of it, and corrections are notes."""
    kept = [(kind, words) for kind, words in blocks if not leads_away((kind, words))]
    found: dict[str, object] = {name: value for name, value in fields.items() if value}
    if given := list(marks):
        found[MARKS] = given
    found[BLOCKS] = with_notes(kept)
    return found


def worded(text: str, *, is_html: bool = False) -> list[Worded]:
    """The blocks of a text, with or without HTML; blank lines part it where no tag does."""
    text = unescaped(newlines(text))
    if is_html or is_marked_up(text):
        if not re.search(r"<(?:p|div|li|blockquote)\b", text, re.I):
            text = _BLANK.sub("<br><br>", text)
        return blocks_of(text)
    return plain(decoded(text))


def plain(text: str) -> list[Worded]:
    """The paragraphs of a text whose every sign is meant."""
    return [("paragraph", text[each.start : each.end]) for each in stretches(text, lines_of(text))]
