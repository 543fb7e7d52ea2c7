"""One measurement in a process of its own: `python -m tests.benchmarks.child TASK ...`.

Prints its findings as one line of JSON. Imports as little as it can, because its start is timed.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from pathlib import Path
from typing import Any

from tests.benchmarks.folder import Corpus, analyse, made


def main(arguments: list[str]) -> None:
    task = arguments[0]
    options: dict[str, Any] = json.loads(arguments[1])
    corpus = Corpus(Path(options["corpus"]), options["passages"])
    started = time.perf_counter()
    found = {
        "make": _make,
        "build": _build,
        "baseline": _baseline,
        "answer": _answer,
        "query": _query,
        "add": _add,
    }[task](corpus, options)
    print(json.dumps({"seconds": time.perf_counter() - started, **memory(), **found}))


def memory() -> dict[str, float]:
    """This process's memory in MB: the most it ever held, and what is its own of that now."""
    wanted = {"VmHWM": "peak_mb", "RssAnon": "own_mb"}
    found = {}
    with open("/proc/self/status", encoding="ascii") as status:
        for line in status:
            name, _, value = line.partition(":")
            if name in wanted:
                found[wanted[name]] = int(value.split()[0]) / 1024
    return found


def _make(corpus: Corpus, options: dict[str, Any]) -> dict[str, Any]:
    made(corpus.folder, corpus.passages, options["questions"])
    started = time.perf_counter()
    analyse(corpus)
    return {"analysis": time.perf_counter() - started, **_described(corpus)}


def _described(corpus: Corpus) -> dict[str, float]:
    """How large the vocabulary is, how long passages are, and how many of them hold a question's
    terms, a passage once for each."""
    df: dict[str, int] = {}
    length = 0
    for passage in corpus.terms():
        length += len(passage.body)
        for term in {*passage.body, *passage.headline}:
            df[term] = df.get(term, 0) + 1
    sums = sorted(sum(df.get(each, 0) for each in asked.terms) for asked in corpus.questions())
    return {
        "terms": len(df),
        "length": length / corpus.passages,
        "df_median": sums[len(sums) // 2],
        "df_p95": sums[int(len(sums) * 0.95)],
    }


def _build(corpus: Corpus, options: dict[str, Any]) -> dict[str, Any]:
    from tests.benchmarks.ours import ENGINES

    ENGINES[options["engine"]].build(corpus, Path(options["index"]))
    return {}


def _baseline(corpus: Corpus, options: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG001
    """What an interpreter with numpy and the questions takes."""
    import numpy  # noqa: F401

    questions = corpus.questions()
    return {"answered": time.monotonic(), "questions": len(questions)}


def _answer(corpus: Corpus, options: dict[str, Any]) -> dict[str, Any]:
    """Opens the index and answers the first `count` questions; when it had answered one."""
    if options["numpy"]:
        import numpy  # noqa: F401
    from tests.benchmarks.ours import ENGINES

    questions = corpus.questions()[: options["count"]]
    engine = ENGINES[options["engine"]](corpus, Path(options["index"]))
    engine.search(questions[0])
    answered = time.monotonic()
    for question in questions[1:]:
        engine.search(question)
    return {"answered": answered}


def _query(corpus: Corpus, options: dict[str, Any]) -> dict[str, Any]:
    """Asks all engines the same questions in one process, interleaved."""
    from tests.benchmarks.interleaved import interleaved
    from tests.benchmarks.ours import ENGINES, INDEX

    engines = {
        name: ENGINES[name](corpus, Path(options["indexes"]) / INDEX[name])
        for name in options["engines"]
    }
    gc.collect()
    gc.freeze()  # or rank_bm25's millions of objects would slow the others' collections
    questions = corpus.questions()[:: options["stride"]]
    return {
        "engines": interleaved(engines, questions, runs=options["runs"], budget=options["budget"]),
        "questions": len(questions),
    }


def _add(corpus: Corpus, options: dict[str, Any]) -> dict[str, Any]:
    """Adds articles one by one: ms until each was added, and until a search had found it."""
    from tests.benchmarks.folder import Question
    from tests.benchmarks.ours import GROWING

    engine = GROWING[options["engine"]](corpus, Path(options["index"]))
    for question in corpus.questions()[:20]:
        engine.search(question)
    added, found = [], []
    for extra in corpus.extras():
        started = time.perf_counter()
        engine.add(extra)
        added.append((time.perf_counter() - started) * 1000)
        hits = engine.search(Question(extra.mark, [extra.mark]))
        found.append((time.perf_counter() - started) * 1000)
        times = engine.count(hits)
        assert times == 1, f"{options['engine']}: {extra.mark} found {times} times"
    return {"add_ms": added[1:], "found_ms": found[1:]}  # the first one warms up


if __name__ == "__main__":
    main(sys.argv[1:])
