"""The same questions put to several engines in turn, so that all meet the same noise."""

from __future__ import annotations

import random
import time
from math import ceil
from statistics import median
from typing import Any, Final

from tests.benchmarks.folder import Question
from tests.benchmarks.peers import Engine

_WARM_UP: Final = 5


def interleaved(
    engines: dict[str, Engine], questions: list[Question], *, runs: int, budget: float
) -> dict[str, Any]:
    """For each engine the `runs` it took part in, the questions' indexes that it was asked, the
    median over the runs of each one's ms (`ms`), and what it found (`ranked`).

    Each question goes to all engines in an order drawn anew, because a scan of millions of
    objects empties the processor's caches for whoever comes next. An engine that would take more
    than `budget` seconds is asked in one run only, and then only every so many questions.
    """
    shares = {name: _share(engine, questions, runs, budget) for name, engine in engines.items()}
    times: dict[str, dict[int, list[float]]] = {name: {} for name in engines}
    found: dict[str, dict[int, Any]] = {name: {} for name in engines}
    order = random.Random(0)
    for run in range(runs):
        for at, question in enumerate(questions):
            for name in order.sample(sorted(engines), len(engines)):
                most, stride = shares[name]
                if run < most and at % stride == 0:
                    search = engines[name].search
                    started = time.perf_counter()
                    answer = search(question)
                    elapsed = (time.perf_counter() - started) * 1000
                    times[name].setdefault(at, []).append(elapsed)
                    found[name][at] = answer
    return {
        name: {
            "runs": shares[name][0],
            "asked": list(times[name]),
            "ms": [median(each) for each in times[name].values()],
            "ranked": [engines[name].ranked(each) for each in found[name].values()],
        }
        for name in engines
    }


def _share(engine: Engine, questions: list[Question], runs: int, budget: float) -> tuple[int, int]:
    """The runs that an engine takes part in, and the step from question to question."""
    tried = questions[:_WARM_UP]
    for question in tried:
        engine.search(question)
    started = time.perf_counter()
    for question in tried:
        engine.search(question)
    once = (time.perf_counter() - started) / len(tried) * len(questions)
    if once * runs <= budget:
        return runs, 1
    return 1, max(1, ceil(once / budget))
