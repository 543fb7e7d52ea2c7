"""What may not be shown whole stays so by every way that an article's words come out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.conversation.commands import at_offsets
from retrieval import Archive, Described, Reading
from retrieval.articles.reading import Show
from tests.retrieval.articles.formats.test_pages import read

PARAGRAPHS = (
    "The mayor of Oster spoke on Monday. He was tired of the harbour.",
    "A fire destroyed the harbour of Oster. Two ships sank in it.",
    "The harbour of Oster burned for a day. Rain put the fire out.",
)
ROW = {
    "id": "fire",
    "headline": "Fire in Oster",
    "text": "\n\n".join(PARAGRAPHS),
    "outlet": "Oster Post",
    "published": "2024-03-01",
    "url": "https://oster.example/fire",
}
SENTENCES = tuple(
    f"{each}." for paragraph in PARAGRAPHS for each in paragraph.rstrip(".").split(". ")
)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "coverage.db") as opened:
        yield opened


def indexed(archive: Archive, reading: Reading, *rows: Mapping[str, object]) -> Archive:
    file = archive.path.with_name("rows.jsonl")
    file.write_text("".join(f"{json.dumps(each)}\n" for each in rows or (ROW,)))
    archive.reindex([file], coverage=[Described(file, reading)])
    return archive


def shown_of(text: object) -> int:
    """How many of the article's sentences stand in what was printed."""
    return sum(each in json.dumps(text, default=str) for each in SENTENCES)


@pytest.mark.parametrize(("how", "most"), [("paragraph", 2), ("sentence", 1)])
def test_no_way_leads_to_more_at_once_than_may_be_shown(
    archive: Archive, how: Show, most: int
) -> None:
    indexed(archive, Reading(show=how))
    answer = archive.ask("What burned in the harbour of Oster?", limit=10, path="fire")
    assert len(answer.quotes) == 1
    assert shown_of(answer.as_json()) <= most
    told = archive.timeline("the harbour of Oster")
    assert len((*told.days, *told.undated)) == 1
    assert shown_of(told.as_json()) <= most
    address = answer.quotes[0].address
    body = archive.article("fire").body
    garbled = body.replace("burned", "blazed").replace("spoke", "talked")
    for given in (None, garbled, garbled.replace("\n\n", " "), "A fire destroyed the old harbour"):
        found = archive.verify(address, given).standing
        assert found is None or shown_of([found.words, found.sentence]) <= most, given
    found = archive.verify(None, garbled).standing
    assert found is None or shown_of([found.words, found.sentence]) <= most
    joint = archive.verify(None, "harbour of Oster. Two ships").standing
    assert joint
    assert shown_of(joint.sentence) <= most
    proof = at_offsets(archive, address, (0, len(body)))
    assert proof
    assert shown_of([proof.words, proof.sentence]) <= most


def test_of_what_was_corrected_no_more_is_told_than_may_be_shown(tmp_path: Path) -> None:
    clock = datetime(2024, 3, 1, tzinfo=UTC)
    text = ROW["text"].replace("Two", "Three").replace("for a day", "for two days")
    changed = ROW | {"text": text}
    cases: list[tuple[Show, int]] = [("article", 2), ("paragraph", 1), ("headline", 0)]
    with Archive(tmp_path / "coverage.db", now=lambda: clock) as archive:
        indexed(archive, Reading(), ROW)
        for how, told in cases:
            indexed(archive, Reading(show=how), changed)
            answer = archive.ask("the fire in the harbour of Oster", since=date(2024, 2, 1))
            assert len(answer.corrections) == told, how


def test_an_outlet_is_shown_no_wider_than_is_said_of_it_or_of_its_file(archive: Archive) -> None:
    of_outlet: tuple[tuple[str, Show], ...] = (("oster  post", "sentence"),)
    cases = [
        (Reading(show_of=of_outlet), ("show sentence",)),
        (Reading(show="paragraph", show_of=of_outlet), ("show sentence",)),
        (Reading(show="headline", show_of=of_outlet), ("show headline",)),
        (Reading(show_of=(("Another Post", "headline"),)), ()),
    ]
    for reading, marks in cases:
        indexed(archive, reading)
        assert archive.article("fire").marks == marks


def test_what_says_that_it_is_not_free_is_shown_by_the_paragraph_unless_the_operator_says(
    archive: Archive,
) -> None:
    paid = ROW | {"isAccessibleForFree": False}
    cases = [
        (Reading(), ("show paragraph",)),
        (Reading(show="article"), ()),
        (Reading(show="sentence"), ("show sentence",)),
        (Reading(show_of=(("Oster Post", "article"),)), ()),
    ]
    for reading, marks in cases:
        indexed(archive, reading, paid)
        assert archive.article("fire").marks == marks


@pytest.mark.parametrize(
    ("said", "is_paid"),
    [
        ({"isAccessibleForFree": False}, True),
        ({"isAccessibleForFree": "False"}, True),
        ({"isAccessibleForFree": "http://schema.org/False"}, True),
        ({"hasPart": {"@type": "WebPageElement", "isAccessibleForFree": "false"}}, True),
        ({"isAccessibleForFree": True}, False),
        ({}, False),
    ],
)
def test_a_page_that_declares_that_it_is_paid_for_is_shown_by_the_paragraph(
    said: dict[str, object], is_paid: bool
) -> None:
    declared = {"@type": "NewsArticle", "headline": "Fire in Oster", "@context": "x", **said}
    page = (
        f"<html><head><title>Fire</title><script type='application/ld+json'>{json.dumps(declared)}"
        f"</script></head><body><article><h1>Fire in Oster</h1><p>{PARAGRAPHS[0]}</p>"
        f"<p>{PARAGRAPHS[1]}</p><p>{PARAGRAPHS[2]}</p></article></body></html>"
    )
    assert read(page).marks == (("show paragraph",) if is_paid else ())
