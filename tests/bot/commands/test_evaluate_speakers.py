"""`nutgraf eval --attribution`: how well speakers are found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.commands.evaluate import evaluate
from retrieval.evaluation import QuestionsError
from tests.tools.schemas import check

RECORDS = (
    {
        "id": "a",
        "sentence": "Zelensky said it sank.",
        "speakers": [{"speaker": "Zelensky", "stance": "said", "party": "U", "where": "in"}],
    },
    {"id": "b", "sentence": "It sank.", "speakers": []},
    {
        "id": "c",
        "before": "“It sank,” Bell said.",
        "sentence": "“It is gone.”",
        "speakers": [{"speaker": "Bell", "stance": "said", "party": "T", "where": "ctx"}],
    },
    {
        "id": "d",
        "sentence": "The ship left.",
        "speakers": [{"speaker": "The ship", "stance": "claimed", "party": "R", "where": "in"}],
    },
)


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    path = tmp_path / "who.jsonl"
    path.write_text("\n".join(map(json.dumps, RECORDS)), encoding="utf-8")
    return path


def run(*arguments: object) -> str:
    words = [str(each) for each in arguments]
    found = CliRunner().invoke(evaluate, words)
    assert found.exit_code == 0, found.output
    check(["eval", *words], found.stdout)
    return found.stdout


def test_the_figures_are_those_counted_by_hand(labelled: Path) -> None:
    plain = json.loads(run("--attribution", labelled, "--json", "--misses"))
    counted = {name: (each["count"], each["of"]) for name, each in plain["figures"].items()}
    assert counted["speaker: precision"] == (1, 1)
    assert counted["speaker: recall"] == (1, 2)
    assert counted["exact span: F1"] == (2, 3)
    assert counted["nobody named, kept"] == (1, 1)
    assert counted["beside: precision"] == (1, 1)
    assert counted["class"] == (1, 1)
    assert counted["party: right"] == (1, 1)
    assert counted["party: sides swapped"] == (0, 1)
    assert plain["misses"] == {"d": ["not found: The ship"]}


def test_the_text_shows_figures_and_misses(labelled: Path) -> None:
    printed = run("--attribution", labelled, "--misses")
    assert "speaker: recall           0.500  (1 of 2)" in printed
    assert "d  not found: The ship" in printed


def test_what_is_no_such_file_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"id": 1}', encoding="utf-8")
    found = CliRunner().invoke(evaluate, ["--attribution", str(path)])
    assert isinstance(found.exception, QuestionsError)
    assert str(found.exception).startswith(f"{path}:1: ")
    wrong = CliRunner().invoke(evaluate, ["--attribution", str(path), "corpus", "questions"])
    assert wrong.exit_code == 2
    assert CliRunner().invoke(evaluate, []).exit_code == 2
