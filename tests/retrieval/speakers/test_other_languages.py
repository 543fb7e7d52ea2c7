"""Who says what in other languages than English, and whose words questions in them ask for."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.analysis.analysers import analyser
from retrieval.speakers.worded.asked import whose_words_in
from retrieval.speakers.worded.forms import may_report
from retrieval.speakers.worded.reports import attributed

DATA = Path(__file__).parents[2] / "data" / "languages"


def examples(name: str) -> dict[str, list[list[str]]]:
    """The lines of a table, by language: a text, and who is named in it."""
    found: dict[str, list[list[str]]] = {}
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        language, *rest = line.split("\t")
        found.setdefault(language, []).append(rest)
    return found


TEXTS, QUESTIONS = examples("speakers.tsv"), examples("whose_words.tsv")


@pytest.mark.parametrize("language", TEXTS)
def test_who_says_something_is_found_by_a_run_that_may_say_so_and_nobody_else_is(
    language: str,
) -> None:
    for text, named in TEXTS[language]:
        found = [text[slice(*one.speaker)] for one in attributed(text, language)]
        assert found == ([] if named == "-" else [named]), text
        assert named == "-" or any(map(may_report(language), analyser(language).runs(text))), text


@pytest.mark.parametrize("language", QUESTIONS)
def test_whose_words_a_question_asks_for_is_read(language: str) -> None:
    for question, named in QUESTIONS[language]:
        found = whose_words_in(question, language)
        assert (found.who if found else "-") == named, question


def test_a_quotation_of_several_sentences_belongs_to_who_is_named_behind_it() -> None:
    text = "«Пожежу загасили. Ніхто не загинув», – сказав Роман Білик. Рух відновили."
    (one,) = attributed(text, "uk")
    assert text[slice(*one.scope)] == "«Пожежу загасили. Ніхто не загинув»"
    assert (text[slice(*one.verb)], one.stance) == ("сказав", "said")


def test_who_denies_and_who_confirms_are_told_apart() -> None:
    text = "Мер Лев Ткач підтвердив, що школу закрили. Віктор Лях заперечив, що знав про це."
    assert [one.stance for one in attributed(text, "uk")] == ["confirmed", "denied"]


@pytest.mark.parametrize("unit", ["«", "сказав Білик, ", "за словами ", "A B, ", 'laut «»"„“'])
def test_no_text_takes_long(unit: str) -> None:
    for language in ("uk", "de"):
        attributed(unit * (20_000 // len(unit)), language)
