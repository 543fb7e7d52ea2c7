"""The same questions put to several engines in turns, so that all meet the same noise."""

from __future__ import annotations

import random
import time
from math import ceil
from statistics import median
from typing import Any, Final

from tests.benchmarks.folder import Question
from tests.benchmarks.peers import Engine

TURN: Final = 25
"""Questions that an engine answers before it is the next one's turn."""
_WARM_UP: Final = 5


def interleaved(
    engines: dict[str, Engine],
    questions: list[Question],
    *,
    runs: int,
    budget: float,
    turn: int = TURN,
) -> dict[str, Any]:
    """For each engine the `runs` it took part in, the questions' indexes that it was asked, the
    median over the runs of each one's ms (`ms`), and what it found (`ranked`).

    The engines take turns of `turn` questions, in an order drawn anew for each turn, so that all
    meet the same noise and yet answer as an engine does that is in use: with its own index in the
    processor's caches, not what another's scan of a whole collection left there. An engine that
    would take more than `budget` seconds is asked in one run only, and then only every so many
    questions.
    """
    shares = {name: _share(engine, questions, runs, budget) for name, engine in engines.items()}
    times: dict[str, dict[int, list[float]]] = {name: {} for name in engines}
    found: dict[str, dict[int, Any]] = {name: {} for name in engines}
    order = random.Random(0)
    for run in range(runs):
        for first in range(0, len(questions), turn):
            for name in order.sample(sorted(engines), len(engines)):
                most, stride = shares[name]
                search = engines[name].search
                some = range(first, min(first + turn, len(questions)))
                for at in some if run < most else ():
                    if at % stride == 0:
                        started = time.perf_counter()
                        answer = search(questions[at])
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
