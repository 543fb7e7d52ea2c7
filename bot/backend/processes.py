"""Questions answered in a process of their own: while one is looked up, the bot sends and receives.

The process is fed through pipes, as those of a reindex are, and for the same reasons: nothing of
the bot is imported again, and when the bot ends, however that comes about, the process reads the
end of its input and ends too. Signals that end a group of processes are for the bot alone, which
still wants answers to what it has begun.
"""

from __future__ import annotations

import asyncio
import gc
import os
import pickle
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import IO, Any, Concatenate, Final, ParamSpec, TypeVar

from retrieval import Archive, NutgrafError, children

P = ParamSpec("P")
R = TypeVar("R")

_TRIES: Final = 2  # a process may have been ended by anybody; twice is the question's doing


class AnswererError(NutgrafError):
    """The process has ended, twice, over one question, or failed in a way that it has logged."""


class Answerer:
    """The process that answers, one question at a time; started at once, and anew when it ends."""

    def __init__(self, archive: Archive) -> None:
        self._opening = pickle.dumps((archive.path, archive.threshold, dict(archive.labels)))
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="answerer")
        self.waiting = 0  # questions, with the one that is being answered
        self.process = self._started()

    def close(self) -> None:
        """Wait for what is being answered, then end the process."""
        self._thread.shutdown()
        self._end()

    async def ask(
        self, function: Callable[Concatenate[Archive, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """What the function of a module, given an archive and these arguments, returns or raises.

        Raises AnswererError where the process fails.
        """
        call = pickle.dumps((function, args, kwargs), pickle.HIGHEST_PROTOCOL)
        loop = asyncio.get_running_loop()
        self.waiting += 1
        try:
            returned, value = await loop.run_in_executor(self._thread, self._answered, call)
        finally:
            self.waiting -= 1
        if returned:
            found: R = value
            return found
        raise value

    def _answered(self, call: bytes) -> tuple[Any, ...]:
        for _ in range(_TRIES):
            assert self.process.stdin
            assert self.process.stdout
            with suppress(BrokenPipeError):
                self.process.stdin.write(call)
                self.process.stdin.flush()
                if outcome := _read(self.process.stdout):
                    return outcome
            self._end()
            self.process = self._started()
        raise AnswererError("the process that answers has ended, perhaps for want of memory")

    def _started(self) -> subprocess.Popen[bytes]:
        with _deaf():
            process = subprocess.Popen(
                children.command("from bot.backend.processes import serve; serve()"),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=children.environment(),
            )
        assert process.stdin
        with suppress(BrokenPipeError):
            process.stdin.write(self._opening)
            process.stdin.flush()
        return process

    def _end(self) -> None:
        with suppress(BrokenPipeError):
            self.process.communicate()


class Answerers:
    """Several of them, so that readers do not wait for each other; the first are asked the most,
    and know the most by heart."""

    def __init__(self, archive: Archive, count: int = 3) -> None:
        self.all = tuple(Answerer(archive) for _ in range(count))

    def close(self) -> None:
        """Wait for what is being answered, then end the processes."""
        for each in self.all:
            each.close()

    async def ask(
        self, function: Callable[Concatenate[Archive, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """See `Answerer.ask`; of the one with the fewest questions."""
        free = min(self.all, key=lambda each: each.waiting)
        return await free.ask(function, *args, **kwargs)


@contextmanager
def _deaf() -> Iterator[None]:
    """Processes started inside inherit that Ctrl-C and a service's stop are for the caller."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def serve() -> None:
    """What the process does: calls from standard input, answers to standard output."""
    calls = sys.stdin.buffer
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)  # nothing that is printed may come between
        opening = _read(calls)
        if opening is None:
            return
        path, threshold, labels = opening
        with Archive(path, threshold=threshold, labels=labels, check=False) as archive:
            gc.collect()
            gc.freeze()  # what is imported by now need not be looked through again
            while (call := _read(calls)) is not None:
                outcome = _outcome(archive, *call)
                try:
                    pickle.dump(outcome, answers, pickle.HIGHEST_PROTOCOL)
                    answers.flush()
                except BrokenPipeError:  # the bot was killed
                    os._exit(1)


def _read(pipe: IO[bytes]) -> tuple[Any, ...] | None:
    """What comes next; None where the other side has ended."""
    with suppress(EOFError, pickle.UnpicklingError):
        found: tuple[Any, ...] = pickle.load(pipe)
        return found
    return None


def _outcome(
    archive: Archive, function: Callable[..., Any], args: Any, kwargs: Any
) -> tuple[bool, Any]:
    """Whether the call returned, and what; else what it raised."""
    try:
        return True, function(archive, *args, **kwargs)
    except NutgrafError as error:
        return False, error
    except Exception as error:
        lines = "".join(traceback.format_tb(error.__traceback__))
        # not the error's own text, which may quote a reader's question
        print(f"a question failed\n{lines}{type(error).__name__}", file=sys.stderr, flush=True)
        return False, AnswererError(f"a question failed: {type(error).__name__}")
