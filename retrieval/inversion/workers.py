"""Inverting articles on all cores: this interpreter started again, fed through pipes.

A process of its own, not multiprocessing: nothing of the caller's program is imported again, and a
worker whose caller was killed reads the end of its input and ends.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain
from queue import SimpleQueue
from typing import Final

from retrieval.articles.files import FORMS, parse, prepare
from retrieval.articles.frames import read, write
from retrieval.articles.source import Source
from retrieval.children import cores
from retrieval.confinement import confine, seconds_for, within
from retrieval.errors import ArticleFormError
from retrieval.inversion import stopped
from retrieval.inversion.inverted import Inverted, TermNumbers
from retrieval.inversion.inverter import Inverter
from retrieval.inversion.worker import OUT_OF_MEMORY, Reply, Worker, deaf_to_control_c
from retrieval.model import Article

WORTHWHILE: Final = 4 * 2**20
"""Bytes of sources from which on workers are started: they take half a second to start."""
BATCH: Final = 256 * 2**10
"""Bytes of sources that a worker takes at once."""

Invertible = Source | Article
"""What is inverted: what a file holds, or an article that the store has."""
Outcome = Inverted | ArticleFormError


def inverted(
    sources: Iterable[Invertible],
    inverter: Inverter,
    *,
    processes: int | None = None,
    apart: bool = False,
) -> Iterator[tuple[Outcome, TermNumbers]]:
    """What becomes of each source, in order, with the words that its terms are numbered by; on
    `processes` workers (None: one for each core that this process may use).

    With few bytes, or one core, everything happens here, by `inverter`, but for forms that foreign
    code reads; in a worker if it is to be `apart`. A source over which a worker ends twice is no
    article; WorkerError where that is not its doing.
    """
    count = cores() if processes is None else processes
    batches = _batches(sources)
    first: list[list[Invertible]] = []
    size, foreign = 0, False
    for batch in batches:
        first.append(batch)
        size += sum(map(_size, batch))
        foreign = any(map(_is_foreign, batch))
        if size >= WORTHWHILE or foreign:
            break
    if not first:
        return
    if size < WORTHWHILE and not foreign:
        count = 1
    if count < 2 and not foreign and not apart:
        for batch in chain(first, batches):
            yield from ((outcome, inverter.words) for outcome in _outcomes(batch, inverter))
        return
    with _Workers(count) as workers:
        pending: deque[Future[list[Reply]]] = deque()
        for batch in chain(first, batches):
            pending.append(workers.submit(batch))
            if len(pending) > 2 * count:
                yield from _received(workers.result(pending.popleft()))
        while pending:
            yield from _received(workers.result(pending.popleft()))


def _received(replies: list[Reply]) -> Iterator[tuple[Outcome, TermNumbers]]:
    for message, words in replies:
        outcomes, news = pickle.loads(message)
        words.learn(news)
        yield from ((outcome, words) for outcome in outcomes)


def _is_foreign(source: Invertible) -> bool:
    return isinstance(source, Source) and FORMS[source.form].foreign


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


def _outcomes(sources: Sequence[Invertible], inverter: Inverter) -> list[Outcome]:
    parsed = [_parsed(source) for source in sources]
    try:
        made = iter(inverter.invert(each for each in parsed if isinstance(each, Article)))
    except MemoryError:
        raise
    except Exception as error:  # a fault of ours, which costs this article, and no other
        if len(sources) > 1:
            return [outcome for each in sources for outcome in _outcomes([each], inverter)]
        if isinstance(sources[0], Article):
            raise
        return [_beyond_us(sources[0], error)]
    return [next(made) if isinstance(each, Article) else each for each in parsed]


def _parsed(source: Invertible) -> Article | ArticleFormError:
    if isinstance(source, Article):
        return source
    try:
        return parse(source)
    except ArticleFormError as error:
        return error
    except MemoryError:
        raise
    except Exception as error:
        return _beyond_us(source, error)


def _beyond_us(source: Source, error: Exception) -> ArticleFormError:
    reason = f"nutgraf fails at it ({type(error).__name__}: {error}); please report it"
    return ArticleFormError(source.path, reason[:300])


class _Workers:
    """Worker processes, each spoken to by one thread at a time."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._all: list[Worker] = []
        self._idle: SimpleQueue[Worker] = SimpleQueue()
        self._threads = ThreadPoolExecutor(count)

    def __enter__(self) -> _Workers:
        try:
            with deaf_to_control_c():
                for _ in range(self._count):
                    worker = Worker()
                    self._all.append(worker)
                    self._idle.put(worker)
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def _end(self) -> None:
        """Ends the processes, whose results are here or not wanted, even stopped ones."""
        for worker in self._all:
            worker.kill()
        self._threads.shutdown(cancel_futures=True)
        for worker in self._all:
            worker.process.communicate()

    def submit(self, batch: list[Invertible]) -> Future[list[Reply]]:
        """What becomes of each source of `batch`. The threads that wait for it move bytes
        and nothing else: what they did in Python, the caller would have to wait for."""
        return self._threads.submit(self._sent, pickle.dumps(batch, pickle.HIGHEST_PROTOCOL))

    def result(self, replies: Future[list[Reply]]) -> list[Reply]:
        """What was submitted, when it is there. Raises WorkerError."""
        return stopped.result(replies, lambda: [worker.process.pid for worker in self._all])

    def _sent(self, batch: bytes) -> list[Reply]:
        worker = self._idle.get()
        try:
            return worker.replies(batch)
        finally:
            self._idle.put(worker)


def serve() -> None:
    """What a worker does: batches of sources from standard input, outcomes to standard output."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the caller ends, and with it the input
    with os.fdopen(os.dup(1), "wb") as results:
        os.dup2(2, 1)  # nothing that is printed may come between
        inverter = Inverter()
        gc.disable()  # a batch makes nothing that refers to itself
        prepare()
        confine()
        while (batch := read(sys.stdin.buffer)) is not None:
            try:
                with within(seconds_for(len(batch))):
                    reply = _outcomes(pickle.loads(batch), inverter), inverter.words.news()
                    message = pickle.dumps(reply, pickle.HIGHEST_PROTOCOL)
                write(results, message)
            except MemoryError:
                os._exit(OUT_OF_MEMORY)
            except BrokenPipeError:  # the caller was killed
                os._exit(1)
        os._exit(0)  # to take apart all that it remembers would take a third of a second
