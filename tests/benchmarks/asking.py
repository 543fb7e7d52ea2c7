"""Questions put to several archives in turns, and by several askers at once."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any, Final, TypeAlias
from unittest.mock import patch

from retrieval import Archive, ArchiveIncompleteError
from retrieval.opensearch.client import Cluster
from tests.tools.equal import Asked

TURN: Final = 25
_KILO: Final = 1e3
_EARLIER: Final = """
import json, pathlib, sys, time
from datetime import date
from retrieval import Archive
with Archive(pathlib.Path(sys.argv[1])) as archive:
    archive.reindex([pathlib.Path(sys.argv[2])])
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        text, day = json.loads(line)
        began = time.perf_counter()
        archive.ask(text, asked_on=date.fromisoformat(day))
        print(json.dumps(1e3 * (time.perf_counter() - began)), flush=True)
"""
Finding = dict[str, Any]
Ask: TypeAlias = Callable[[Asked], float | None]
"""Milliseconds that a question takes; None where the archive said that it could not answer."""


@contextmanager
def earlier(project: Path, articles: Path, work: Path) -> Iterator[Ask]:
    """Asks the file that an earlier checkout of nutgraf makes of the articles, in a process of its
    own."""
    command = [sys.executable, "-c", _EARLIER, str(work / "earlier.db"), str(articles.absolute())]
    with subprocess.Popen(
        command, cwd=project, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        given, said = child.stdin, child.stdout
        assert json.loads(said.readline()) == "ready"

        def ask(asked: Asked) -> float | None:
            given.write(json.dumps([asked.text, asked.day.isoformat()]) + "\n")
            given.flush()
            return float(json.loads(said.readline()))

        yield ask
        given.close()


def asked_in_turns(
    sides: Mapping[str, Ask], questions: Sequence[Asked], turn: int = TURN
) -> dict[str, Finding]:
    """Each one's ms for every question, how many calls it made, and how many had no answer; each
    is asked so many before the next one's `turn`."""
    found: dict[str, Finding] = {name: {"ms": [], "calls": 0, "failed": 0} for name in sides}
    for first in range(0, len(questions), turn):
        names = [*sides] if first // turn % 2 else [*reversed([*sides])]
        for name in names:
            with _counted() as calls:
                for each in questions[first : first + turn]:
                    took = sides[name](each)
                    found[name]["failed"] += took is None
                    found[name]["ms"] += [] if took is None else [took]
            found[name]["calls"] += len(calls)
    return found


def asks(archive: Archive) -> Ask:
    """Asks the archive, in this process."""

    def ask(asked: Asked) -> float | None:
        began = time.perf_counter()
        try:
            archive.ask(asked.text, asked_on=asked.day)
        except ArchiveIncompleteError:
            return None
        return _KILO * (time.perf_counter() - began)

    return ask


@contextmanager
def _counted() -> Iterator[list[str]]:
    """The paths of all calls of clusters inside."""
    calls: list[str] = []
    call = Cluster.call

    def counting(self: Cluster, method: str, path: str, *more: Any, **named: Any) -> Any:
        calls.append(path)
        return call(self, method, path, *more, **named)

    with patch.object(Cluster, "call", counting):
        yield calls


def together(ask: Ask, questions: Sequence[Asked], askers: int, seconds: float) -> Finding:
    """So many ask at once, each beginning elsewhere."""
    times: list[float] = []
    failed: list[str] = []
    over = Event()

    def keep_asking(begin: int) -> None:
        at = begin
        while not over.is_set():
            asked = questions[at % len(questions)]
            took = ask(asked)
            times.append(took) if took is not None else failed.append(asked.text)
            at += 1

    threads = [
        Thread(target=keep_asking, args=(number * len(questions) // askers,))
        for number in range(askers)
    ]
    began = time.perf_counter()
    for each in threads:
        each.start()
    time.sleep(seconds)
    over.set()
    for each in threads:
        each.join()
    rate = len(times) / (time.perf_counter() - began)
    return {"ms": times, "rate": rate, "failed": len(failed)}
