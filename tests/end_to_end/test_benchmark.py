"""The benchmark's made-up coverage, and a small run with the engines that need no extra."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from itertools import islice
from math import log
from pathlib import Path
from statistics import linear_regression, mean, quantiles

import pytest

from retrieval.analysis.terms import terms
from tests.benchmarks import engines
from tests.benchmarks.corpus import PARAGRAPHS, articles
from tests.benchmarks.folder import Corpus, analyse, made

ROOT = Path(__file__).parents[2]
PASSAGES = 4_000


@pytest.fixture(scope="module")
def paragraphs() -> list[str]:
    return [each for article in articles(311, PASSAGES) for each in article.paragraphs]


def test_the_same_seed_makes_the_same_coverage_whatever_the_order_of_hashes() -> None:
    command = (
        "import hashlib; from tests.benchmarks.corpus import articles; "
        "print(hashlib.sha256(repr(list(articles(5, 2000))).encode()).hexdigest())"
    )
    digests = {
        subprocess.check_output(
            [sys.executable, "-c", command],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        for seed in ("1", "2")
    }
    assert len(digests) == 1
    assert list(articles(5, 1000)) != list(articles(6, 1000))


def test_a_smaller_coverage_is_the_beginning_of_a_larger_one() -> None:
    assert list(articles(311, 1000)) == list(islice(articles(311, 3000), 1000 // PARAGRAPHS))


def test_its_words_follow_zipf_and_go_on_growing(paragraphs: list[str]) -> None:
    counts = Counter(term for each in paragraphs for term in terms(each))
    ranked = sorted(counts.values(), reverse=True)
    ranks = range(10, 2000)
    slope, _ = linear_regression([log(r) for r in ranks], [log(ranked[r - 1]) for r in ranks])
    assert -1.25 < slope < -0.75
    half = {term for each in paragraphs[: len(paragraphs) // 2] for term in terms(each)}
    assert 1.25 < len(counts) / len(half) < 1.6  # Heaps' law: the square root of two


def test_its_paragraphs_are_as_long_as_those_of_news(paragraphs: list[str]) -> None:
    lengths = [len(each.split()) for each in paragraphs]
    assert 60 < mean(lengths) < 75
    assert quantiles(lengths, n=10)[0] < 45 < 90 < quantiles(lengths, n=10)[-1]


def test_words_of_an_article_recur_in_it(paragraphs: list[str]) -> None:
    holding = Counter(term for each in paragraphs for term in set(terms(each)))
    rare = {term for term, count in holding.items() if 5 <= count <= 20}
    inside = outside = 0
    for first in range(0, len(paragraphs) - PARAGRAPHS, PARAGRAPHS):
        words = rare & set(terms(paragraphs[first]))
        inside += len(words & set(terms(paragraphs[first + 1])))
        outside += len(words & set(terms(paragraphs[first + PARAGRAPHS])))
    assert inside > 3 * outside


def test_the_files_hold_what_the_engines_are_given(tmp_path: Path) -> None:
    corpus = made(tmp_path, 1000, 20)
    analyse(corpus)
    assert [len(each.body) > 0 for each in corpus.terms()] == [True] * 1000
    records = (tmp_path / "articles" / "000.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(records) == 1000 // PARAGRAPHS
    first = json.loads(records[0])
    assert next(corpus.terms()).body == terms(first["text"].split("\n\n")[0])
    assert all(len(question.terms) >= 2 for question in corpus.questions())
    marked = [extra.mark in extra.passages[0].body for extra in corpus.extras()]
    assert marked == [True] * 8
    written = corpus.articles.stat().st_mtime_ns
    assert made(tmp_path, 1000, 20) == Corpus(tmp_path, 1000)
    assert corpus.articles.stat().st_mtime_ns == written


@pytest.mark.slow
def test_a_small_run_agrees_with_rank_bm25_on_every_question(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = ["nutgraf", "nutgraf_ask", "fts5", "rank_bm25"]
    options = ["--sizes", "2k", "--queries", "40", "--runs", "1", "--engines", ",".join(names)]
    engines.main([*options, "--work", str(tmp_path / "work"), "--out", str(tmp_path / "out")])
    found = json.loads((tmp_path / "work" / "results.json").read_text())["2000"]
    assert list(found["engines"]) == names
    agreed = found["engines"]["nutgraf"]["agreement"]
    assert (agreed["questions"], agreed["same"]) == (40, 40)
    assert found["engines"]["fts5"]["agreement"]["overlap"] > 0.5
    assert all(each["start_s"] > 0 and len(each["ms"]) == 40 for each in found["engines"].values())
    assert "## 2,000 passages" in capsys.readouterr().out
    assert (tmp_path / "out" / "benchmarks.md").exists()


def test_an_engine_that_is_not_there_is_an_error_of_one_line(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no engine lucene; choose from nutgraf, "):
        engines.main(["--engines", "lucene", "--work", str(tmp_path)])


@pytest.mark.slow
def test_the_cost_of_speakers_is_measured_in_turns() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.speakers", "seeds", "--turns", "2"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("a passage: ")
    assert len(done.stdout.splitlines()[1].split()) == 4
