"""A question in a language that the coverage lacks is told, and no other is taken for one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from retrieval.languages.language import codes, language, stop_words
from retrieval.languages.whose_words import asked_for
from retrieval.languages.written import foreign_to

DATA = Path(__file__).parents[2] / "data" / "languages"
CHECKED = "uk ru de fr es pl".split()


def questions(code: str) -> list[str]:
    lines = (DATA / f"{code}.questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["question"] for line in lines]


@pytest.mark.parametrize("code", CHECKED)
def test_questions_are_told_where_the_coverage_is_in_english_and_not_in_their_own(
    code: str,
) -> None:
    asked = questions(code)
    assert sum(foreign_to(each, ("en",)) == code for each in asked) >= 0.9 * len(asked)
    assert {foreign_to(each, (code,)) for each in asked} == {None}
    assert {foreign_to(each, (code, "en")) for each in asked} == {None}


@pytest.mark.parametrize(
    "question",
    [
        "Ursula von der Leyen",
        "Oscar de la Hoya",
        "Los Angeles",
        "La Paz protests",
        "Who founded Die Welt?",
        "What did El Mundo report on Al Shabaab?",
        "Charles de Gaulle airport in Paris",
        "Mariupol theatre casualties",
        "Was war declared on Friday?",
        "?",
        "",
    ],
)
def test_english_questions_with_foreign_names_are_english(question: str) -> None:
    assert foreign_to(question, ("en",)) is None


def test_stop_words_are_read_alike_alone_and_with_the_rest() -> None:
    for code in codes():
        if code != "en":
            assert stop_words(code) == language(code).analysis.stop_words


@pytest.mark.parametrize(
    ("question", "who"),
    [
        ("Was sagt die Ukraine zum Damm?", ("Ukraine", "de")),
        ("Що кажуть росіяни про дамбу?", ("росіяни", "uk")),
        ("Что заявила Украина?", ("Украина", "ru")),
        ("Que dit la Russie sur le barrage ?", ("Russie", "fr")),
        ("¿Qué dice Rusia sobre la presa?", ("Rusia", "es")),
        ("co mówi Rosja o zaporze", ("Rosja", "pl")),
    ],
)
def test_who_is_asked_for_is_told_in_other_languages(question: str, who: tuple[str, str]) -> None:
    assert [*asked_for(question)] == [who]


def test_english_questions_ask_for_nobody_there() -> None:
    assert not [*asked_for("What does Russia say about the dam?")]
