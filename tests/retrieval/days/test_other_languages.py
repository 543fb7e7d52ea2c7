"""Which days questions and passages in other languages than English speak of."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from retrieval.analysis.analysers import analyser
from retrieval.days.asked import asked
from retrieval.days.calendar import Days
from retrieval.days.mentioned import spoken
from retrieval.days.opening import opening_day
from retrieval.days.worded.signs import is_sign
from retrieval.languages.language import language as language_of

DATA = Path(__file__).parents[2] / "data" / "languages"
ASKED_ON, PUBLISHED = date(2022, 12, 28), date(2022, 4, 9)


def examples(name: str) -> dict[str, list[list[str]]]:
    """The lines of a table, by language: a text, and the days of it."""
    found: dict[str, list[list[str]]] = {}
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        language, *rest = line.split("\t")
        found.setdefault(language, []).append(rest)
    return found


QUESTIONS, PASSAGES = examples("asked_days.tsv"), examples("told_days.tsv")


def written(days: Days) -> str:
    return f"{days[0]}" if days[0] == days[1] else f"{days[0]}..{days[1]}"


def read(question: str, language: str) -> str:
    found = asked(question, ASKED_ON, latest=ASKED_ON, language=language)
    if found is None:
        return "-"
    if found.first and found.first == found.last:
        return f"{found.kind} {found.first}"
    return f"{found.kind} {found.first or ''}..{found.last or ''}"


@pytest.mark.parametrize("language", QUESTIONS)
def test_the_days_that_a_question_asks_about_are_read(language: str) -> None:
    table = QUESTIONS[language]
    assert [[question, read(question, language)] for question, _ in table] == table


@pytest.mark.parametrize("language", PASSAGES)
def test_the_days_that_a_passage_speaks_of_are_found_where_a_run_of_it_is_a_sign(
    language: str,
) -> None:
    for text, days in PASSAGES[language]:
        found = [(one.first, one.last) for one in spoken(text, PUBLISHED, language=language)]
        assert (" ".join(map(written, found)) or "-") == days, text
        assert days == "-" or any(map(is_sign(language), analyser(language).runs(text))), text


@pytest.mark.parametrize("language", ["uk", "de", "tr", "zh", "vi"])
def test_no_row_of_the_words_of_days_is_too_much(language: str) -> None:
    days = language_of(language).days
    words = [*days.months[0], *days.since, *days.last, *days.week, *days.year, "8", "2022", "."]
    for at, word in enumerate(words):
        text = " ".join((word, words[at - 1], words[at - 3])) * 10
        for day in (date.min, ASKED_ON, date.max):
            asked(text, day, latest=None, language=language)
            spoken(text, day, language=language)


@pytest.mark.parametrize(
    ("text", "day", "rest"),
    [
        ("8 травня про міст", date(2022, 5, 8), "про міст"),
        ("вчора", date(2022, 12, 27), ""),
        ("с 8 мая о мосте", date(2022, 5, 8), "о мосте"),
    ],
)
def test_a_day_that_opens_a_command_may_be_in_the_reader_s_language(
    text: str, day: date, rest: str
) -> None:
    assert opening_day(text, "since", ASKED_ON, latest=ASKED_ON) == (day, rest)
    assert opening_day("про міст", "since", ASKED_ON, latest=ASKED_ON) is None
