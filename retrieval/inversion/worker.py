"""A process that inverts what strangers wrote: it may end, and another takes its place."""

from __future__ import annotations

import pickle
import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, NamedTuple

from retrieval import children
from retrieval.articles.frames import read, write
from retrieval.articles.source import Source
from retrieval.confinement import MEMORY, seconds_for
from retrieval.errors import ArticleFormError, WorkerError
from retrieval.inversion.inverted import TermNumbers

SERVE: Final = "from retrieval.inversion.workers import serve; serve()"
OUT_OF_MEMORY: Final = 77
"""The exit code of a process that has taken all the memory that it may."""
_CRASHES: Final = ("SIGSEGV", "SIGBUS", "SIGABRT", "SIGILL", "SIGFPE", "SIGSYS")


class Reply(NamedTuple):
    """What a worker made of a batch, pickled, and its words as the caller knows them."""

    message: bytes
    words: TermNumbers


class Worker:
    """The process, spoken to by one thread at a time; each one started has words of its own."""

    def __init__(self) -> None:
        self._changing = threading.Lock()
        self._is_ended = False
        self._start()

    def _start(self) -> None:
        self.words = TermNumbers()
        self.process = subprocess.Popen(
            children.command(SERVE),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=children.environment(),
        )

    def kill(self) -> None:
        """Ends the process at once; no other takes its place."""
        with self._changing:
            self._is_ended = True
            self.process.kill()

    def replies(self, batch: bytes) -> list[Reply]:
        """What becomes of a pickled batch. Where the process ends over it, each source is tried by
        itself, and only the one that ends it again is no article.

        Raises WorkerError where that is not the source's doing.
        """
        message = self._made_of(batch)
        if message is not None:
            return [Reply(message, self.words)]
        self._renew()
        return [self._alone(source) for source in pickle.loads(batch)]

    def _alone(self, source: object) -> Reply:
        batch = pickle.dumps([source], pickle.HIGHEST_PROTOCOL)
        message = self._made_of(batch)
        if message is None:
            reason = _reason(self._renew(), len(batch))
            if reason is None or not isinstance(source, Source):
                raise WorkerError
            outcomes = [ArticleFormError(source.path, reason)]
            message = pickle.dumps((outcomes, TermNumbers().news()), pickle.HIGHEST_PROTOCOL)
        return Reply(message, self.words)

    def _made_of(self, batch: bytes) -> bytes | None:
        assert self.process.stdin
        assert self.process.stdout
        try:
            write(self.process.stdin, batch)
            return read(self.process.stdout)
        except BrokenPipeError:
            return None

    def _renew(self) -> int:
        """Starts another process; the exit code of the one before."""
        with self._changing:
            if self._is_ended:
                raise WorkerError
            self.process.communicate()
            code = self.process.returncode
            with deaf_to_control_c():
                self._start()
        return code


@contextmanager
def deaf_to_control_c() -> Iterator[None]:
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


def _reason(code: int, size: int) -> str | None:
    """Why the source with which a process ended is no article; None where it is not its doing."""
    seconds = seconds_for(size)
    too_long = f"takes over {seconds} s to read; split it, or leave it out"
    reasons: Mapping[int, str] = {
        OUT_OF_MEMORY: f"takes over {MEMORY >> 30} GB of memory to read; split it, or leave it out",
        -_number("SIGXCPU"): too_long,
        -_number("SIGALRM"): too_long,
    } | {-_number(name): "what reads it crashed; leave it out" for name in _CRASHES}
    return reasons.get(code)


def _number(name: str) -> int:
    """The number of a signal; one that no process ends with where there is none of the name."""
    found: Any = getattr(signal, name, 0xFFFF)
    return int(found)
