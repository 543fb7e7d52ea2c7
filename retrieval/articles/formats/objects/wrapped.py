"""A record in an object round it, or beside one that says what it is of -> the record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from retrieval.articles.formats.names import (
    HEADLINE,
    ID,
    PUBLISHED,
    SUMMARY,
    TEXT,
    URL,
    simple,
)
from retrieval.articles.formats.objects.bodies import has_paragraph

_ROUND: Final = frozenset(
    map(
        simple,
        "_source node attributes fields data article post story item resource document doc news "
        "articles content record entry page".split(),
    )
)
_BESIDE: Final = frozenset(
    map(
        simple,
        "meta metadata info params extra properties props frontmatter front_matter head "
        "header headers source_meta".split(),
    )
)
_TEXTS: Final = frozenset(name for name in map(simple, TEXT) if "." not in name)
_SUMMARIES: Final = frozenset(name for name in map(simple, SUMMARY) if "." not in name)
_HEADLINES: Final = frozenset(name for name in map(simple, HEADLINE) if "." not in name)
_OF_ONE: Final = frozenset(map(simple, (*PUBLISHED, *URL, *ID)))
_DEEPEST: Final = 3


def unwrapped(record: Mapping[object, object], deep: int = _DEEPEST) -> Mapping[object, object]:
    """The record that an object holds, with the fields of both, where it is but round it; and with
    those of an object beside the text that says what it is of."""
    if deep and not has_text(record, deep):
        for name, value in record.items():
            if simple(str(name)) in _ROUND and isinstance(value, Mapping):
                inner = unwrapped(value, deep - 1)
                summed_up = _has(inner, _SUMMARIES) and not _has(record, _SUMMARIES)
                if summed_up or has_text(inner, deep - 1):
                    return {**record, **inner}
    beside = [
        value
        for name, value in record.items()
        if simple(str(name)) in _BESIDE and isinstance(value, Mapping) and not has_text(value, deep)
    ]
    joined: dict[object, object] = {}
    for each in (record, *beside):
        for name, value in each.items():
            joined.setdefault(name, value)
    return joined if beside else record


def has_text(record: Mapping[object, object], deep: int = _DEEPEST) -> bool:
    """Whether a field holds an article's text, as one or as blocks that are no articles."""
    return any(
        bool(value.strip()) if isinstance(value, str) else _is_body(value, deep)
        for value in _values(record, _TEXTS)
    )


def is_whole(record: Mapping[object, object], deep: int = _DEEPEST) -> bool:
    """Whether an object holds a headline and a text."""
    return _has(record, _HEADLINES) and has_text(record, deep)


def has_words(record: Mapping[object, object]) -> bool:
    """Whether an object holds a text, or a summary of one."""
    return _has(record, _SUMMARIES) or has_text(record)


def _is_body(value: object, deep: int) -> bool:
    """Whether a list or a tree is a text in blocks, and no list of articles."""
    if not deep or (isinstance(value, Mapping) and is_whole(value, deep - 1)):
        return False
    if isinstance(value, list):
        objects = [each for each in value[:20] if isinstance(each, Mapping)]
        if any(_is_one_of_several(each, deep - 1) for each in objects):
            return False
    elif not isinstance(value, Mapping):
        return False
    return has_paragraph(value)


def _is_one_of_several(each: Mapping[object, object], deep: int) -> bool:
    """Whether an object in a list is an article of its own: it has a headline, a text, and a day or
    an address."""
    inner = unwrapped(each, deep)
    names = {simple(str(name)) for name in inner}
    words = _has(inner, _SUMMARIES) or has_text(inner, deep)
    return _has(inner, _HEADLINES) and words and bool(names & _OF_ONE)


def _has(record: Mapping[object, object], names: frozenset[str]) -> bool:
    return any(value not in (None, "", [], {}) for value in _values(record, names))


def _values(record: Mapping[object, object], names: frozenset[str]) -> list[object]:
    return [value for name, value in record.items() if simple(str(name)) in names]
