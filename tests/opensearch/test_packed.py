"""What is packed of a passage comes back as it was, and its terms are found in it."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from retrieval.opensearch.packing.columns import PackedPassages
from retrieval.opensearch.packing.passages import PACKED, packed, unworded, worded
from retrieval.opensearch.packing.terms import code

DAYS = st.lists(st.tuples(st.integers(1, 3_652_059), st.integers(1, 3_652_059)), max_size=4)
TERMS = st.text("ab.·7жї中\u0301", min_size=1, max_size=4)
UNITS = st.dictionaries(TERMS, st.integers(1, 99_999), max_size=8)
NUMBERS = st.integers(0, 2**63 - 1)
SMALL = st.integers(0, 2**32 - 1)
IDS = st.text("a/é中\t\n", max_size=9)
WRITTEN = st.tuples(NUMBERS, NUMBERS, SMALL, SMALL, SMALL, DAYS, UNITS, IDS)


def back(
    number: int,
    article: int,
    ordinal: int,
    published: int,
    length: int,
    days: list[tuple[int, int]],
    units: dict[str, int],
    article_id: str,
) -> tuple[str, str | None]:
    """The doc value as a cluster writes it, and what stands beside it."""
    value, apart = packed(
        number,
        article,
        ordinal,
        published,
        length,
        days,
        [*map(code, units)],
        [*units.values()],
        article_id,
    )
    return value.replace("+", "-").replace("/", "_"), apart


def read(written: list[tuple[str, str | None]]) -> PackedPassages:
    """The passages, whole."""
    found = PackedPassages.of([value for value, _ in written])
    lacking = found.lacking().tolist()
    assert lacking == [at for at, (_, apart) in enumerate(written) if apart]
    texts = [written[at][1] or "" for at in lacking]
    return found.with_beside(dict(zip(found.numbers[lacking].tolist(), texts, strict=True)))


@given(st.lists(WRITTEN, max_size=3, unique_by=lambda each: each[0]))
def test_passages_come_back_as_they_were_packed(written: list[tuple[Any, ...]]) -> None:
    found = read([back(*each) for each in written])
    assert len(found) == len(written)
    for at, each in enumerate(written):
        days, units, article_id = each[5:]
        assert found.told(at) == (*each[:5], tuple(days), article_id)
        wanted = sorted((int.from_bytes(code(term), "little"), n) for term, n in units.items())
        assert found.take([at]).pairs() == wanted


@given(st.lists(WRITTEN, max_size=4, unique_by=lambda each: each[0]), st.integers(0, 4))
def test_passages_of_several_replies_are_as_if_of_one(
    written: list[tuple[Any, ...]], at: int
) -> None:
    each = [back(*one) for one in written]
    one, several = read(each), PackedPassages.joined([read(each[:at]), read(each[at:])])
    assert several.numbers.tolist() == [one[0] for one in written]
    for place in range(len(each)):
        assert several.told(place) == one.told(place)
        assert several.take([place]).pairs() == one.take([place]).pairs()


@given(st.lists(UNITS, max_size=6), TERMS)
def test_each_term_is_found_in_the_passages_that_have_it_and_in_no_other(
    passages: list[dict[str, int]], other: str
) -> None:
    found = read([back(at, 0, 0, 0, 0, [], each, "") for at, each in enumerate(passages)])
    for term in {other, *(term for each in passages for term in each)}:
        places, often = found.units(term)
        told = dict(zip(places.tolist(), often.tolist(), strict=True))
        assert told == {at: each[term] for at, each in enumerate(passages) if term in each}


def test_terms_that_are_too_many_are_kept_apart() -> None:
    many = {f"word{each}": 2 for each in range(PACKED // 8)}
    value, apart = back(7, 3, 0, 0, PACKED, [(1, 2)], many, "a/long.md")
    found = PackedPassages.of([value])
    assert found.told(0) == (7, 3, 0, 0, PACKED, ((1, 2),), "a/long.md")
    assert found.pairs() == []
    assert apart
    places, often = found.with_beside({7: apart}).units("word17")
    assert (places.tolist(), often.tolist()) == ([0], [2])


@given(st.lists(st.integers(0, 70_000), max_size=9))
def test_the_order_of_terms_comes_back(places: list[int]) -> None:
    assert unworded(worded(np.array(places, dtype=np.int64))).tolist() == places
