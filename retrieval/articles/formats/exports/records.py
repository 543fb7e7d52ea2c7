"""What readers of exports share: a file's bytes, unpacked and bounded, and an article's record."""

from __future__ import annotations

import bz2
import gzip
import re
import zlib
from collections.abc import Iterable
from io import BufferedReader
from typing import BinaryIO, Final, cast

from retrieval.articles.formats.blocks import lines_of
from retrieval.articles.formats.decoding import newlines
from retrieval.articles.formats.markup import Worded, blocks_of, decoded, is_marked_up
from retrieval.articles.formats.pages.notes import leads_away, with_notes
from retrieval.articles.formats.rows import BLOCKS, MARKS
from retrieval.articles.formats.wrapping import stretches

LARGEST: Final = 256 * 2**20
_BLANK: Final = re.compile(r"\n[ \t]*\n")


def unpacked(file: BinaryIO) -> BinaryIO:
    """The file, unpacked where it is gzip or bzip2, whatever its name says."""
    head = cast("BufferedReader", file).peek(3)[:3]
    if head[:2] == b"\x1f\x8b":
        return cast("BinaryIO", gzip.GzipFile(fileobj=file))
    return cast("BinaryIO", bz2.BZ2File(file)) if head == b"BZh" else file


def bytes_of(file: BinaryIO, most: int = LARGEST) -> bytes:
    """All bytes of the file, unpacked. Raises ValueError with the remedy where they are more than
    `most`, or broken."""
    try:
        raw = unpacked(file).read(most + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ValueError("broken where it is packed; pack it again") from error
    if len(raw) > most:
        raise ValueError(f"over {most >> 20} MB; split it")
    return raw


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
    text = newlines(text)
    if is_html or is_marked_up(text):
        if not re.search(r"<(?:p|div|li|blockquote)\b", text, re.I):
            text = _BLANK.sub("<br><br>", text)
        return blocks_of(text)
    return plain(decoded(text))


def plain(text: str) -> list[Worded]:
    """The paragraphs of a text whose every sign is meant."""
    return [("paragraph", text[each.start : each.end]) for each in stretches(text, lines_of(text))]
