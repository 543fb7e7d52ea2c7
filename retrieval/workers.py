"""Inverting articles on all cores: this interpreter started again, fed through pipes.

A process of its own, not multiprocessing: nothing of the caller's program is imported again, and a
worker whose caller was killed reads the end of its input and ends.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from typing import BinaryIO, Final

from retrieval.errors import ArticleFormError
from retrieval.formats import Source, parse
from retrieval.inversion import Inverted, invert

WORTHWHILE: Final = 4 * 2**20
"""Bytes of sources from which on workers are started: they take half a second to start."""
BATCH: Final = 256 * 2**10
"""Bytes of sources that a worker takes at once."""

Outcome = Inverted | ArticleFormError


def inverted(sources: Iterable[Source], *, processes: int | None = None) -> Iterator[Outcome]:
    """What becomes of each source, in order; on `processes` workers (None: one a core).

    With few bytes, or one core, everything happens here.
    """
    count = os.cpu_count() or 1 if processes is None else processes
    batches = _batches(sources)
    first: list[list[Source]] = []
    size = 0
    for batch in batches:
        first.append(batch)
        size += sum(len(source.raw) for source in batch)
        if size >= WORTHWHILE:
            break
    if size < WORTHWHILE or count < 2:
        for batch in (*first, *batches):
            yield from map(_outcome, batch)
        return
    with _Workers(count) as workers:
        pending: deque[Future[list[Outcome]]] = deque()
        for batch in (*first, *batches):
            pending.append(workers.submit(batch))
            if len(pending) > 2 * count:
                yield from pending.popleft().result()
        while pending:
            yield from pending.popleft().result()


def _batches(sources: Iterable[Source]) -> Iterator[list[Source]]:
    batch: list[Source] = []
    size = 0
    for source in sources:
        batch.append(source)
        size += len(source.raw)
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _outcome(source: Source) -> Outcome:
    try:
        return invert(parse(source))
    except ArticleFormError as error:
        return error


class _Workers:
    """Worker processes, each spoken to by one thread at a time."""

    def __init__(self, count: int) -> None:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        self._processes = [
            subprocess.Popen(
                [sys.executable, "-c", "from retrieval.workers import serve; serve()"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=environment,
            )
            for _ in range(count)
        ]
        self._idle: SimpleQueue[subprocess.Popen[bytes]] = SimpleQueue()
        for process in self._processes:
            self._idle.put(process)
        self._threads = ThreadPoolExecutor(count)

    def __enter__(self) -> _Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown(cancel_futures=True)
        for process in self._processes:
            process.communicate()

    def submit(self, batch: list[Source]) -> Future[list[Outcome]]:
        """What becomes of each source of `batch`."""
        return self._threads.submit(self._sent, batch)

    def _sent(self, batch: list[Source]) -> list[Outcome]:
        process = self._idle.get()
        assert process.stdin
        assert process.stdout
        try:
            pickle.dump(batch, process.stdin, protocol=pickle.HIGHEST_PROTOCOL)
            process.stdin.flush()
            outcomes: list[Outcome] = pickle.load(process.stdout)
        finally:
            self._idle.put(process)
        return outcomes


def serve() -> None:
    """What a worker does: batches of Sources from standard input, outcomes to standard output."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the caller ends, and with it the input
    results = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing that is printed may come between
    for batch in _received(sys.stdin.buffer):
        pickle.dump([_outcome(source) for source in batch], results, pickle.HIGHEST_PROTOCOL)
        results.flush()


def _received(pipe: BinaryIO) -> Iterator[list[Source]]:
    while True:
        try:
            yield pickle.load(pipe)
        except EOFError:
            return
