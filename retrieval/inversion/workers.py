"""Inverting articles on all cores: this interpreter started again, fed through pipes.

A process of its own, not multiprocessing: nothing of the caller's program is imported again, and a
worker whose caller was killed reads the end of its input and ends.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import chain
from queue import SimpleQueue
from struct import Struct
from typing import IO, Final, NamedTuple

from retrieval import children
from retrieval.articles.files import parse
from retrieval.articles.source import Source
from retrieval.errors import ArticleFormError, WorkerError
from retrieval.inversion.inverted import Inverted, TermNumbers
from retrieval.inversion.inverter import Inverter
from retrieval.model import Article

WORTHWHILE: Final = 4 * 2**20
"""Bytes of sources from which on workers are started: they take half a second to start."""
BATCH: Final = 256 * 2**10
"""Bytes of sources that a worker takes at once."""

Invertible = Source | Article
"""What is inverted: what a file holds, or an article that the store has."""
Outcome = Inverted | ArticleFormError


def inverted(
    sources: Iterable[Invertible], inverter: Inverter, *, processes: int | None = None
) -> Iterator[tuple[Outcome, TermNumbers]]:
    """What becomes of each source, in order, with the words that its terms are numbered by; on
    `processes` workers (None: one a core).

    With few bytes, or one core, everything happens here, by `inverter`.
    """
    count = os.cpu_count() or 1 if processes is None else processes
    batches = _batches(sources)
    first: list[list[Invertible]] = []
    size = 0
    for batch in batches:
        first.append(batch)
        size += sum(map(_size, batch))
        if size >= WORTHWHILE:
            break
    if size < WORTHWHILE or count < 2:
        for batch in chain(first, batches):
            yield from ((outcome, inverter.words) for outcome in _outcomes(batch, inverter))
        return
    with _Workers(count) as workers:
        pending: deque[Future[_Reply]] = deque()
        for batch in chain(first, batches):
            pending.append(workers.submit(batch))
            if len(pending) > 2 * count:
                yield from _received(pending.popleft().result())
        while pending:
            yield from _received(pending.popleft().result())


def _received(reply: _Reply) -> Iterator[tuple[Outcome, TermNumbers]]:
    outcomes, news = pickle.loads(reply.message)
    reply.words.learn(news)
    return ((outcome, reply.words) for outcome in outcomes)


def _size(source: Invertible) -> int:
    return len(source.raw if isinstance(source, Source) else source.body)


def _batches(sources: Iterable[Invertible]) -> Iterator[list[Invertible]]:
    batch: list[Invertible] = []
    size = 0
    for source in sources:
        batch.append(source)
        size += _size(source)
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _outcomes(sources: Iterable[Invertible], inverter: Inverter) -> list[Outcome]:
    parsed = [_parsed(source) for source in sources]
    made = iter(inverter.invert(each for each in parsed if isinstance(each, Article)))
    return [next(made) if isinstance(each, Article) else each for each in parsed]


def _parsed(source: Invertible) -> Article | ArticleFormError:
    try:
        return parse(source) if isinstance(source, Source) else source
    except ArticleFormError as error:
        return error


class _Reply(NamedTuple):
    """What a worker made of a batch, pickled, and its words as the caller knows them."""

    message: bytes
    words: TermNumbers


class _Workers:
    """Worker processes, each spoken to by one thread at a time."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._processes: list[subprocess.Popen[bytes]] = []
        self._idle: SimpleQueue[tuple[subprocess.Popen[bytes], TermNumbers]] = SimpleQueue()
        self._threads = ThreadPoolExecutor(count)

    def __enter__(self) -> _Workers:
        command = children.command("from retrieval.inversion.workers import serve; serve()")
        environment = children.environment()
        try:
            with _deaf_to_control_c():
                for _ in range(self._count):
                    process = subprocess.Popen(
                        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
                    )
                    self._processes.append(process)
                    self._idle.put((process, TermNumbers()))
        except BaseException:
            self._end(at_once=True)
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._end(at_once=kind is not None)

    def _end(self, *, at_once: bool) -> None:
        """Ends the processes, `at_once` without waiting for what they make."""
        for process in self._processes if at_once else ():
            process.kill()
        self._threads.shutdown(cancel_futures=True)
        for process in self._processes:
            process.communicate()

    def submit(self, batch: list[Invertible]) -> Future[_Reply]:
        """What becomes of each source of `batch`. The threads that wait for it move bytes
        and nothing else: what they did in Python, the caller would have to wait for."""
        return self._threads.submit(self._sent, pickle.dumps(batch, pickle.HIGHEST_PROTOCOL))

    def _sent(self, batch: bytes) -> _Reply:
        process, words = self._idle.get()
        assert process.stdin
        assert process.stdout
        try:
            _write(process.stdin, batch)
            message = _read(process.stdout)
        except BrokenPipeError:
            message = None
        finally:
            self._idle.put((process, words))
        if message is None:
            raise WorkerError
        return _Reply(message, words)


@contextmanager
def _deaf_to_control_c() -> Iterator[None]:
    """Processes started inside inherit that Ctrl-C, which reaches them too, is for the caller; it
    interrupts the caller when all are started, so that none is forgotten."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    came: list[int] = []
    handler = signal.getsignal(signal.SIGINT)
    heard = callable(handler) and threading.current_thread() is threading.main_thread()
    if heard:  # another thread of this process, which is not masked, may be given the signal
        signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        if heard:
            signal.signal(signal.SIGINT, handler)
        if came:
            signal.raise_signal(signal.SIGINT)


def serve() -> None:
    """What a worker does: batches of sources from standard input, outcomes to standard output."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the caller ends, and with it the input
    with os.fdopen(os.dup(1), "wb") as results:
        os.dup2(2, 1)  # nothing that is printed may come between
        inverter = Inverter()
        gc.disable()  # a batch makes nothing that refers to itself
        while (batch := _read(sys.stdin.buffer)) is not None:
            outcomes = _outcomes(pickle.loads(batch), inverter)
            reply = outcomes, inverter.words.news()
            try:
                _write(results, pickle.dumps(reply, pickle.HIGHEST_PROTOCOL))
            except BrokenPipeError:  # the caller was killed
                os._exit(1)
        os._exit(0)  # to take apart all that it remembers would take a third of a second


_SIZE: Final = Struct("<Q")


def _write(pipe: IO[bytes], message: bytes) -> None:
    pipe.write(_SIZE.pack(len(message)))
    pipe.write(message)
    pipe.flush()


def _read(pipe: IO[bytes]) -> bytes | None:
    """The next message; None where the other side has ended."""
    size = pipe.read(_SIZE.size)
    if len(size) < _SIZE.size:
        return None
    (expected,) = _SIZE.unpack(size)
    message = pipe.read(expected)
    return message if len(message) == expected else None
