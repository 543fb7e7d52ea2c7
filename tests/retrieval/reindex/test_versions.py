"""The same article again: of those at one address on the web, the newest version counts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from retrieval import Archive, Summary

URL = "https://oster.example/ferry"
FIRST = {
    "id": "a",
    "headline": "Ferry resumes",
    "text": "The ferry to Oster resumes.\n\nIt sails at noon.",
    "url": URL,
    "published": "2023-01-02",
}
LATER = FIRST | {"id": "b", "text": f"{FIRST['text']}\n\nTickets are free."}
Index = Callable[..., Summary]


@pytest.fixture
def on(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "coverage.db") as opened:
        yield opened


@pytest.fixture
def index(on: Archive) -> Index:
    def indexed(*rows: dict[str, str], name: str = "news") -> Summary:
        file = on.path.with_name(f"{name}.jsonl")
        file.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
        return on.reindex([file])

    return indexed


def ids(opened: Archive) -> set[str]:
    return set(opened.digests())


def test_of_two_records_at_one_address_the_second_is_the_newer_version(
    on: Archive, index: Index
) -> None:
    done = index(FIRST, LATER)
    assert (done.added, done.older, ids(on)) == (1, 1, {"b"})
    assert on.article("b").paragraphs == 3
    again = index(FIRST, LATER)
    assert (again.added, again.removed, again.unchanged, again.older) == (0, 0, 1, 1)
    assert on.doctor().findings == ()


def test_a_later_day_wins_over_the_order_of_reading(on: Archive, index: Index) -> None:
    done = index(LATER | {"published": "2023-01-03"}, FIRST)
    assert (done.added, done.older, ids(on)) == (1, 1, {"b"})
    assert index(LATER | {"published": "2023-01-03"}, FIRST).added == 0


def test_a_new_version_in_another_file_takes_the_place_of_the_old_one(
    on: Archive, index: Index
) -> None:
    index(FIRST)
    done = index(LATER, name="update")
    assert (done.added, done.removed, ids(on)) == (1, 1, {"b"})
    assert index(FIRST).older == 1
    index(FIRST | {"id": "c", "url": "https://oster.example/other"}, name="update")
    assert index(FIRST).added == 1
    assert ids(on) == {"a", "c"}
    assert on.doctor().findings == ()


def test_an_address_that_is_not_one_articles_parts_nothing(on: Archive, index: Index) -> None:
    other = {"headline": "Rain", "text": "Rain fell for three days, said Ida Brandt."}
    site = {"url": "https://oster.example/"}
    assert index(FIRST | site, LATER | site).added == 2
    assert index(FIRST, FIRST | other | {"id": "other"}, name="other").older == 0
    words = "ferry harbour rain snow mayor budget".split()
    live = [FIRST | {"id": each, "text": f"{each} {each}s {each}ed."} for each in words]
    assert index(*live, name="live").added == 6
    assert "other" in ids(on)
