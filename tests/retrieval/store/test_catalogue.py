"""The newest articles, the outlets, near copies and near words."""

from __future__ import annotations

from pathlib import Path

from retrieval import Archive
from tests.tools.coverage_maker import archive as made

FIRE = (
    "Two people were injured in the warehouse fire in the harbour of Larnholm, the harbour master "
    "said on Monday evening, and twelve fire engines came from three towns nearby."
)


def test_the_newest_articles_come_first_and_the_undated_last(archive: Archive) -> None:
    assert [each.article for each in archive.latest()] == ["harbour-later", "harbour", "bridge"]
    assert [each.article for each in archive.latest(limit=1, offset=1)] == ["harbour"]
    assert archive.latest(offset=3) == ()
    first = archive.latest()[0]
    assert archive.show(first.address).passage.text.startswith("Three people were injured")


def test_outlets_are_counted_with_their_newest_day(archive: Archive) -> None:
    assert {(each.name, each.articles, each.newest) for each in archive.outlets()} == {
        ("Coast Post", 1, "2024-03-05"),
        ("Island Wire", 1, "2024-03-06"),
        ("Larnholm Gazette", 1, None),
    }


def test_a_word_that_the_coverage_lacks_has_its_nearest(archive: Archive) -> None:
    assert archive.nearest("Lornhlom") == "Larnholm"
    assert archive.nearest("Zanzibar") is None


def test_near_copies_are_named_and_folded_into_the_first(tmp_path: Path) -> None:
    articles = {
        "a": ("Fire", FIRE),
        "b": ("Blaze", f"{FIRE} Nobody was killed."),
        "c": ("Harbour", FIRE.replace("nearby", "near by")),
        "d": ("Third", FIRE.replace("Two people", "Three people")),
    }
    with made(tmp_path, articles) as archive:
        answer = archive.ask("Who was injured in the warehouse fire?", limit=10)
        copies = archive.copies(answer)
    first, *_ = answer.quotes
    shown = {quote.address: quote.citation.article for quote in answer.quotes}
    assert {"a", "b", "c"} == {first.citation.article, *copies[first.address]}
    assert sorted(shown[address] for address in copies) == sorted([first.citation.article, "d"])
