"""A question in a language that the coverage lacks finds its answer without a model."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from retrieval.archive import Archive

DATA = Path(__file__).parents[2] / "data" / "languages"
SEEDS = Path(__file__).parents[3] / "seeds"
DAY = date(2023, 7, 1)


@pytest.fixture(scope="module")
def ukrainian(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    archive = Archive(tmp_path_factory.mktemp("uk") / "c.db")
    archive.reindex([DATA / "uk.articles.jsonl"])
    return archive


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    archive = Archive(tmp_path_factory.mktemp("en") / "c.db")
    archive.reindex([SEEDS])
    return archive


def test_english_questions_find_their_passages_in_ukrainian_articles(ukrainian: Archive) -> None:
    lines = (DATA / "en-to-uk.questions.jsonl").read_text(encoding="utf-8").splitlines()
    asked = [json.loads(line) for line in lines]
    missed = [
        each["question"]
        for each in asked
        if each["gold"][0]["evidence"]
        not in ukrainian.search(each["question"], limit=1)[0].passage.text
    ]
    assert len(missed) <= 1, missed


@pytest.mark.parametrize(
    ("question", "language", "held"),
    [
        ("Wie viele Soldaten starben in Makijiwka?", "de", "63"),
        ("Сколько солдат погибло в Макеевке?", "ru", "63"),
        ("Combien de soldats sont morts à Makiivka ?", "fr", "63"),
        ("Скільки людей загинуло у Дніпрі?", "uk", "Dnipro"),
        ("¿Cuántas personas murieron en Dnipró?", "es", "Dnipro"),
        ("Was sagt Russland über den Damm?", "de", "Russia, for its part, says"),
        ("Що каже Росія про дамбу?", "uk", "Russia, for its part, says"),
    ],
)
def test_a_question_is_answered_from_english_articles(
    english: Archive, question: str, language: str, held: str
) -> None:
    answer = english.ask(question, asked_on=DAY)
    assert answer.language == language
    assert held in answer.quotes[0].text


@pytest.mark.parametrize(
    "question",
    [
        "Wie viele Menschen starben in Liverpool?",
        "Скільки людей загинуло у Херсоні?",  # the articles have the city, and no dead there
        "Сколько погибло в Ливерпуле?",
        "Wie hoch ist der Eiffelturm?",
    ],
)
def test_what_the_articles_do_not_say_is_refused(english: Archive, question: str) -> None:
    assert english.ask(question, asked_on=DAY).refusal


def test_words_that_ask_are_no_words_to_search_for(english: Archive) -> None:
    for question in ("Welche Stadt hat Liverpool besiegt?", "Коли і скільки коштував Ліверпуль?"):
        refusal = english.ask(question, asked_on=DAY).refusal
        assert refusal
        assert {"Welche", "hat", "Коли", "скільки"}.isdisjoint(refusal.unknown)


def test_number_words_of_another_language_are_numbers(ukrainian: Archive) -> None:
    (found,) = ukrainian.search("Worum ging es bei den sechzehn?", limit=1)
    assert "16 будинків" in found.passage.text
