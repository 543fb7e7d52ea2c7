"""JSON: one object, an array, an object that holds one, or objects one after another -> records."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from retrieval.articles.formats.decoding import decode_any
from retrieval.articles.formats.exports.records import bytes_of
from retrieval.articles.formats.objects.wrapped import has_words, is_whole, unwrapped
from retrieval.articles.formats.rows import NOTES
from retrieval.articles.reading import Reading
from retrieval.articles.recognition.shapes import BEFORE_JSON
from retrieval.articles.unpacking import Unpacked

_DEEPEST: Final = 6
_BETWEEN: Final = frozenset(" \t\r\n,\x1e);")
_ARTICLE: Final = re.compile(r"Article|BlogPosting|Report")


def unpack(file: BinaryIO, name: str, reading: Reading) -> Iterator[Unpacked]:  # noqa: ARG001
    """The records of a JSON file. Raises ValueError with the remedy where it is none."""
    text, note = decode_any(bytes_of(file), reading.encoding)
    text = BEFORE_JSON.sub("", text, count=1) if BEFORE_JSON.match(text) else text
    found = list(_values(text))
    records = [each for value in found for each in records_in(value)]
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
        while place < len(text) and text[place] in _BETWEEN:
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


def records_in(value: object, deep: int = _DEEPEST) -> list[object]:
    """The records in a value: itself, the items of an array, or of what in it holds most."""
    if isinstance(value, list):
        if not deep or any(map(_is_one, value[:20])):
            return _articles(value)
        inside = [records_in(each, deep - 1) for each in value[:20] if isinstance(each, dict)]
        return max(filter(_is_of_objects, inside), key=_worth, default=value)
    if not isinstance(value, dict):
        return []
    if turned := _turned(value):
        return turned
    inner = unwrapped(value)
    if is_whole(inner) or not deep:
        return [value]
    found = [records_in(each, deep - 1) for each in value.values() if isinstance(each, dict | list)]
    found.append([each for each in value.values() if isinstance(each, dict) and is_whole(each)])
    best = max(filter(_is_of_objects, found), key=_worth, default=[])
    return best if best and (_worth(best)[0] or not has_words(inner)) else [value]


def _turned(value: dict[str, object]) -> list[object]:
    """The rows of a table that is kept by its columns, as pandas writes one; none for another."""
    columns, data = value.get("columns"), value.get("data")
    if isinstance(columns, list) and isinstance(data, list) and all(map(_is_row, data)):
        return [dict(zip(map(str, columns), row, strict=False)) for row in data]
    inside = [each for each in value.values() if isinstance(each, dict)]
    if len(inside) < 2 or len(inside) < len(value) or not inside[0]:
        return []
    keys = inside[0].keys()
    if any(each.keys() != keys for each in inside) or not all(map(str.isdecimal, keys)):
        return []
    return [{name: value[name][key] for name in value} for key in keys]  # type: ignore[index]


def _is_row(row: object) -> bool:
    return isinstance(row, list)


def _worth(records: list[object]) -> tuple[int, int]:
    """How many of them are whole articles; how many there are."""
    inside = [unwrapped(each) for each in records if isinstance(each, dict)]
    return sum(map(is_whole, inside)), len(inside)


def _articles(records: list[object]) -> list[object]:
    """The records without what, of things described beside articles, is a site, a person, ..."""
    typed = [str(each.get("@type", "")) for each in records if isinstance(each, dict)]
    if not any(map(_ARTICLE.search, typed)):
        return records
    return [
        each
        for each in records
        if not isinstance(each, dict) or _ARTICLE.search(str(each.get("@type", "Article")))
    ]


def _is_of_objects(value: list[object]) -> bool:
    return any(map(_is_one, value[:20]))


def _is_one(each: object) -> bool:
    return isinstance(each, dict) and has_words(unwrapped(each))
