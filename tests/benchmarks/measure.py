"""Processes that measure, seen from outside: their start, their memory, their files."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path
from statistics import median
from typing import Any, Final

from tests.benchmarks.folder import Corpus
from tests.benchmarks.ours import ENGINES, GROWING, INDEX, NO_NUMPY
from tests.benchmarks.peers import Ranked

ROOT: Final = Path(__file__).parents[2]
STARTS: Final = 5
"""Fresh processes from which the median start is taken."""
RANK_IN_MEMORY: Final = 100_000
"""Passages up to which rank_bm25 answers beside the others; above, in a process with nutgraf."""
RANK_QUESTIONS: Final = 50
BUDGET: Final = 90.0
"""Seconds that an engine may spend answering in one interleaved process."""
_WATCH_EVERY: Final = 0.25  # seconds; more often would take a tenth of a core
_SAME: Final = 1e-9
_ENVIRONMENT: Final = {
    name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
}
"""All engines start from compiled modules, as they do where they are installed."""

Finding = dict[str, Any]


class Bench:
    """All measurements of one coverage, its corpus and indexes below `work`."""

    def __init__(self, work: Path, passages: int, *, questions: int, runs: int) -> None:
        self.folder = work / str(passages)
        self.corpus = Corpus(self.folder / "corpus", passages)
        self.questions, self.runs = questions, runs
        self.large = passages > RANK_IN_MEMORY

    def make(self) -> Finding:
        """Writes the corpus and its terms; `analysis`: seconds that the terms took, one core."""
        return self._child("make", questions=self.questions)

    def build(self, engine: str) -> Finding:
        """Seconds (nutgraf, where it is quick: median of the runs), peak memory in MB with that of
        child processes, disk in MB."""
        again = self.runs if engine == "nutgraf" and not self.large else 1
        built = [self._built(engine) for _ in range(again)]
        return {
            "build_s": median(each["seconds"] for each in built),
            "build_mb": max(each["tree_mb"] for each in built),
            "build_own_mb": max(each["tree_own_mb"] for each in built),
            "disk_mb": sum(each.stat().st_size for each in _files(self._index(engine))) / 1e6,
        }

    def _built(self, engine: str) -> Finding:
        index = self._index(engine)
        shutil.rmtree(index, ignore_errors=True)
        index.mkdir(parents=True)
        return self._child("build", engine=engine, watched=True)

    def baseline(self) -> Finding:
        """Start and memory of a process that has numpy and the questions, and no index."""
        starts = [self._start("baseline") for _ in range(STARTS)]
        return {"start_s": median(starts), "peak_mb": self._child("baseline")["peak_mb"]}

    def answer(self, engine: str) -> Finding:
        """Peak memory of a process answering all questions; seconds from its start to its first
        answer with nothing of the index in the page cache, median of STARTS; the same with numpy
        loaded (`start_numpy_s`), where the engine does without."""
        start = self._starts(engine, numpy=False)
        count = RANK_QUESTIONS if engine == "rank_bm25" and self.large else self.questions
        found = self._child("answer", engine=engine, count=count, numpy=False)
        return {
            "start_s": start,
            "start_numpy_s": self._starts(engine, numpy=True) if engine in NO_NUMPY else start,
            "peak_mb": found["peak_mb"],
            "own_mb": found["own_mb"],
        }

    def query(self, engines: list[str]) -> Finding:
        """Query times in one process, interleaved."""
        return self._child(
            "query",
            engines=engines,
            stride=1,
            runs=self.runs,
            budget=BUDGET,
        )

    def query_beside_rank(self) -> Finding:
        """The same for few questions, with rank_bm25 in memory."""
        return self._child(
            "query",
            engines=["rank_bm25", "nutgraf"],
            stride=max(1, self.questions // RANK_QUESTIONS),
            runs=1,
            budget=1e9,
        )

    def add(self, engine: str) -> Finding:
        """Median ms until an article of 25 paragraphs is added, and until a search finds it, and
        the longest that this took; on a copy of the index."""
        assert engine in GROWING
        index, copy = self._index(engine), self.folder / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(index, copy)
        found = self._child("add", engine=engine, index=str(copy))
        shutil.rmtree(copy)
        return {
            **{key: median(found[key]) for key in ("add_ms", "found_ms")},
            "most_ms": max(found["found_ms"]),
        }

    def _starts(self, engine: str, *, numpy: bool) -> float:
        starts = []
        for _ in range(1 if engine == "rank_bm25" and self.large else STARTS):
            _forget(self._index(engine))
            starts.append(self._start("answer", engine=engine, count=1, numpy=numpy))
        return median(starts)

    def _start(self, task: str, **options: Any) -> float:
        begun = time.monotonic()
        return float(self._child(task, **options)["answered"]) - begun

    def _index(self, engine: str) -> Path:
        return self.folder / "indexes" / INDEX[engine]

    def _child(self, task: str, *, watched: bool = False, **options: Any) -> Finding:
        """What the child process found, and with `watched` the memory of its family."""
        options = {
            "corpus": str(self.corpus.folder),
            "passages": self.corpus.passages,
            "indexes": str(self.folder / "indexes"),
            **({"index": str(self._index(options["engine"]))} if "engine" in options else {}),
            **options,
        }
        command = [sys.executable, "-m", "tests.benchmarks.child", task, json.dumps(options)]
        with subprocess.Popen(
            command, cwd=ROOT, env=_ENVIRONMENT, stdout=subprocess.PIPE, text=True
        ) as process:
            most = {"tree_mb": 0.0, "tree_own_mb": 0.0}
            if watched:
                threading.Thread(target=_watch, args=(process, most), daemon=True).start()
            output, _ = process.communicate()
        if process.returncode:
            raise SystemExit(f"error: {task} {options} failed ({process.returncode})")
        found: Finding = json.loads(output.splitlines()[-1])
        return {**found, **most}


def agreement(found: Finding, engine: str) -> Finding:
    """How far `engine` agrees with rank_bm25 on the `questions` that both were asked: for how many
    it has the same ten passages in the same order with scores within 1e-9 (`same`), and the share
    of the passages of rank_bm25's top tens that it has too (`overlap`)."""
    theirs = _by_question(found["engines"]["rank_bm25"])
    ours = _by_question(found["engines"][engine])
    both = sorted(set(theirs) & set(ours))
    same = sum(_same(ours[at], theirs[at]) for at in both)
    kept = sum(len({r for r, _ in ours[at]} & {r for r, _ in theirs[at]}) for at in both)
    wanted = sum(len(theirs[at]) for at in both)
    return {"questions": len(both), "same": same, "overlap": kept / wanted}


def known_engines(names: list[str] | None) -> list[str]:
    """nutgraf and the engines of these names, in the table's order; all of them by default."""
    unknown = sorted(set(names or ()) - set(ENGINES))
    if unknown:
        raise SystemExit(f"error: no engine {unknown[0]}; choose from {', '.join(ENGINES)}")
    return [name for name in ENGINES if not names or name in {"nutgraf", *names}]


def _by_question(found: Finding) -> dict[int, Ranked]:
    return dict(zip(found["asked"], found["ranked"], strict=True))


def _same(ours: Ranked, theirs: Ranked) -> bool:
    return [row for row, _ in ours] == [row for row, _ in theirs] and all(
        abs(mine - other) <= _SAME for (_, mine), (_, other) in zip(ours, theirs, strict=True)
    )


def _files(folder: Path) -> list[Path]:
    return [each for each in folder.rglob("*") if each.is_file()]


def _forget(index: Path) -> None:
    """Asks the kernel to drop the index's files from the page cache."""
    for path in _files(index) if index.exists() else ():
        with path.open("rb") as file:
            os.fsync(file.fileno())
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _watch(process: subprocess.Popen[str], most: dict[str, float]) -> None:
    """Keeps the most memory, in MB, that the process and its descendants hold at once: `tree_mb`,
    and what of it is no file, `tree_own_mb`. Pages that they share count once."""
    while process.poll() is None:
        shares = [_share_of(pid) for pid in _family(process.pid)]
        for key, name in (("tree_mb", "Pss"), ("tree_own_mb", "Pss_Anon")):
            most[key] = max(most[key], sum(share.get(name, 0) for share in shares) / 1024)
        time.sleep(_WATCH_EVERY)


def _family(pid: int) -> list[int]:
    found = [pid]
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = path.read_text().split()
        except OSError:
            continue
        found += [each for child in children for each in _family(int(child))]
    return found


def _share_of(pid: int) -> dict[str, int]:
    """The process's proportional set size and its parts, in KB; {} where it has ended."""
    try:
        with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as rollup:
            next(rollup)
            return {name: int(size.split()[0]) for name, size in (x.split(":") for x in rollup)}
    except (OSError, StopIteration):
        return {}
