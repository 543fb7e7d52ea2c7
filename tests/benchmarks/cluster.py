"""A coverage in an OpenSearch cluster beside the same one in a file, on this machine.

    python -m tests.benchmarks.cluster ARTICLES QUESTIONS.jsonl ... [--work DIR] [--out DIR]
    python -m tests.benchmarks.cluster --passages 1000000

News of your own, with questions in JSON Lines (`question`, `asked_on`); or a made-up coverage.
For each of `--shapes`, NODESxSHARDS and `+1` for a copy of each shard, it starts nodes, loads, and
measures, file and cluster in turns of `--turn` questions, so that both meet the same noise; with
`--earlier PROJECT` the file of an earlier checkout of nutgraf too:

- load: passages a second from the articles' files to shown; bytes a passage, without copies; how
  much longer the cluster merges what was loaded, after which it is asked.
- each question's ms, asked by one: the first time, again, and the seventh time, when Java has
  compiled what answers them; calls that a question makes.
- askers: threads of one process that ask for `--seconds`; questions a second, p50 and p99.
- add: ms from the start of a reindex of one article until it is quoted; median of 5.

Writes cluster.json to `--work`, where coverages measured before stay, and cluster-benchmarks.md
and cluster.png to `--out`. Needs what the tests over real nodes need: see tests/opensearch.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any, Final, NamedTuple

from retrieval import Archive
from tests.benchmarks.asking import TURN, asked_in_turns, asks, earlier, together
from tests.benchmarks.cluster_page import TURNS, page, plot
from tests.benchmarks.folder import made
from tests.opensearch.cluster import lacks, nodes
from tests.opensearch.parts import address_of, divide, merged, stored
from tests.tools.equal import DAY, Asked, answer, asked_in

_ADDS: Final = 5
_WARMING: Final = 4
_ASKED: Final = 400
_KILO: Final = 1e3
Finding = dict[str, Any]


class Shape(NamedTuple):
    """Of what a cluster is made."""

    nodes: int
    shards: int
    copies: int

    @classmethod
    def of(cls, text: str) -> Shape:
        """From `3x6+1`."""
        parts, _, copies = text.partition("+")
        count, shards = parts.split("x")
        return cls(int(count), int(shards), int(copies or 0))

    def __str__(self) -> str:
        copies = ", a copy of each" if self.copies else ""
        shards = f"{self.shards} shard{'s' * (self.shards > 1)}"
        return f"{self.nodes} node{'s' * (self.nodes > 1)}, {shards}{copies}"


def main() -> None:
    """Measures what the command line asks for."""
    given = _options()
    if reason := lacks():
        sys.exit(f"no OpenSearch 3 to measure: {reason}")
    given.work.mkdir(parents=True, exist_ok=True)
    given.out.mkdir(parents=True, exist_ok=True)
    articles, questions = _coverage(given)
    kept = given.work / "cluster.json"
    results: Finding = json.loads(kept.read_text()) if kept.exists() else {}
    for shape in given.shapes:
        with tempfile.TemporaryDirectory(dir=given.work) as folder:
            found = measured(Path(folder), shape, articles, questions, given)
        results.setdefault(str(found["passages"]), {})[str(shape)] = found
        kept.write_text(json.dumps(results))
        (given.out / "cluster-benchmarks.md").write_text(page(results), encoding="utf-8")
        plot(results, given.out / "cluster.png")


def measured(
    folder: Path, shape: Shape, articles: Path, questions: Sequence[Asked], given: Any
) -> Finding:
    """Everything about one shape."""
    found: Finding = {"date": time.strftime("%Y-%m-%d"), "machine": _machine()}
    found["load"] = [os.getloadavg()[0]]
    with nodes(folder, shape.nodes, heap=given.heap) as started:
        address = address_of(started[0].address, "bench")
        divide(address, shape.shards, shape.copies)
        with ExitStack() as stack:
            file = stack.enter_context(Archive(folder / "coverage.db"))
            both = {"file": file, "cluster": stack.enter_context(Archive(address))}
            for name, at in both.items():
                _say(shape, f"loading the {name}")
                found[name] = _loaded(at, articles)
            found["passages"] = file.coverage().passages
            found["file"]["bytes"] = (folder / "coverage.db").stat().st_size
            found["cluster"]["bytes"] = stored(address)
            sides = {name: asks(at) for name, at in both.items()}
            if given.earlier:
                _say(shape, "loading an earlier file")
                sides["earlier"] = stack.enter_context(earlier(given.earlier, articles, folder))
            found["cluster"]["merged"] = merged(address)
            for turn in TURNS:
                _say(shape, f"asking {len(questions)} questions: {turn}")
                if turn == TURNS[-1]:
                    asked_in_turns({"cluster": sides["cluster"]}, [*questions] * _WARMING)
                for name, said in asked_in_turns(sides, questions, given.turn).items():
                    found.setdefault(name, {})[turn] = said
            for askers in given.askers:
                for name in both:
                    _say(shape, f"{askers} ask the {name}")
                    some = together(sides[name], questions, askers, given.seconds)
                    found[name].setdefault("together", {})[str(askers)] = some
            for name, at in both.items():
                _say(shape, f"adding to the {name}")
                found[name]["add"] = _added(at, folder / f"more-{name}")
    found["load"].append(os.getloadavg()[0])
    return found


def _loaded(archive: Archive, articles: Path) -> Finding:
    began = time.perf_counter()
    passages = archive.reindex([articles]).passages
    return {"seconds": time.perf_counter() - began, "loaded": passages}


def _added(archive: Archive, folder: Path) -> Finding:
    """Milliseconds until an article that is added is quoted."""
    folder.mkdir()
    times = []
    for number in range(_ADDS):
        name = f"Larnholm Quay {'ABCDE'[number]}"
        text = f"{name}\n\nThe quay {name} was closed to lorries of the xylo{number}marine works."
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
        began = time.perf_counter()
        archive.reindex([folder])
        while not answer(archive, f"xylo{number}marine works", date.today())["quotes"]:
            time.sleep(0.005)
        times.append(_KILO * (time.perf_counter() - began))
    return {"ms": median(times), "most": max(times)}


def _coverage(given: Any) -> tuple[Path, list[Asked]]:
    """The articles, and what is asked of them."""
    if given.articles:
        return given.articles, [each for file in given.questions for each in asked_in(file)]
    corpus = made(given.work / f"made-{given.passages}", given.passages, _ASKED)
    day = date.fromisoformat(DAY)
    return corpus.articles, [Asked(each.text, day) for each in corpus.questions()]


def _options() -> Any:
    parser = argparse.ArgumentParser(
        description=(__doc__ or "").partition("\n\n")[0],
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    work = Path(tempfile.gettempdir()) / "nutgraf-benchmarks"
    parser.add_argument("articles", type=Path, nargs="?", help="a file or folder of news")
    parser.add_argument("questions", type=Path, nargs="*", help="about the news")
    parser.add_argument("--passages", type=int, help="of a made-up coverage, where none is named")
    parser.add_argument("--shapes", type=Shape.of, nargs="+", default=["1x1", "1x6", "3x3+1"])
    parser.add_argument("--askers", type=int, nargs="+", default=[1, 2, 4, 8])
    parser.add_argument("--seconds", type=float, default=10.0, help="that they ask together")
    parser.add_argument("--heap", default="1g", help="of a node")
    parser.add_argument("--turn", type=int, default=TURN, help="questions asked before the next")
    parser.add_argument("--earlier", type=Path, help="an earlier checkout, asked as well")
    parser.add_argument("--work", type=Path, default=work)
    parser.add_argument("--out", type=Path, default=work)
    given = parser.parse_args()
    if bool(given.articles) == bool(given.passages) or bool(given.questions) != bool(
        given.articles
    ):
        parser.error("articles and questions about them, or --passages")
    given.shapes = [each if isinstance(each, Shape) else Shape.of(each) for each in given.shapes]
    return given


def _machine() -> str:
    python = platform.python_version()
    return f"{os.cpu_count()} cores, Linux {platform.release()}, CPython {python}"


def _say(shape: Shape, what: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {shape}: {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
