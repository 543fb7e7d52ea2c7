"""`nutgraf eval --reader`: what readers see of the answers to their own questions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.commands.evaluate import evaluate
from retrieval.evaluation import QuestionsError
from tests.tools.schemas import check

TOWN: tuple[tuple[str, str | None, list[str]], ...] = (
    ("how many fire engines came", None, ["TWELVE  fire"]),
    ("how many were injured in the fire", None, ["three towns"]),
    ("what do the pillars of the old bridge carry?", None, ["swans"]),
    ("who won the chess cup in Zanzibar?", None, ["Ida"]),
    ("what burned down in Larnholm?", None, []),
    ("who won the chess cup in Fiji?", None, []),
    ("when?", "when were the cracks of the bridge measured", ["in spring"]),
)


def _record(coverage: str, question: str, after: str | None, evidence: list[str]) -> dict[str, Any]:
    expect = "answer" if evidence else "refuse"
    return {
        "coverage": coverage,
        "question": question,
        "after": after,
        "asked_on": "2024-03-06",
        "expect": expect,
        "evidence": evidence,
    }


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "reader.jsonl"
    records = [_record("town", *each) for each in TOWN]
    records.append(_record("village", "what burned down?", None, ["warehouse"]))
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    return path


def run(*arguments: object) -> Result:
    words = [str(each) for each in arguments]
    found = CliRunner().invoke(evaluate, words)
    check(["eval", *words], found.stdout)
    return found


def test_the_figures_are_those_counted_by_hand(questions: Path, articles: Path) -> None:
    found = run("--reader", questions, "--coverage", f"town={articles}", "--json", "--misses")
    assert found.exit_code == 0, found.output
    plain = json.loads(found.stdout)
    assert plain["left_out"] == 1
    assert plain["coverages"] == [
        {
            "name": "town",
            "answerable": 5,
            "bold": 2,
            "sentences": 2,
            "quotes": 3,
            "refused": 1,
            "unanswerable": 2,
            "answered": 1,
        }
    ]
    assert [each["verdict"] for each in plain["misses"]] == [
        "quoted",
        "wrong",
        "refused",
        "answered",
    ]


def test_the_report_has_a_line_for_each_coverage_and_a_total(
    questions: Path, articles: Path
) -> None:
    both = (f"--coverage=town={articles}", f"--coverage=village={articles}")
    lines = run("--reader", questions, *both, "--misses").stdout.splitlines()
    assert [line.split()[0] for line in lines[1:4]] == ["town", "village", "total"]
    assert "0.500 (3 of 6)" in lines[3]
    assert any(line.startswith("town  refused (") for line in lines)
    assert "    wanted: swans" in lines


def test_coverages_must_be_those_of_the_questions(questions: Path, articles: Path) -> None:
    nowhere = run("--reader", questions)
    assert nowhere.exit_code == 2
    assert "--coverage town=PATH --coverage village=PATH" in nowhere.output
    assert run("--reader", questions, f"--coverage=city={articles}").exit_code == 2
    assert run("--reader", questions, "--coverage=town").exit_code == 2
    assert run("--reader", questions, articles, questions).exit_code == 2


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"expect": "perhaps"}, "expect must be"),
        ({"evidence": "Ida"}, "evidence must be a list"),
        ({"expect": "refuse"}, "evidence is what a right answer shows"),
        ({"coverage": ""}, "coverage must be text"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, wrong: dict[str, Any], reason: str) -> None:
    path = tmp_path / "reader.jsonl"
    path.write_text(json.dumps(_record("town", "who?", None, ["Ida"]) | wrong), encoding="utf-8")
    found = run("--reader", path, "--coverage=town=somewhere")
    assert isinstance(found.exception, QuestionsError)
    assert str(found.exception).startswith(f"{path}:1: {reason}")
