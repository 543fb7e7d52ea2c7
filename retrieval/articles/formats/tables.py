"""Tables: CSV, TSV and their like -> a record for each row."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO
from typing import BinaryIO, Final

from retrieval.articles.formats import names
from retrieval.articles.formats.decoding import decode_any
from retrieval.articles.formats.exports.records import bytes_of
from retrieval.articles.formats.rows import NOTES
from retrieval.articles.reading import Reading
from retrieval.articles.unpacking import Unpacked

_LARGEST_CELL: Final = 4 * 2**20
_SIGNS: Final = ",;\t|"
_PARTS: Final = ("year", "month", "day")
_ABOVE: Final = re.compile(r"(?:\s*\n|sep=[,;\t|]\n|#[^\n]*\n)+")
"""What programs write above a table."""


def unpack(file: BinaryIO, name: str, reading: Reading) -> Iterator[Unpacked]:  # noqa: ARG001
    """The rows of a table, by their columns' names. Raises ValueError with the remedy."""
    text, note = decode_any(bytes_of(file), reading.encoding)
    csv.field_size_limit(_LARGEST_CELL)
    text = _ABOVE.sub("", text, count=1) if _ABOVE.match(text) else text
    first = text.partition("\n")[0]
    sign = max(_SIGNS, key=first.count)
    rows = csv.reader(StringIO(text, newline=""), delimiter=sign)
    columns = [each.strip() for each in next(rows, [])]
    _check(columns, reading)
    for number, row in enumerate(_rows(rows), start=2):
        if isinstance(row, str):
            yield Unpacked(str(number), None, row)
        elif any(cell.strip() for cell in row):
            record: dict[str, object] = dict(zip(columns, row, strict=False))
            record |= _day(record)
            yield Unpacked(str(number), record | {NOTES: [note]} if note else record)
            note = ""


def _day(record: dict[str, object]) -> dict[str, object]:
    """The day of a row that has a column for each of its parts."""
    parts = [str(each).strip() for name in _PARTS for each in (record.get(name),) if each]
    if len(parts) != len(_PARTS) or not all(map(str.isdecimal, parts)):
        return {}
    return {} if "date" in record else {"date": "-".join(each.zfill(2) for each in parts)}


def _check(columns: list[str], reading: Reading) -> None:
    wanted = {reading.text} if reading.text else set(map(names.simple, names.TEXT))
    if reading.summaries and not reading.text:
        wanted |= set(map(names.simple, names.SUMMARY))
    have = set(columns) | set(map(names.simple, columns))
    if not wanted & have:
        shown = ", ".join(columns)[:200]
        raise ValueError(
            f"a table without a column for the text; columns: {shown}; "
            'name it in [[coverage]]: text = "COLUMN"'
        )


def _rows(rows: Iterator[list[str]]) -> Iterator[list[str] | str]:
    while True:
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield f"not a row of a table ({error}); save it anew"
            continue
        if row is None:
            return
        yield row
