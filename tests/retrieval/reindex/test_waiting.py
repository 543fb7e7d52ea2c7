"""What is not out yet is kept, and neither found, listed, followed nor verified until it is out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from retrieval import (
    Archive,
    Described,
    NothingIndexedError,
    Reading,
    UnknownAddressError,
    UnknownArticleError,
    article_key,
    entries,
)

ROWS = [
    {"id": "out", "headline": "Rain", "text": "Rain fell on Oster.", "published": "2024-03-01"},
    {
        "id": "later",
        "headline": "Budget",
        "text": "The budget of Oster grows by 40 million crowns.",
        "published": "2024-03-02T18:30+02:00",
        "outlet": "Gazette",
    },
    {
        "id": "embargoed",
        "headline": "Prize",
        "text": "The prize of Oster goes to Ida Brandt.",
        "published": "2024-03-01",
        "embargo": "2024-03-03T10:00:00Z",
    },
]
BUDGET = "How much does the budget of Oster grow?"


@dataclass
class Clock:
    now: datetime

    def __call__(self) -> datetime:
        return self.now


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2024, 3, day, hour, minute, tzinfo=UTC)


Made = Callable[..., tuple[Archive, Clock]]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    def make(*rows: dict[str, str], coverage: tuple[Described, ...] = ()) -> tuple[Archive, Clock]:
        file = tmp_path / "news.jsonl"
        file.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
        clock = Clock(at(2, 8))
        archive = Archive(tmp_path / "coverage.db", now=clock)
        assert archive.reindex([file], coverage=coverage).added == len(rows)
        return archive, clock

    return make


def test_until_its_minute_an_article_is_nowhere_and_then_everywhere(made: Made) -> None:
    archive, clock = made(*ROWS)
    key = article_key("later")
    assert archive.ask(BUDGET).quotes == ()
    assert archive.search("budget") == ()
    assert [each.article for each in archive.latest()] == ["out"]
    assert [each.name for each in archive.outlets()] == [None]
    assert archive.headlines() == ("Rain",)
    assert set(archive.digests()) == {"out"}
    assert (
        archive.verify(text="The budget of Oster grows by 40 million crowns.").verdict == "unlike"
    )
    assert archive.timeline("budget Oster").days == ()
    with pytest.raises(UnknownArticleError):
        archive.article("later")
    with pytest.raises(UnknownAddressError):
        archive.show(f"{key}-1-0000")
    before, held = archive.generation(), archive.coverage()
    assert (held.articles, held.passages, held.newest) == (1, 1, "2024-03-01")

    clock.now = at(2, 16, 29)
    assert archive.ask(BUDGET).quotes == ()
    clock.now = at(2, 16, 30)
    assert archive.ask(BUDGET).quotes[0].citation.article == "later"
    assert set(archive.digests()) == {"out", "later"}
    assert archive.generation() != before
    assert archive.coverage().newest == "2024-03-02"
    assert archive.article("later").headline == "Budget"
    clock.now = at(3, 10)
    assert archive.ask("Who gets the prize of Oster?").quotes[0].citation.article == "embargoed"
    assert archive.doctor().findings == ()


def test_those_that_wait_are_listed_for_the_operator_alone(made: Made) -> None:
    archive, clock = made(*ROWS)
    now = clock()
    assert [each.article for each in entries(archive.path, now=now)] == ["out"]
    waiting = entries(archive.path, now=now, waiting=True)
    assert [(each.article, each.until) for each in waiting] == [
        ("later", "2024-03-02T16:30:00Z"),
        ("embargoed", "2024-03-03T10:00:00Z"),
    ]
    assert entries(archive.path, now=at(4, 0), waiting=True) == ()
    found = entries(archive.path, now=at(4, 0), outlet="Gazette", since=date(2024, 3, 2))
    assert [each.article for each in found] == ["later"]


def test_a_day_begins_where_the_outlet_is(made: Made) -> None:
    file = made(ROWS[0])[0].path.with_name("news.jsonl")
    said = Described(file, Reading(timezone="Europe/Kyiv"))
    archive, clock = made(ROWS[0] | {"id": "b", "published": "2024-03-03"}, coverage=(said,))
    clock.now = at(2, 21, 59)
    with pytest.raises(NothingIndexedError):
        archive.coverage()
    clock.now = at(2, 22)
    assert archive.coverage().newest == "2024-03-03"


def test_what_comes_out_is_new_since_then(made: Made, tmp_path: Path) -> None:
    archive, clock = made(*ROWS)
    clock.now = at(2, 17)
    assert archive.ask(BUDGET, since=at(2, 16)).quotes[0].citation.article == "later"
    (tmp_path / "more.jsonl").write_text(json.dumps(ROWS[0] | {"id": "more"}))
    archive.reindex([tmp_path / "more.jsonl"])
    assert archive.ask(BUDGET, since=at(2, 16)).quotes[0].citation.article == "later"
    assert archive.ask(BUDGET, since=at(2, 16, 40)).quotes == ()
    assert archive.doctor().findings == ()


def test_a_generation_never_comes_back_when_what_waited_goes(made: Made, tmp_path: Path) -> None:
    archive, clock = made(*ROWS)
    clock.now = at(4, 0)
    seen = {archive.generation()}
    (tmp_path / "more.jsonl").write_text(json.dumps(ROWS[0] | {"id": "more"}))
    archive.reindex([tmp_path / "more.jsonl"])
    assert archive.generation() not in seen
    seen.add(archive.generation())
    assert len(archive.digests()) == 4
    (tmp_path / "news.jsonl").write_text(json.dumps(ROWS[0]))
    assert archive.reindex([tmp_path / "news.jsonl"]).removed == 2
    assert archive.generation() not in seen
