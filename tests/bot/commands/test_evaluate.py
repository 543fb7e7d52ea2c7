"""`nutgraf eval`: what it prints, as text, as JSON and as a picture, and how it fails."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.commands.evaluate import evaluate
from retrieval import Archive, NotACoverageError, NothingIndexedError
from tests.tools.schemas import check

QUESTIONS = """\
{"id": "q1", "question": "How many fire engines came?", "answer": "Twelve", "answerable": true, \
"gold": [{"article": "harbour", "evidence": "twelve fire engines"}], "asked_on": "2024-03-06"}
{"id": "q2", "question": "What do the pillars of the old bridge carry?", "answer": "cracks", \
"answerable": true, "gold": [{"article": "bridge", "evidence": "carry cracks"}]}
{"id": "q3", "question": "Who won the chess cup in Zanzibar?", "answer": "", \
"answerable": false, "gold": []}
{"id": "q4", "question": "What burned down in Larnholm?", "answer": "nothing", \
"answerable": true, "gold": [{"article": "bridge", "evidence": "warehouse"}]}
"""
ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def _few_resamples(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command is looked at here, not how narrow its intervals are."""
    monkeypatch.setattr("retrieval.evaluation.metrics.ROUNDS", 50)


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "town.questions.jsonl"
    path.write_text(QUESTIONS, encoding="utf-8")
    return path


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(evaluate, [str(each) for each in arguments], catch_exceptions=True)


def _json(*arguments: object) -> dict[str, Any]:
    found = _run(*arguments, "--json")
    assert found.exit_code == 0, found.output
    check(["eval", "--json"], found.stdout)
    plain: dict[str, Any] = json.loads(found.stdout)
    return plain


def test_figures_are_those_counted_by_hand(articles: Path, questions: Path) -> None:
    plain = _json(articles, questions, "--misses")
    (town,) = plain["sets"]
    assert plain["coverage"]["articles"] == 3
    assert (town["questions"], town["answerable"], town["not_located"]) == (4, 3, 1)
    assert town["passage"]["hit@1"]["value"] == pytest.approx(2 / 3)
    assert town["passage"]["mrr@10"]["value"] == pytest.approx(2 / 3)
    assert town["sentence"]["@1"] == {"value": 1.0, "low": 1.0, "high": 1.0, "questions": 2}
    assert town["refusal"]["false_answers"]["value"] == 0
    assert town["refusal"]["auroc"]["value"] == 1
    assert [each["id"] for each in town["misses"]] == ["q4"]
    assert town["misses"][0]["rank"] is None
    assert town["risk_coverage"]["coverage"] == [0.25, 0.5, 0.75, 1]


def test_the_report_has_a_line_for_each_set_and_a_total(articles: Path, questions: Path) -> None:
    other = questions.with_name("other.jsonl")
    other.write_text(QUESTIONS.splitlines()[0], encoding="utf-8")
    found = _run(articles, questions, other, "--compare", "--misses")
    assert found.exit_code == 0, found.output
    lines = found.stdout.splitlines()
    assert "3 articles" in lines[0]
    for head in ("by passage", "by article", "right sentence", "refusal", "milliseconds"):
        at = next(n for n, line in enumerate(lines) if line.startswith(head))
        table = lines[at + 1 : lines.index("", at) if "" in lines[at:] else None]
        names = [line.split()[0] for line in table if not line.startswith(" ")]
        assert names == ["town", "other", "total"]
        assert sum("rank_bm25" in line for line in table) == (3 if head == "by passage" else 0)
    assert "town: 1 answers stand nowhere in these articles" in lines
    assert any(line.startswith("q4  not found, answered") for line in lines)
    assert found.stderr == ""


def test_the_same_run_gives_the_same_figures(articles: Path, questions: Path) -> None:
    runs = [_json(articles, questions, "--typos", 1, "--seed", 5, "--compare") for _ in range(2)]
    for run in runs:
        del run["sets"][0]["milliseconds"]
        del run["coverage"]["indexed_at"]
    assert runs[0] == runs[1]
    assert (runs[0]["seed"], runs[0]["typos"], runs[0]["asked_on"]) == (5, 1, True)


def test_slips_are_in_the_questions_asked(articles: Path, questions: Path) -> None:
    (slipped,) = _json(articles, questions, "--typos", 1, "--misses")["sets"]
    (straight,) = _json(articles, questions, "--misses")["sets"]
    asked = {each["id"]: each["question"] for each in slipped["misses"]}
    assert asked["q4"] != straight["misses"][0]["question"]


def test_only_the_first_of_each_file_are_asked(articles: Path, questions: Path) -> None:
    plain = _json(articles, questions, "--limit", 2, "--no-asked-on")
    assert plain["sets"][0]["questions"] == 2
    assert plain["asked_on"] is False


def test_a_database_can_be_kept_and_asked_again(
    articles: Path, questions: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "kept.db"
    first = _json(articles, questions, "--database", kept)
    again = _json(kept, questions)
    assert first["coverage"] == again["coverage"]
    assert _run(kept, questions, "--database", kept).exit_code == 2


def test_what_could_not_be_indexed_is_told(tmp_path: Path, questions: Path) -> None:
    corpus = tmp_path / "articles"
    corpus.mkdir()
    (corpus / "good.txt").write_text("Headline\n\nTwelve fire engines came.\n")
    (corpus / "bad.txt").write_text("")
    assert "1 not indexed, such as" in _run(corpus, questions).stdout


def test_a_bad_question_file_is_one_clear_line(articles: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text(QUESTIONS + "{\n")
    error = _run(articles, bad).exception
    assert str(error) == f"{bad}:5: not JSON; each line must be one whole JSON object"


def test_a_database_that_is_no_coverage_is_refused(tmp_path: Path, questions: Path) -> None:
    database = tmp_path / "other.db"
    database.write_bytes(b"SQLite format 3\x00 and nothing more")
    assert isinstance(_run(database, questions).exception, NotACoverageError)


def test_an_empty_coverage_is_refused(tmp_path: Path, questions: Path) -> None:
    (tmp_path / "nothing").mkdir()
    with Archive(tmp_path / "empty.db") as empty:
        empty.reindex([tmp_path / "nothing"])
    assert isinstance(_run(tmp_path / "empty.db", questions).exception, NothingIndexedError)


def test_a_picture_without_matplotlib_names_the_extra(
    articles: Path, questions: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    found = _run(articles, questions, "--plot", tmp_path / "x.png")
    assert str(found.exception) == "--plot needs matplotlib: pip install 'nutgraf[plot]'"
    assert found.stdout == ""


def test_a_picture_for_no_folder_is_refused_at_once(articles: Path, questions: Path) -> None:
    found = _run(articles, questions, "--plot", "/nowhere/x.png")
    assert str(found.exception).startswith("/nowhere/x.png: its folder does not exist")


def test_a_picture_is_a_png(articles: Path, questions: Path, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    found = _run(articles, questions, "--plot", tmp_path / "x.png")
    assert found.exit_code == 0, found.output
    assert (tmp_path / "x.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.slow
def test_the_project_s_own_questions_are_answered_better_than_by_rank_bm25() -> None:
    plain = _json(ROOT / "seeds", ROOT / "tests" / "data" / "questions.toml", "--compare")
    (own,) = plain["sets"]
    assert own["not_located"] == 0
    assert own["questions"] > own["answerable"] > 40
    assert own["passage"]["hit@1"]["value"] > own["rank_bm25"]["hit@1"]["value"]
    assert own["passage"]["hit@10"]["value"] > 0.9
    assert own["refusal"]["auroc"]["value"] > 0.75
