"""JSON: one object, an array, an object that holds one, or objects one after another -> records."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO, Final

from retrieval.articles.formats import names
from retrieval.articles.formats.decoding import decode_any
from retrieval.articles.formats.exports.records import bytes_of
from retrieval.articles.formats.fields import Flat
from retrieval.articles.formats.rows import NOTES
from retrieval.articles.reading import Reading
from retrieval.articles.unpacking import Unpacked

_DEEPEST: Final = 3


def unpack(file: BinaryIO, name: str, reading: Reading) -> Iterator[Unpacked]:  # noqa: ARG001
    """The records of a JSON file. Raises ValueError with the remedy where it is none."""
    text, note = decode_any(bytes_of(file), reading.encoding)
    found = list(_values(text))
    records = [each for value in found for each in _records(value)]
    if not records:
        raise ValueError("JSON in which no article is found; it needs objects with a text")
    for number, record in enumerate(records, start=1):
        place = "" if len(records) == 1 and found[0] is record else str(number)
        if isinstance(record, dict):
            yield Unpacked(place, record | {NOTES: [note]} if note and number == 1 else record)
        else:
            yield Unpacked(place, None, "not a JSON object; an article needs a text")


def _values(text: str) -> Iterator[object]:
    """The values, one after another. Raises ValueError with the line where it is no JSON."""
    decoder, place = json.JSONDecoder(), 0
    while True:
        while place < len(text) and text[place] in " \t\r\n,\x1e":
            place += 1
        if place >= len(text):
            return
        try:
            value, place = decoder.raw_decode(text, place)
        except RecursionError:
            raise ValueError("JSON that is too deep; save it anew") from None
        except json.JSONDecodeError as error:
            line = text.count("\n", 0, error.pos) + 1
            raise ValueError(f"line {line}: not JSON ({error.msg}); save it anew") from None
        yield value


def _records(value: object, deep: int = _DEEPEST) -> list[object]:
    """The records in a value: itself, the items of an array, or of the longest array in it."""
    if isinstance(value, list):
        if not deep or _is_of_objects(value):
            return value
        inside = [_records(each, deep - 1) for each in value[:20] if isinstance(each, dict)]
        return max((each for each in inside if _is_of_objects(each)), key=len, default=value)
    if not isinstance(value, dict):
        return []
    if next(Flat(value).values((*names.TEXT, *names.SUMMARY)), None) is not None or not deep:
        arrays = [each for each in value.values() if _is_of_objects(each)]
        if not arrays or isinstance(value.get("body"), str) or isinstance(value.get("text"), str):
            return [value]
    found = [_records(each, deep - 1) for each in value.values() if isinstance(each, dict | list)]
    objects = [each for each in found if _is_of_objects(each)]
    return max(objects, key=len, default=[value])


def _is_of_objects(value: object) -> bool:
    return isinstance(value, list) and any(
        isinstance(each, dict)
        and next(Flat(each).values((*names.TEXT, *names.SUMMARY)), None) is not None
        for each in value[:20]
    )
