"""What is packed of a passage comes back as it was, and its terms are found in it."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from retrieval.opensearch.terms import (
    PACKED,
    Packed,
    UnitsOf,
    packed,
    spaceless,
    units_text,
    unpacked,
)

DAYS = st.lists(st.tuples(st.integers(1, 3_652_059), st.integers(1, 3_652_059)), max_size=4)
TERMS = st.text("ab.·7жї中\u0301", min_size=1, max_size=4)
UNITS = st.dictionaries(TERMS, st.integers(1, 99_999), max_size=8)
NUMBERS = st.integers(0, 2**63)
SMALL = st.integers(0, 2**32 - 1)
IDS = st.text("a/é中\t\n", max_size=9)
WRITTEN = st.tuples(
    NUMBERS, NUMBERS, SMALL, SMALL, SMALL, DAYS, UNITS, st.text("a/é中\t\n", max_size=9)
)


def as_doc_value(
    number: int,
    article: int,
    ordinal: int,
    published: int,
    length: int,
    days: list[tuple[int, int]],
    units: dict[str, int],
    article_id: str,
) -> str:
    """The doc value as a cluster writes it."""
    counted = units_text(map(spaceless, units), units.values())
    value, apart = packed(number, article, ordinal, published, length, days, counted, article_id)
    assert not apart
    return value.replace("+", "-").replace("/", "_")


@given(st.lists(WRITTEN, max_size=3))
def test_passages_come_back_as_they_were_packed(written: list[tuple[Any, ...]]) -> None:
    found = unpacked([as_doc_value(*each) for each in written])
    for one, each in zip(found, written, strict=True):
        days, units, article_id = each[5:]
        counted = units_text(map(spaceless, units), units.values()).encode()
        assert one == Packed._make((*each[:5], tuple(days), counted, article_id))


@given(st.lists(UNITS, max_size=6), TERMS)
def test_each_term_is_found_in_the_passages_that_have_it_and_in_no_other(
    passages: list[dict[str, int]], other: str
) -> None:
    found = unpacked([as_doc_value(0, 0, 0, 0, 0, [], each, "") for each in passages])
    units = UnitsOf(found)
    for term in {other, *(term for each in passages for term in each)}:
        places, often = units.of(term)
        told = dict(zip(places.tolist(), often.tolist(), strict=True))
        assert told == {at: each[term] for at, each in enumerate(passages) if term in each}


def test_terms_that_are_too_many_are_kept_apart() -> None:
    many = units_text((f"word{each}" for each in range(PACKED // 8)), [2] * (PACKED // 8))
    value, apart = packed(7, 3, 0, 0, PACKED, [(1, 2)], many, "a/long.md")
    [found] = unpacked([value])
    assert apart
    assert found == Packed(7, 3, 0, 0, PACKED, ((1, 2),), None, "a/long.md")
