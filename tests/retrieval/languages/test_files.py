"""Each language's file says what its words are: whole, plain, and no word twice."""

from __future__ import annotations

import json
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from retrieval.evaluation import read
from retrieval.languages.cues import asking, giving
from retrieval.languages.language import FOLDER, codes, language

FULL = "uk ru pl de fr es it pt ro tr el ar hi vi zh ja th cs nl sv".split()
"""The languages that have every table."""
OWN = [code for code in codes() if code != "en"]
CHECKED = "uk ru de fr es pl".split()
"""The languages with articles and questions of their own."""
BOTH = {"ro": {"mai"}}
"""What is a little word ("more") and a month alike."""
DATA = Path(__file__).parents[2] / "data" / "languages"


@pytest.mark.parametrize("code", codes())
def test_a_file_is_read_and_its_questions_and_days_are_understood(code: str) -> None:
    found = language(code)
    assert (found.code, bool(found.name), bool(found.analysis.terms)) == (code, True, True)
    assert asking(code).number.pattern
    assert giving(code).dates.pattern


@pytest.mark.parametrize("code", FULL)
def test_a_language_of_the_first_rank_has_every_table(code: str) -> None:
    found = language(code)
    tables = {"analysis", "numbers", "sentences", "days", "questions"}
    assert tomllib.loads(_written(code)).keys() >= tables
    assert len(found.numbers.words) >= 13
    assert found.numbers.large
    assert all(getattr(found.questions, kind) for kind in found.questions.__slots__)
    assert all(found.days.months)
    assert all(found.days.weekdays)


@pytest.mark.parametrize("code", OWN)
def test_a_year_has_twelve_months_and_a_week_seven_days(code: str) -> None:
    days = language(code).days
    assert (len(days.months), len(days.weekdays)) == (12, 7)
    for names in (days.months, days.weekdays):
        assert [name for name, times in Counter(chain(*names)).items() if times > 1] == []


@pytest.mark.parametrize("code", OWN)
def test_words_are_small_letters_composed_with_straight_apostrophes_and_none_stands_twice(
    code: str,
) -> None:
    text = _written(code)
    assert text == unicodedata.normalize("NFC", text)
    assert "’" not in text
    for words in _lists(tomllib.loads(text)):
        assert [word for word in words if word != word.lower()] == []
        assert [word for word, times in Counter(words).items() if times > 1] == []


@pytest.mark.parametrize("code", OWN)
def test_a_lone_phrase_of_a_question_is_not_read_as_its_words(code: str) -> None:
    table = tomllib.loads(_written(code)).get("questions", {})
    assert [kind for kind, text in table.items() if " " in text and "|" not in text] == []


def test_little_words_are_neither_numbers_of_two_and_more_nor_months() -> None:
    for found in map(language, OWN):
        named = {*chain(*found.numbers.words[2:]), *chain(*found.days.months)}
        assert found.analysis.stop_words & named == BOTH.get(found.code, set()), found.code


@pytest.mark.parametrize("code", CHECKED)
def test_the_questions_of_a_language_have_their_answers_in_its_articles(code: str) -> None:
    lines = (DATA / f"{code}.articles.jsonl").read_text(encoding="utf-8").splitlines()
    articles = {each["id"]: each["text"].split("\n\n") for each in map(json.loads, lines)}
    questions = read(DATA / f"{code}.questions.jsonl").questions
    assert sum(each.answerable for each in questions) == 20
    assert sum(not each.answerable for each in questions) == 5
    for gold in chain(*(each.gold for each in questions)):
        assert sum(gold.evidence in paragraph for paragraph in articles[gold.article]) == 1, gold


def _written(code: str) -> str:
    return (FOLDER / f"{code}.toml").read_text(encoding="utf-8")


def _lists(tables: dict[str, Any]) -> Iterator[list[str]]:
    """Each list of words of a file, as its reader parts it."""
    settings = ("terms", "keeps", "decimal", "thousands")
    for table in (each for each in tables.values() if isinstance(each, dict)):
        for name, value in table.items():
            if name in settings or not isinstance(value, str | list):
                continue
            for text in value if isinstance(value, list) else [value]:
                parts = text.split("|") if "|" in text else text.split()
                yield [" ".join(part.split()) for part in parts if part.strip()]
