"""What is denied never leads, is no figure, and is marked where it is shown."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval import Archive

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "data" / "denied.jsonl")
    .read_text("utf-8")
    .splitlines()
]
"""Articles in which figures are denied, a question, and the figure that stands, null for none."""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("denied")
    for number, case in enumerate(CASES):
        (folder / f"{number}.txt").write_text(case["text"], encoding="utf-8")
    with Archive(folder / "c.db") as archive:
        archive.reindex([folder])
        yield archive


@pytest.mark.parametrize("number", range(len(CASES)), ids=[each["text"][:60] for each in CASES])
def test_a_denied_figure_never_leads(archive: Archive, number: int) -> None:
    figure = CASES[number]["figure"]
    answer = archive.ask(CASES[number]["question"], path=str(number))
    if figure:
        assert figure in answer.quotes[0].sentence
        assert not answer.quotes[0].denied
    else:
        assert not answer.answered
    further = answer.quotes[1:]
    assert all(quote.denied or not _has_figure(quote.sentence) for quote in further)
    assert {each.figure for each in answer.figures} <= {figure}


def _has_figure(sentence: str) -> bool:
    return any(word.strip(".,").isdigit() for word in sentence.split())


def test_a_denial_is_marked_and_answers_who_asks_for_it(tmp_path: Path) -> None:
    text = (
        "Mines\n\nThe Sidran navy denies that it mined the strait.\n\nA ship struck a mine in May."
    )
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    with Archive(tmp_path / "c.db", threshold=0) as archive:
        archive.reindex([tmp_path / "a.txt"])
        for question in ("Did Sidra deny mining the strait?", "Did the navy mine the strait?"):
            quote = archive.ask(question).quotes[0]
            assert quote.sentence.startswith("The Sidran navy denies")
            assert quote.as_json()["denied"] is True
        other = archive.ask("What struck a mine in May?").quotes[0]
        assert other.as_json()["denied"] is False
