"""Which language an article or a question is in is told by its letters and its little words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval.languages.language import codes
from retrieval.languages.written import asked_in, written_in

DATA = Path(__file__).parents[2] / "data" / "languages"
CHECKED = "uk ru de fr es pl".split()


def _texts(code: str, kind: str, field: str) -> Iterator[str]:
    for line in (DATA / f"{code}.{kind}.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)[field]


@pytest.mark.parametrize("code", CHECKED)
def test_an_article_that_states_no_language_is_told(code: str) -> None:
    assert {written_in(text) for text in _texts(code, "articles", "text")} == {code}


def test_nearly_each_question_is_told_among_all_languages() -> None:
    asked = [(code, text) for code in CHECKED for text in _texts(code, "questions", "question")]
    missed = [(text, told) for code, text in asked if (told := asked_in(text, codes())) != code]
    assert len(missed) <= 0.02 * len(asked), missed


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Пожар в Вене", "ru"),
        ("Поезд сошёл с рельсов под Каменкой", "ru"),
        ("Потяг зійшов з рейок", "uk"),
        ("Воз је искочио из шина код Ниша", "sr"),
        ("Цягнік сышоў з рэек пад Мінскам, загінулі людзі", "be"),
        ("Strażacy gaszą łąki pod Śremem.", "pl"),
        ("Lech Wałęsa and Václav Havel met in the Tatra mountains.", "en"),
    ],
)
def test_letters_tell_what_few_words_leave_open(text: str, code: str) -> None:
    assert written_in(text) == code


def test_serbian_may_be_stated_of_either_script() -> None:
    assert written_in("Пожар у Београду", "sr") == "sr"
    assert written_in("Požar u Beogradu", "sr-Latn") == "sr"
