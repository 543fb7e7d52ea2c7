"""What readers typed on a phone, over the samples without their tables of names."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from retrieval import Archive
from retrieval.days.asked import asked
from retrieval.languages.frequencies import frequency

SEEDS = Path(__file__).parents[3] / "seeds"
TODAY = date(2026, 11, 26)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("outcomes")
    shutil.copytree(SEEDS, folder / "seeds", ignore=shutil.ignore_patterns("*.toml"))
    with Archive(folder / "coverage.db") as archive:
        archive.reindex([folder / "seeds"])
        yield archive


@pytest.mark.parametrize(
    ("question", "lacks"),
    [
        ("When was Prigozhin killed?", ("killed",)),
        ("Did Kuleba resign?", ("resign",)),
        ("How many civilians died in Bucha?", ()),
        ("What did Biden say about Bucha?", ("Biden",)),
    ],
)
def test_names_without_the_fact_are_nearest_and_no_answer(
    samples: Archive, question: str, lacks: tuple[str, ...]
) -> None:
    answer = samples.ask(question, asked_on=TODAY)
    assert not answer.answered
    assert answer.refusal
    assert (answer.refusal.reason, answer.refusal.lacks) == ("nearest", lacks)
    assert answer.nearest


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("is it true that 400 soldiers died?", "400"),
        ("who is the boss of samara", "governor"),
        ("kiev power cuts", "power"),
        ("artemivsk wagner", "Artemivsk"),
        ("grain deal istanbul", "Istanbul"),
        ("moskva sinks list", "Moskva"),
    ],
)
def test_everyday_words_and_few_words_are_no_reason_to_refuse(
    samples: Archive, question: str, says: str
) -> None:
    answer = samples.ask(question, asked_on=TODAY)
    assert answer.answered
    assert says in answer.quotes[0].text
    assert answer.read_as == ()


def test_an_everyday_word_is_never_read_as_another_nor_named(samples: Archive) -> None:
    for question in ("how long will the war last", "is the swap back on the list, boss?"):
        answer = samples.ask(question, asked_on=TODAY)
        assert answer.read_as == ()
        assert answer.refusal is None or answer.refusal.unknown == ()


def test_what_is_offered_is_answered_and_no_headline(samples: Archive) -> None:
    headlines = samples.headlines(100)
    for question in ("Did Kuleba resign?", "Who won Eurovision?", "What happened this week?"):
        refusal = samples.ask(question, asked_on=TODAY).refusal
        assert refusal
        assert 1 <= len(refusal.suggestions) <= 2
        assert not set(refusal.suggestions) & set(headlines)
        assert all(samples.ask(each, asked_on=TODAY).answered for each in refusal.suggestions)


def test_an_archive_asked_years_later_offers_its_last_week(samples: Archive) -> None:
    refusal = samples.ask("What happened this week?", asked_on=TODAY).refusal
    assert refusal
    assert refusal.reason == "day_not_covered"
    assert refusal.suggestions == ("What happened between 31 May 2023 and 6 June 2023?",)


def test_an_undated_article_answers_for_a_day_it_says(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Strike\n\nThe strike came on December 31.\n\nIt snowed.\n")
    with Archive(tmp_path / "coverage.db") as undated:
        undated.reindex([tmp_path / "a.txt"])
        assert "December 31" in undated.ask("what happened on December 31").quotes[0].sentence
        assert not undated.ask("what happened on December 30").answered
        assert not undated.ask("what happened today?").answered


@pytest.mark.parametrize(
    "question",
    [
        "How much did prices rise over the last 12 months?",
        "Is it warmer than a year ago?",
        "Which airlines plan to merge in 2024?",
        "Who retired after more than 60 years?",
    ],
)
def test_a_period_or_a_plan_is_no_day_asked_for(question: str) -> None:
    assert asked(question, TODAY, latest=date(2022, 12, 31)) is None


def test_names_are_no_frequent_words() -> None:
    assert frequency("back") > frequency("swap") > 0
    assert {frequency(word) for word in ("biden", "kyiv", "london", "monday")} == {0.0}
    assert frequency("back", "xx") == 0.0
