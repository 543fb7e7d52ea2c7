"""JSON Lines: a file -> its lines; a line {"headline", "text", "outlet", ...} -> Article."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, Final, cast

from retrieval.articles.folders import opened
from retrieval.articles.formats import packing
from retrieval.articles.formats.fields import id_of
from retrieval.articles.formats.rows import article_of, flat_of, text_of
from retrieval.articles.reading import AS_IT_IS, Reading
from retrieval.articles.skipped import Skipped, Unread
from retrieval.articles.source import LARGEST, Source, check_size
from retrieval.errors import ArticleFormError
from retrieval.model import Article

SUFFIXES: Final = (".jsonl.gz", ".jsonl.zst", ".jsonl", ".ndjson", ".jl")
_USELESS: Final = 200_000
"""Lines that are blank, or no articles, after which a file is given up, and ten for each other."""
_LONGEST_LINE: Final = 128 * 2**20
"""Bytes after which a file is given up whose line does not end."""
_AROUND: Final = b" \t\r\n\v\f\x1e"
_PACKED: Final = (16 * 2**20, 200)
"""Bytes from which on a file is given up that is so many times as large as it is packed."""


class _EndlessError(Exception):
    """What a file goes on with, on and on."""


def records(
    path: Path, shown: str, stem: str, reading: Reading = AS_IT_IS
) -> Iterator[Source | Skipped]:
    """The lines of the file at `path`, shown to a person as `shown`, as Sources; ids are those that
    they state, else `stem` with their number. Raises OSError."""
    good, bad, how = 0, 0, None
    try:
        with opened(path) as packed, _unpacked(packed) as file:
            how = packing.how(packed.peek(packing.LONGEST_SIGN))
            for number, line in _lines(file, packed):
                found = _record(
                    line, f"{shown}:{number}", f"{stem}#{number}", packed.tell(), reading
                )
                yield found
                good, bad = good + isinstance(found, Source), bad + isinstance(found, Skipped)
                _check(bad, good, "lines that are no articles")
    except _EndlessError as error:
        yield Unread.at(path, f"{error} without end; it was read up to there: save it anew")
    except packing.BROKEN as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        reason = f"broken {how} file; compress it again (the lines before the break are read)"
        yield Unread.at(path, reason)
    else:
        if not good + bad:
            reason = "empty file; a JSON object with headline and text is needed on a line"
            yield Skipped(shown, reason)


def parse(raw: bytes, *, article_id: str, path: str, reading: Reading = AS_IT_IS) -> Article:
    """The article in the record `raw`, its paragraphs parted by blank lines or, where there is
    none, by newlines. Raises ArticleFormError."""
    try:
        return article_of(record_of(raw), article_id=article_id, path=path, reading=reading)
    except ValueError as error:
        raise ArticleFormError(path, str(error)) from error


def record_of(raw: bytes) -> dict[object, object]:
    """The JSON object in the line `raw`. Raises ValueError with the remedy."""
    check_size(raw)
    try:
        record = json.loads(raw.decode())
    except UnicodeDecodeError:
        raise ValueError("not UTF-8; save the file as UTF-8") from None
    except (ValueError, RecursionError):
        raise ValueError("not JSON; each line must be one whole JSON object") from None
    if not isinstance(record, dict):
        raise ValueError('not a JSON object; write {"headline": ..., "text": ...}')
    return record


def _unpacked(file: BufferedReader) -> BinaryIO:
    """The file, unpacked where it is packed, whatever its name says."""
    return packing.unpacked(cast("BinaryIO", file), file.peek(packing.LONGEST_SIGN))


def _lines(file: BinaryIO, packed: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """The lines that are not blank, with their numbers; None for one larger than LARGEST."""
    number = blank = size = 0
    least, times = _PACKED
    while line := file.readline(LARGEST + 1):
        number, size = number + 1, size + len(line)
        if len(line) > LARGEST:
            size += _rest_of_line(file)
            yield number, None
        elif record := line.removeprefix(b"\xef\xbb\xbf").strip(_AROUND):
            yield number, record
        else:
            blank += 1
            _check(blank, number - blank, "blank lines")
        if size > least and size > times * packed.tell():
            raise _EndlessError("the same again and again,")


def _rest_of_line(file: BinaryIO) -> int:
    """Its bytes, read and forgotten."""
    size = 0
    while line := file.readline(LARGEST):
        size += len(line)
        if line.endswith(b"\n"):
            break
        if size > _LONGEST_LINE:
            raise _EndlessError("a line")
    return size


def _check(useless: int, others: int, what: str) -> None:
    if useless > _USELESS + 10 * others:
        raise _EndlessError(what)


def _record(
    line: bytes | None, shown: str, fallback: str, end: int, reading: Reading
) -> Source | Skipped:
    if line is None:
        return Skipped(shown, f"over {LARGEST >> 20} MB; write one record on each line")
    try:
        flat = flat_of(record_of(line))
        text_of(flat, reading)
        given = id_of(flat, reading)
    except ValueError as error:
        return Skipped(shown, str(error))
    return Source(given or fallback, shown, "jsonl", line, end, reading)
