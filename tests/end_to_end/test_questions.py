"""The questions on the sample coverage: answered from the right paragraph, or refused."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from retrieval import Archive
from retrieval.evaluation import read

ROOT = Path(__file__).parents[2]
FILE = ROOT / "tests" / "data" / "questions.toml"
QUESTIONS: list[dict[str, Any]] = tomllib.loads(FILE.read_text())["questions"]
ASKED_ON = date(2023, 7, 1)
POLITELY = (
    "Can you tell me {}",
    "hi, {}",
    "{} thanks!",
    "I would like to know {}",
    "Where can I find out {}",
    "please tell us {}",
)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with Archive(tmp_path_factory.mktemp("samples") / "coverage.db") as archive:
        archive.reindex([ROOT / "seeds"])
        yield archive


def test_there_are_enough_questions_of_each_kind() -> None:
    assert len(QUESTIONS) >= 60
    assert sum(not each["answers"] for each in QUESTIONS) >= len(QUESTIONS) / 4
    assert sum(each["blind"] for each in QUESTIONS) >= len(QUESTIONS) / 3


def test_every_answer_named_is_a_paragraph_of_the_samples(samples: Archive) -> None:
    for question in QUESTIONS:
        for answer in question["answers"]:
            article, _, number = answer.partition("#")
            assert 1 <= int(number) <= samples.article(article).paragraphs, answer


def test_the_first_passage_answers_at_least_93_in_100(samples: Archive) -> None:
    asked = [each for each in QUESTIONS if each["answers"]]
    missed = []
    for question in asked:
        hits = samples.search(question["text"], limit=1, asked_on=ASKED_ON)
        found = [f"{hit.passage.article_id}#{hit.passage.paragraph}" for hit in hits]
        if not set(found) & set(question["answers"]):
            missed.append((question["text"], found))
    assert 1 - len(missed) / len(asked) >= 0.95, missed


def test_of_the_questions_with_years_nine_in_ten_are_answered_first(samples: Archive) -> None:
    asked = read(FILE.with_name("years.toml")).questions
    hits = [samples.search(each.text, limit=1, asked_on=ASKED_ON)[0].passage for each in asked]
    right = [
        any(gold.holds(hit) for gold in each.gold) for each, hit in zip(asked, hits, strict=True)
    ]
    assert sum(right) >= 0.9 * len(asked)


def test_at_most_one_in_twelve_of_the_unanswerable_is_answered(samples: Archive) -> None:
    unanswerable = [each["text"] for each in QUESTIONS if not each["answers"]]
    answered = [text for text in unanswerable if samples.ask(text, asked_on=ASKED_ON).answered]
    assert len(answered) <= len(unanswerable) / 12, answered


def test_at_most_one_in_ten_of_the_answerable_is_refused(samples: Archive) -> None:
    answerable = [each["text"] for each in QUESTIONS if each["answers"]]
    refused = [text for text in answerable if not samples.ask(text, asked_on=ASKED_ON).answered]
    assert len(refused) <= len(answerable) / 10, refused


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("mobilization of reservists", "300,000 reservists"),
        ("how many drnes wer shot donw", "41 drones"),
        ("Waht hit the apartement bilding in Dnipro?", "Kh-22"),
        ("How much aid did the U.S. announce?", "1.85 billion dollars"),
        ("What happened since May 2023?", "Kakhovka dam broke"),
        ("What happened before May 2022?", "Moskva"),
    ],
)
def test_what_is_spelt_otherwise_or_asks_for_days_alone_is_answered(
    samples: Archive, text: str, says: str
) -> None:
    assert says in samples.ask(text, asked_on=ASKED_ON).quotes[0].sentence


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("How many Abrams did Canada promise?", ("Canada",)),
        ("Which of the 777 prisoners were Azovstal commanders?", ("777",)),
    ],
)
def test_a_name_or_number_that_never_occurs_is_never_answered_by_the_rest(
    samples: Archive, text: str, unknown: tuple[str, ...]
) -> None:
    answer = samples.ask(text, asked_on=ASKED_ON)
    assert answer.refusal
    assert answer.refusal.unknown == unknown


FIGURES = [each for each in QUESTIONS if "sentences" in each]


def test_there_are_twelve_questions_about_figures() -> None:
    assert len(FIGURES) >= 12


@pytest.mark.parametrize("question", FIGURES, ids=lambda question: str(question["text"]))
def test_the_sentences_with_the_figures_are_quoted(
    samples: Archive, question: dict[str, Any]
) -> None:
    answer = samples.ask(question["text"], asked_on=ASKED_ON)
    assert set(question["sentences"]) <= {quote.sentence for quote in answer.quotes}
    if len(question["sentences"]) > 2:
        assert len({figure.figure for figure in answer.figures}) > 2


@pytest.mark.slow
def test_a_question_put_politely_is_answered_as_the_bare_one(samples: Archive) -> None:
    asked: list[tuple[str, bool]] = []
    for text in (each["text"] for each in QUESTIONS if each["answers"]):
        bare = samples.ask(text, asked_on=ASKED_ON).quotes[:1]
        for form in POLITELY if bare else ():
            polite = form.format(text[0].lower() + text[1:])
            found = samples.ask(polite, asked_on=ASKED_ON).quotes[:1]
            asked.append(
                (polite, [quote.address for quote in found] == [quote.address for quote in bare])
            )
    other = [polite for polite, same in asked if not same]
    assert len(asked) >= 300
    assert len(other) <= len(asked) * 0.02, other
