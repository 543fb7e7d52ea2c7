"""`bm25.top` beside tantivy over a coverage's own passages, which are shorter than made-up ones.

    pip install -e ".[bench]"
    python -m tests.benchmarks.real COVERAGE.db QUESTIONS.jsonl

A line of QUESTIONS is an object with a `question`. Both engines are given the same terms and asked
for the ten best, in turns of 25 questions, in one process; what counts of a question is the median
of `--runs` runs.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

if not __package__:
    sys.path.insert(0, str(Path(__file__).parents[2]))

from retrieval.analysis.terms import terms
from retrieval.index import bm25
from retrieval.index.statistics import read_statistics
from retrieval.store import database as store
from tests.benchmarks.folder import Passage, Question
from tests.benchmarks.interleaved import interleaved
from tests.benchmarks.peers import TOP, Ranked, Tantivy

_TEXTS = (
    'select substr(body, "start" + 1, "end" - "start") from passages '
    "join articles on number = article"
)


class Passages:
    """The terms of a coverage's passages."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def terms(self) -> Iterator[Passage]:
        """Those of each passage."""
        database = store.connect_to_read(self.path)
        for (text,) in database.execute(_TEXTS):
            yield Passage(terms(text), [])
        database.close()


class Top:
    """`bm25.top` in a read transaction for each question."""

    def __init__(self, path: Path) -> None:
        self.database = store.connect_to_read(path)
        self.known = read_statistics(self.database)

    def search(self, question: Question) -> Any:
        """What is found for the question."""
        with store.reading(self.database):
            return bm25.top(self.database, self.known, question.terms, TOP)

    def ranked(self, found: Any) -> Ranked:
        """Where it was found, and its scores."""
        return list(zip(found.positions.tolist(), found.scores.tolist(), strict=True))


def main(arguments: list[str] | None = None) -> None:
    """Prints both engines' figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("coverage", type=Path)
    parser.add_argument("questions", type=Path, nargs="+")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args(arguments)
    lines = [line for path in options.questions for line in path.read_text().splitlines()]
    texts = [json.loads(line)["question"] for line in lines]
    questions = [Question(text, list(dict.fromkeys(terms(text)))) for text in texts]
    passages = Passages(options.coverage)
    lengths = [len(each.body) for each in passages.terms()]
    print(f"{len(lengths):,} passages of {median(lengths):.0f} terms, {len(questions)} questions")
    with tempfile.TemporaryDirectory() as folder:
        Tantivy.build(passages, Path(folder))  # type: ignore[arg-type]
        engines: dict[str, Any] = {
            "tantivy": Tantivy(passages, Path(folder)),  # type: ignore[arg-type]
            "bm25.top": Top(options.coverage),
        }
        found = interleaved(engines, questions, runs=options.runs, budget=1e9)
    for name, each in found.items():
        ms = sorted(each["ms"])
        p50, p95, p99 = (ms[int(share * (len(ms) - 1))] for share in (0.5, 0.95, 0.99))
        print(f"{name:10} p50 {p50:.3f}  p95 {p95:.3f}  p99 {p99:.3f} ms")


if __name__ == "__main__":
    main()
