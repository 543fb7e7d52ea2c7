from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval import Archive
from tests.tools.coverage_maker import archive

DAM = [
    "Dam breaks at Nova",
    "The dam at Nova broke on Tuesday, Oleksiy Kuleba said. Eighty towns were flooded.",
    "The harvest in the valley was poor this year.",
    "A school in Berlin was painted green.",
]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with archive(tmp_path_factory.mktemp("dam"), {"dam": DAM}) as made:
        yield made


def test_what_stands_near_is_shown_apart_from_any_answer(opened: Archive) -> None:
    answer = opened.ask("Did Kuleba resign?")
    assert (answer.answered, answer.quotes) == (False, ())
    assert answer.refusal
    assert (answer.refusal.reason, answer.refusal.lacks) == ("nearest", ("resign",))
    assert [each.text for each in answer.nearest] == [DAM[1]]
    assert answer.nearest[0].sentence.endswith("Kuleba said.")


def test_where_nothing_is_near_nothing_is_shown(opened: Archive) -> None:
    for question in ("Who won Eurovision?", "Zanzibar cricket Olympics painted?"):
        answer = opened.ask(question)
        assert (answer.answered, answer.nearest) == (False, ())
        assert answer.refusal
        assert answer.refusal.reason in ("no_match", "unknown_words")
        assert answer.refusal.lacks == ()


def test_the_nearest_are_three_at_most_and_verbatim(tmp_path: Path) -> None:
    paragraphs = ["News", *(f"Kuleba spoke in town {number}." for number in range(9))]
    with archive(tmp_path, {"a": paragraphs}) as many:
        answer = many.ask("Did Kuleba resign?")
        assert 1 <= len(answer.nearest) <= 3
        for quote in answer.nearest:
            body = many.article("a").body
            assert body[slice(*quote.offsets.sentence)] == quote.sentence
        assert [each.citation.number for each in answer.nearest] == [1, 2, 3][: len(answer.nearest)]


def test_an_answer_has_nothing_nearest(opened: Archive) -> None:
    answer = opened.ask("How many towns were flooded when the dam at Nova broke?")
    assert answer.answered
    assert answer.as_json()["nearest"] == []
