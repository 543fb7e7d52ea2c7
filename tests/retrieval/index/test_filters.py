"""Answers as of a day, and of what is new since one: nothing else is considered."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from retrieval import Archive
from tests.bot.test_cli import Nutgraf

BEGAN = datetime(2024, 3, 10, 8, tzinfo=UTC)
ASKED_ON = date(2024, 3, 20)
DAY = timedelta(days=1)


class Newsroom:
    """A folder of articles and an archive over it, whose clock the test sets."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "articles"
        self.folder.mkdir()
        self.now = BEGAN
        self.archive = Archive(folder / "coverage.db", threshold=0.0, now=lambda: self.now)

    def write(self, name: str, *paragraphs: str, published: str | None = None) -> None:
        day = f"published: {published}\n" if published else ""
        text = "\n\n".join(paragraphs)
        (self.folder / f"{name}.txt").write_text(f"---\nheadline: {name}\n{day}---\n\n{text}\n")

    def reindex(self, after: timedelta = timedelta()) -> None:
        self.now += after
        self.archive.reindex([self.folder])


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    made = Newsroom(tmp_path)
    yield made
    made.archive.close()


def quoted(newsroom: Newsroom, question: str, **options: object) -> list[str]:
    options = {"limit": 10, "asked_on": ASKED_ON} | options
    answer = newsroom.archive.ask(question, **options)  # type: ignore[arg-type]
    return sorted(quote.citation.article for quote in answer.quotes)


def considered(newsroom: Newsroom, *words: str, **options: object) -> list[str]:
    """The articles that are quoted for any of the words."""
    found = (quoted(newsroom, f"dam of Larnholm {each}", **options) for each in words)
    return sorted(set().union(*found))


class TestAsOf:
    def test_only_what_was_published_by_that_day_is_quoted(self, newsroom: Newsroom) -> None:
        newsroom.write("early", "The dam of Larnholm holds.", published="2024-03-01")
        newsroom.write("same", "The dam of Larnholm leaks.", published="2024-03-02T23:00:00Z")
        newsroom.write("late", "The dam of Larnholm broke.", published="2024-03-03")
        newsroom.write("undated", "The dam of Larnholm is old.")
        newsroom.reindex()
        words = ("holds", "leaks", "broke", "old")
        assert considered(newsroom, *words) == ["early", "late", "same", "undated"]
        assert considered(newsroom, *words, as_of=date(2024, 3, 2)) == ["early", "same"]
        assert considered(newsroom, *words, as_of=date(2024, 3, 1)) == ["early"]

    def test_a_passage_is_not_lost_because_many_later_ones_rank_above_it(
        self, newsroom: Newsroom
    ) -> None:
        for number in range(300):
            newsroom.write(f"late{number}", f"Dam dam dam {number}.", published="2024-03-03")
        filler = "Snow fell on the hills and the roads were closed for some hours. " * 5
        newsroom.write("early", f"{filler}The dam holds.", published="2024-03-01")
        newsroom.reindex()
        assert quoted(newsroom, "dam", as_of=date(2024, 3, 2)) == ["early"]

    def test_from_when_on_changes_are_known_is_said_of_an_earlier_day(
        self, newsroom: Newsroom
    ) -> None:
        newsroom.write("early", "The dam of Larnholm holds.", published="2024-03-01")
        newsroom.reindex()
        newsroom.reindex(after=DAY)

        def known_from(day: int, question: str = "dam") -> str | None:
            asked = newsroom.archive.ask(question, as_of=date(2024, 3, day))
            assert asked.as_json()["changes_from"] == asked.changes_from
            return asked.changes_from

        assert known_from(9) == "2024-03-10"
        assert known_from(10) is None
        assert known_from(9, "Zorblax") is None

    def test_passages_of_an_asked_day_are_left_out_too(self, newsroom: Newsroom) -> None:
        newsroom.write("early", "The dam holds.", published="2024-03-01")
        newsroom.write("late", "On 1 March 2024 the dam broke.", published="2024-03-03")
        newsroom.reindex()
        question = "What happened to the dam on 1 March 2024?"
        assert quoted(newsroom, question, as_of=date(2024, 3, 2)) == ["early"]

    def test_relative_days_count_from_that_day(self, newsroom: Newsroom) -> None:
        newsroom.write("early", "The dam of Larnholm holds.", published="2024-03-01")
        newsroom.reindex()
        answer = newsroom.archive.ask("dam of Larnholm yesterday", as_of=date(2024, 3, 2))
        assert answer.asked_on == answer.as_of == date(2024, 3, 2)
        assert answer.days
        assert answer.days.first == "2024-03-01"

    def test_a_day_before_all_articles_is_refused_as_such(self, newsroom: Newsroom) -> None:
        newsroom.write("early", "The dam of Larnholm holds.", published="2024-03-01")
        newsroom.write("undated", "The dam of Larnholm is old.")
        newsroom.reindex()
        for day in (date(2024, 2, 29), date.min):
            refusal = newsroom.archive.ask("dam of Larnholm", as_of=day).refusal
            assert refusal
            assert (refusal.reason, refusal.day) == ("nothing_by_then", day.isoformat())
            assert refusal.suggestions == ()
        assert quoted(newsroom, "dam of Larnholm", as_of=date.max) == ["early"]


class TestSince:
    def test_an_article_that_came_in_later_is_new_though_it_is_of_an_earlier_day(
        self, newsroom: Newsroom
    ) -> None:
        newsroom.write("old", "The dam of Larnholm holds.", published="2024-03-01")
        newsroom.reindex()
        newsroom.write("new", "The dam of Larnholm leaks.", published="2024-03-02")
        newsroom.reindex(after=3 * DAY)
        assert quoted(newsroom, "dam of Larnholm", since=date(2024, 3, 13)) == ["new"]
        assert quoted(newsroom, "dam of Larnholm", since=BEGAN + DAY) == ["new"]
        assert quoted(newsroom, "dam of Larnholm", since=date(2024, 3, 14)) == []

    def test_what_the_first_reindex_brought_is_new_by_its_days_alone(
        self, newsroom: Newsroom
    ) -> None:
        newsroom.write("old", "The dam of Larnholm holds.", published="2024-03-01")
        newsroom.write("late", "The dam of Larnholm leaks.", published="2024-03-05")
        newsroom.write("speaks", "On 6 March 2024 the dam of Larnholm broke.")
        newsroom.write("undated", "The dam of Larnholm is old.")
        newsroom.reindex()
        words = ("holds", "leaks", "broke", "old")
        assert considered(newsroom, *words, since=date(2024, 3, 5)) == ["late", "speaks"]
        assert quoted(newsroom, "dam of Larnholm", since=BEGAN - DAY) == []

    def test_a_changed_article_is_new_where_it_changed_and_tells_what_it_said_before(
        self, newsroom: Newsroom
    ) -> None:
        same = "The dam of Larnholm is 90 years old."
        newsroom.write("report", same, "Two people died at the dam. It rained.")
        newsroom.reindex()
        for died, days in (("Three", 1), ("Four", 2)):
            text = f"{died} people died at the dam. It rained."
            newsroom.write("report", same, text, "A new one.")
            newsroom.reindex(after=days * DAY)
        answer = newsroom.archive.ask("people at the dam", since=BEGAN.date() + DAY, limit=5)
        assert [quote.text for quote in answer.quotes] == [
            "Four people died at the dam. It rained."
        ]
        assert [(each.before, each.after) for each in answer.corrections] == [
            ("Three people died at the dam.", "Four people died at the dam."),
            ("Two people died at the dam.", "Three people died at the dam."),
        ]
        assert answer.corrections[0].indexed_at == "2024-03-13T08:00:00Z"
        later = newsroom.archive.ask("people at the dam", since=BEGAN.date() + 2 * DAY)
        assert len(later.corrections) == 1
        shown = newsroom.archive.show(answer.corrections[0].address)
        assert shown.passage.text == answer.quotes[0].text

    def test_the_question_itself_may_ask_for_what_is_new(self, newsroom: Newsroom) -> None:
        newsroom.write("old", "The dam of Larnholm holds.", published="2024-03-01")
        newsroom.write("late", "The dam of Larnholm leaks.", published="2024-03-19")
        newsroom.reindex(10 * DAY)
        question = "What is new about the dam of Larnholm since Monday?"
        answer = newsroom.archive.ask(question, asked_on=ASKED_ON)
        assert answer.since == date(2024, 3, 18)
        assert quoted(newsroom, question) == ["late"]
        again = newsroom.archive.ask(question, asked_on=ASKED_ON, since=answer.since)
        assert again == answer

    def test_without_a_subject_the_latest_passages_are_what_is_new(
        self, newsroom: Newsroom
    ) -> None:
        newsroom.write("old", "The dam of Larnholm holds.")
        newsroom.reindex()
        newsroom.write("new", "A bridge of Larnholm fell.")
        newsroom.reindex(after=3 * DAY)
        question = "What is new since 12 March 2024?"
        assert quoted(newsroom, question) == ["new"]
        assert quoted(newsroom, question, since=date(2024, 3, 14)) == []

    def test_nothing_new_is_a_refusal_with_the_day(self, newsroom: Newsroom) -> None:
        newsroom.write("old", "The dam of Larnholm holds.", published="2024-03-01")
        newsroom.reindex()
        answer = newsroom.archive.ask("dam of Larnholm", since=date(2024, 3, 2))
        assert answer.refusal
        assert (answer.refusal.reason, answer.refusal.day) == ("nothing_since", "2024-03-02")

    def test_the_same_bytes_come_from_a_second_archive(self, newsroom: Newsroom) -> None:
        newsroom.write("old", "The dam of Larnholm holds.", published="2024-03-01")
        newsroom.write("late", "The dam of Larnholm leaks.", published="2024-03-05")
        newsroom.reindex()
        options = {"since": date(2024, 3, 2), "as_of": date(2024, 3, 6), "asked_on": ASKED_ON}
        first = newsroom.archive.ask("dam of Larnholm", **options).as_json()  # type: ignore[arg-type]
        with Archive(newsroom.archive.path, threshold=0.0) as other:
            again = other.ask("dam of Larnholm", **options).as_json()  # type: ignore[arg-type]
        assert json.dumps(first) == json.dumps(again)
        assert (first["as_of"], first["since"]) == ("2024-03-06", "2024-03-02")


@pytest.mark.parametrize(
    ("text", "lead", "day", "rest"),
    [
        ("Monday Kakhovka dam", "since", "2024-03-18", "Kakhovka dam"),
        ("since 2024-03-02: who died?", "since", "2024-03-02", "who died?"),
        ("1 March 2024", "since", "2024-03-01", ""),
        ("February 2024 the dam", "since", "2024-02-01", "the dam"),
        ("February 2024 the dam", "until", "2024-02-29", "the dam"),
        ("yesterday what burned?", "until", "2024-03-19", "what burned?"),
    ],
)
def test_a_day_that_opens_a_command_is_read(
    newsroom: Newsroom, text: str, lead: str, day: str, rest: str
) -> None:
    newsroom.write("late", "The dam of Larnholm leaks.", published="2024-03-19")
    newsroom.reindex(10 * DAY)
    opening = newsroom.archive.opening_day(text, lead, asked_on=ASKED_ON)  # type: ignore[arg-type]
    assert opening == (date.fromisoformat(day), rest)


@pytest.mark.parametrize("text", ["", "the dam on Monday", "Kakhovka", "31 February the dam"])
def test_other_words_open_with_no_day(newsroom: Newsroom, text: str) -> None:
    newsroom.write("late", "The dam of Larnholm leaks.", published="2024-03-19")
    newsroom.reindex(10 * DAY)
    assert newsroom.archive.opening_day(text, "since", asked_on=ASKED_ON) is None


def test_the_command_takes_both(coverage: Path, tmp_path: Path) -> None:
    question = "injured in the warehouse fire"
    days = ("--as-of", "2024-03-06", "--since", "2024-03-06")
    asked = Nutgraf(tmp_path, coverage)("ask", *days, question)
    opening, _, rest = asked.stdout.partition("\n")
    assert re.fullmatch(
        r"Only articles published by 6 March 2024; undated ones are left out\. "
        r"Changes are known from \d+ \w+ \d{4} on\. Only what is new since 6 March 2024\.",
        opening,
    )
    assert rest.startswith("[1] ")
    assert "Three people" in asked.stdout
