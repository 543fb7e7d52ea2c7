"""`bm25.top` and `Archive.ask` beside tantivy over a coverage's own passages, and over made-up long
ones.

    pip install -e ".[bench]"
    python -m tests.benchmarks.real COVERAGE.db QUESTIONS.jsonl --page docs/benchmarks.md

A line of QUESTIONS is an object with a `question`. All engines are given the same terms and asked
for the ten best, `Archive.ask` the question, in turns of 25 questions, in one process; what counts
of a question is the median of `--runs` runs. The made-up passages are those of engines.py, `--long`
of them, asked its questions. With `--page` the section on paragraphs of real length of that page is
made anew.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any, Final, NamedTuple

if not __package__:
    sys.path.insert(0, str(Path(__file__).parents[2]))

from retrieval.analysis.terms import terms
from retrieval.index import bm25
from retrieval.index.statistics import read_statistics
from retrieval.store import database as store
from tests.benchmarks import folder
from tests.benchmarks.folder import Passage, Question
from tests.benchmarks.interleaved import interleaved
from tests.benchmarks.ours import Ask, Nutgraf
from tests.benchmarks.peers import TOP, Ranked, Tantivy
from tests.benchmarks.report import REAL, percentile, table, with_section

_TEXTS = (
    'select substr(body, "start" + 1, "end" - "start") from passages '
    "join articles on number = passages.article"
)
_NAMES: Final = ("tantivy", "bm25.top", "Archive.ask")
_SECTION: Final = """\
{heading}

News writes shorter paragraphs than the coverage above has. Made by
`python -m tests.benchmarks.real COVERAGE.db QUESTIONS.jsonl --page docs/benchmarks.md`, which asks
a coverage's own passages (here rtqa's, which the repository does not hold), then made-up ones of
engines.py, the same engines in turns. Load average before and after: {before:.1f}, {after:.1f}.
{day}.

{table}

So `bm25.top` takes {real:.2f} x tantivy's time over paragraphs of real length, {long:.2f} x over
long ones: what it takes beside reading lists (calls of numpy, rows of SQLite) weighs more where
lists are short."""


class Measured(NamedTuple):
    """A coverage of so many passages of a median length, and each engine's ms for each question."""

    kind: str
    passages: int
    terms: float
    ms: dict[str, list[float]]

    def ratio(self, name: str, percent: float = 50) -> float:
        """How many times tantivy's time an engine takes."""
        return percentile(self.ms[name], percent) / percentile(self.ms["tantivy"], percent)


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


def measured(kind: str, path: Path, questions: list[Question], runs: int) -> Measured:
    """The engines' figures over the coverage in the file `path`, which has a name of its own."""
    passages = Passages(path)
    lengths = [len(each.body) for each in passages.terms()]
    with tempfile.TemporaryDirectory() as index:
        Tantivy.build(passages, Path(index))  # type: ignore[arg-type]
        engines: dict[str, Any] = {
            "tantivy": Tantivy(passages, Path(index)),  # type: ignore[arg-type]
            "bm25.top": Top(path),
            "Archive.ask": Ask(passages, path.parent, path.name),  # type: ignore[arg-type]
        }
        found = interleaved(engines, questions, runs=runs, budget=1e9)
    ms = {name: found[name]["ms"] for name in _NAMES}
    return Measured(kind, len(lengths), median(lengths), ms)


def made_up(passages: int, questions: int, runs: int) -> Measured:
    """The same over made-up long passages."""
    with tempfile.TemporaryDirectory() as work:
        corpus = folder.made(Path(work), passages, questions)
        Nutgraf.build(corpus, Path(work))
        return measured("made up", Path(work) / "coverage.db", corpus.questions(), runs)


def section(found: Sequence[Measured], load: tuple[float, float]) -> str:
    """The page's section on them."""
    rows = [
        [
            f"{each.kind}, {each.passages:,} of {each.terms:.0f} terms (median)",
            name,
            *(f"{percentile(each.ms[name], percent):.2f}" for percent in (50, 95, 99)),
            *(f"{each.ratio(name, percent):.2f} x" for percent in (50, 99)),
            str(len(each.ms[name])),
        ]
        for each in found
        for name in _NAMES
    ]
    head = "passages | engine | p50 ms | p95 | p99 | p50 : tantivy | p99 : tantivy | questions"
    real, long = (each.ratio("bm25.top") for each in found)
    return _SECTION.format(
        heading=REAL,
        before=load[0],
        after=load[1],
        day=time.strftime("%Y-%m-%d"),
        table=table(head, rows),
        real=real,
        long=long,
    )


def main(arguments: list[str] | None = None) -> None:
    """Prints all figures, and writes them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("coverage", type=Path)
    parser.add_argument("questions", type=Path, nargs="+")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--long", type=int, default=100_000, help="made-up passages")
    parser.add_argument("--page", type=Path, help="whose section is made anew")
    options = parser.parse_args(arguments)
    load = os.getloadavg()[0]
    lines = [line for path in options.questions for line in path.read_text().splitlines()]
    texts = [json.loads(line)["question"] for line in lines]
    questions = [Question(text, list(dict.fromkeys(terms(text)))) for text in texts]
    found = [
        measured("news", options.coverage, questions, options.runs),
        made_up(options.long, len(questions), options.runs),
    ]
    said = section(found, (load, os.getloadavg()[0]))
    print(said)
    if options.page:
        page = with_section(options.page.read_text(encoding="utf-8"), said)
        options.page.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
