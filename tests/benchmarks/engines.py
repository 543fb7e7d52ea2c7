"""nutgraf's index beside rank_bm25, bm25s, tantivy and SQLite FTS5, on the same made-up coverage.

    pip install -e ".[bench]"
    python tests/benchmarks/engines.py --sizes 10k,100k,1M --queries 400 --out docs

Every build and every start has a process of its own; queries of all engines are interleaved in one,
in turns of 25 questions.
Per size it measures, and prints as tables with ratios to tantivy and to rank_bm25:

- query p50, p95, p99 in ms over the questions, of each the median over `--runs` runs. Timed is
  `bm25.top(terms, 10)` in its read transaction against each peer's own search on the same terms;
  `Archive.ask` with the question's text has its own row. Above 100,000 passages rank_bm25, which
  takes seconds a question, meets nutgraf alone, on 50 questions. An
  engine too slow for all the questions in 90 s is asked some of them: see "questions x runs".
- whether ids and scores of the ten best are rank_bm25's (1e-9, ties by article id and paragraph).
- build: seconds from files to committed (nutgraf) or from analysed terms (peers), peak memory in
  MB of the process with its children (proportional set size, every 250 ms), disk in MB.
- start: seconds from the start of a process to its first answer, the index out of the page cache;
  median of 5. Peak memory (VmHWM) of a process that answers all questions, in MB.
- add: ms until one article of 25 paragraphs is committed, and until a search finds it; median of 7.

Writes results.json to `--work`, and benchmarks.md and engines.png to `--out`. Sizes measured before
stay in results.json, so that sizes may be run one at a time. A million passages take about half an
hour, 2 GB of memory and 3 GB of disk.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

if not __package__:
    sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.measure import Bench, agreement, known_engines
from tests.benchmarks.ours import GROWING, INDEX, NEEDS
from tests.benchmarks.plot import plot
from tests.benchmarks.report import Finding, markdown, with_tables

_UNITS: Final = {"k": 1_000, "M": 1_000_000}


def main(arguments: list[str] | None = None) -> None:
    """Runs what the command line asks for."""
    options = _options(arguments)
    engines = known_engines(options.engines)
    _require(engines)
    options.work.mkdir(parents=True, exist_ok=True)
    options.out.mkdir(parents=True, exist_ok=True)
    kept = options.work / "results.json"
    results = {int(k): v for k, v in json.loads(kept.read_text()).items()} if kept.exists() else {}
    for passages in options.sizes:
        bench = Bench(options.work, passages, questions=options.queries, runs=options.runs)
        results[passages] = measured(bench, engines)
        kept.write_text(json.dumps(results))
        page = options.out / "benchmarks.md"
        report = with_tables(page.read_text("utf-8") if page.exists() else "", markdown(results))
        page.write_text(report, encoding="utf-8")
    print(report)
    if find_spec("matplotlib"):
        plot(results, options.out / "engines.png")


def measured(bench: Bench, engines: list[str]) -> Finding:
    """Everything about one size."""
    load = os.getloadavg()[0]
    found: Finding = {"date": time.strftime("%Y-%m-%d"), "machine": _machine()}
    found["versions"] = _versions()
    _say(bench, "writing the coverage")
    found["corpus"] = bench.make()
    found["engines"] = {name: {} for name in engines}
    for name in engines:
        if name == INDEX[name]:
            _say(bench, f"building {name}")
            found["engines"][name] = bench.build(name)
    found["baseline"] = bench.baseline()
    _query(bench, found, engines)
    for name in engines:
        _say(bench, f"starting {name}")
        found["engines"][name] |= bench.answer(name)
        if name in GROWING:
            _say(bench, f"adding to {name}")
            found["engines"][name] |= bench.add(name)
    return {**found, "load": (load, os.getloadavg()[0])}


def _query(bench: Bench, found: Finding, engines: list[str]) -> None:
    _say(bench, "asking")
    together = [name for name in engines if name != "rank_bm25" or not bench.large]
    asked = bench.query(together)
    for name in together:
        found["engines"][name] |= _times(asked, name)
    if "rank_bm25" in engines and bench.large:
        _say(bench, "asking rank_bm25")
        beside = bench.query_beside_rank()
        found["beside_rank"] = {
            **{name: _times(beside, name) for name in beside["engines"]},
            "agreement": agreement(beside, "nutgraf"),
        }


def _times(asked: Finding, name: str) -> Finding:
    found = {key: asked["engines"][name][key] for key in ("ms", "runs")}
    if "rank_bm25" in asked["engines"] and name not in ("rank_bm25", "nutgraf_ask"):
        found["agreement"] = agreement(asked, name)
    return found


def _options(arguments: list[str] | None) -> Any:
    parser = argparse.ArgumentParser(
        description=(__doc__ or "").partition("\n\n")[0],
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    work = Path(tempfile.gettempdir()) / "nutgraf-benchmarks"
    parser.add_argument("--sizes", type=_sizes, default="10k,100k,1M", help="passages")
    parser.add_argument("--queries", type=int, default=400, help="questions")
    parser.add_argument("--runs", type=int, default=3, help="times that each question is asked")
    parser.add_argument("--engines", type=lambda text: text.split(","), help="default: all")
    parser.add_argument("--work", type=Path, default=work, help="for coverages and indexes")
    parser.add_argument("--out", type=Path, default=work, help="for the tables and the plot")
    return parser.parse_args(arguments)


def _sizes(text: str) -> list[int]:
    sizes = []
    for size in text.split(","):
        passages = int(size.rstrip("kM")) * _UNITS.get(size[-1:], 1)
        if passages < 1000 or passages % 1000:
            raise argparse.ArgumentTypeError(f"{size}: whole thousands of passages")
        sizes.append(passages)
    return sizes


def _require(engines: list[str]) -> None:
    for name in engines:
        if name in NEEDS and not find_spec(NEEDS[name]):
            raise SystemExit(f'error: no module {NEEDS[name]}; pip install -e ".[bench]"')


def _machine() -> str:
    return (
        f"{os.cpu_count()} cores, Linux {platform.release()}, CPython {platform.python_version()}"
    )


def _versions() -> str:
    import sqlite3

    names = ["numpy", "rank-bm25", *(each for each in NEEDS.values() if find_spec(each))]
    found = [f"{name} {version(name)}" for name in names]
    return ", ".join([*found, f"SQLite {sqlite3.sqlite_version}"])


def _say(bench: Bench, what: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {bench.corpus.passages:,}: {what}", file=sys.stderr)


if __name__ == "__main__":
    main()
