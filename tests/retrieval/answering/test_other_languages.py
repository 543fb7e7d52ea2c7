"""Days, speakers and courtesies of questions in other languages, over articles in them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from retrieval import Answer, Archive

DATA = Path(__file__).parents[2] / "data" / "languages"
TODAY = date(2022, 12, 28)


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Archive]]:
    with ExitStack() as stack:
        found = {}
        for language in ("uk", "de"):
            folder = tmp_path_factory.mktemp(language)
            found[language] = stack.enter_context(Archive(folder / "coverage.db"))
            found[language].reindex([DATA / f"{language}.articles.jsonl"])
        yield found


def best(answer: Answer) -> str:
    return answer.quotes[0].text if answer.quotes else ""


@pytest.mark.parametrize(
    ("language", "question", "asked_on", "evidence"),
    [
        ("uk", "Що сталося 8 квітня?", TODAY, "зійшов з рейок 8 квітня"),
        ("uk", "Що збили вчора над Озерним?", date(2022, 10, 18), "збили чотири безпілотники"),
        ("uk", "Що робили вчителі минулого тижня?", date(2022, 11, 8), "страйкували"),
        ("uk", "Добрий день! Підкажіть, що відкрили 2 січня?", TODAY, "запрацював у Лозовому"),
        ("uk", "Кого обрали у 2021 році?", TODAY, "обрали лікарку"),
        ("de", "Was geschah am 8. April 2022?", TODAY, "entgleist"),
        ("de", "Was passierte zwischen dem 13. und dem 15. Juni?", TODAY, "Sturm vom 14. Juni"),
    ],
)
def test_a_day_that_is_asked_for_is_answered_by_what_was_then(
    archives: dict[str, Archive], language: str, question: str, asked_on: date, evidence: str
) -> None:
    assert evidence in best(archives[language].ask(question, asked_on=asked_on))


@pytest.mark.parametrize(
    ("language", "question", "speaker"),
    [
        ("uk", "Що сказав Остап Гнатюк про ділянку?", "начальника залізниці Остапа Гнатюка"),
        ("uk", "Скільки педагогів страйкувало, за даними профспілки?", "профспілки"),
        ("de", "Wie viele Schiffe warten laut Petra Sonnleitner?", "Petra Sonnleitner"),
        ("de", "Was sagte Holger Wieland über die Strecke?", "Dr. Holger Wieland"),
    ],
)
def test_whose_words_are_asked_for_says_what_is_quoted(
    archives: dict[str, Archive], language: str, question: str, speaker: str
) -> None:
    answer = archives[language].ask(question, asked_on=TODAY)
    assert answer.speaker is not None
    said = answer.quotes[0].speaker
    assert said is not None
    assert speaker in said.text


@pytest.mark.parametrize(
    ("language", "question"),
    [("uk", "Що сталося 3 березня 2019 року?"), ("de", "Was geschah am 3. März 2019?")],
)
def test_a_day_of_which_nothing_is_known_is_why_nothing_is_quoted(
    archives: dict[str, Archive], language: str, question: str
) -> None:
    answer = archives[language].ask(question, asked_on=TODAY)
    assert answer.refusal
    assert (answer.refusal.reason, answer.refusal.day) == ("day_not_covered", "2019-03-03")
