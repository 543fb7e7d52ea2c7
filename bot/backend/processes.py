"""Questions answered in a process of their own: while one is looked up, the bot sends and receives.

The process is fed through pipes, as those of a reindex are, and for the same reasons: nothing of
the bot is imported again, and when the bot ends, however that comes about, the process reads the
end of its input and ends too. Signals that end a group of processes are for the bot alone, which
still wants answers to what it has begun.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import pickle
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import IO, Any, Concatenate, Final, ParamSpec, TypeVar

from retrieval import Archive, NutgrafError, children

P = ParamSpec("P")
R = TypeVar("R")

_TRIES: Final = 2  # a process may have been ended by anybody; twice is the question's doing
_PROCESSOR: Final = 2.0  # seconds of the processor for a question
_CLOCK: Final = 30.0  # seconds for a question on the clock: a share that is away takes no processor
_LOOK: Final = 0.25  # seconds between two looks at a process that takes long
_ENDING: Final = 1.0  # seconds that a process has to end
_SPENT: Final = -getattr(signal, "SIGPROF", 1000)  # its exit code once its time is spent

_log = logging.getLogger(__name__)


class AnswererError(NutgrafError):
    """The process has ended, twice, over one question, or failed in a way that it has logged."""


class TookTooLongError(AnswererError):
    """The question has taken more of the processor, or of the clock, than one may."""

    def __init__(self) -> None:
        super().__init__("a question took too long; the process that answered it is started anew")


class Answerer:
    """The process that answers, one question at a time; started at once, and anew when it ends.

    Its standard error is the descriptor `errors`; None: that of the bot.
    """

    def __init__(self, archive: Archive, errors: int | None = None) -> None:
        self._errors = errors
        self._opening = pickle.dumps(
            (
                archive.place,
                archive.threshold,
                dict(archive.labels),
                archive.meaning,
                archive.access,
            )
        )
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="answerer")
        self.waiting = 0  # questions, with the one that is being answered
        self._began: float | None = None  # when the one that is being answered was
        self._overdue = self._closed = False
        self.process = self._started()

    def close(self) -> None:
        """Give what is being answered a moment, then end the process."""
        self._closed = True
        self._thread.shutdown(wait=False, cancel_futures=True)
        until = time.monotonic() + _ENDING
        while self._began is not None and time.monotonic() < until:
            time.sleep(0.01)
        if self._began is not None:
            self.process.kill()
        self._thread.shutdown()
        self._end()

    async def ask(
        self, function: Callable[Concatenate[Archive, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """What the function of a module, given an archive and these arguments, returns or raises.

        Raises TookTooLongError where it takes too long, AnswererError where the process fails.
        """
        call = pickle.dumps((function, args, kwargs), pickle.HIGHEST_PROTOCOL)
        loop = asyncio.get_running_loop()
        self.waiting += 1
        try:
            answering = loop.run_in_executor(self._thread, self._answered, call)
            while not (await asyncio.wait((answering,), timeout=_LOOK))[0]:
                self._look()
            returned, value = answering.result()
        finally:
            self.waiting -= 1
        if returned:
            found: R = value
            return found
        raise value

    def _look(self) -> None:
        """End a process that somebody has stopped, or that takes too long by the clock."""
        began = self._began
        if began is None:
            return
        if time.monotonic() - began > _CLOCK:
            self._overdue = True
            self.process.kill()
        elif _is_stopped(self.process.pid):
            _log.warning("a process that answers was stopped; it is started anew")
            self.process.kill()

    def _answered(self, call: bytes) -> tuple[Any, ...]:
        try:
            for _ in range(_TRIES):
                self._overdue, self._began = False, time.monotonic()
                if outcome := self._tried(call):
                    return outcome
                code = self._end()
                if self._closed:
                    raise AnswererError("the bot ends")
                self.process = self._started()
                if self._overdue or code == _SPENT:
                    _log.warning("a question took too long; its process is started anew")
                    raise TookTooLongError
            raise AnswererError("the process that answers has ended, perhaps for want of memory")
        finally:
            self._began = None

    def _tried(self, call: bytes) -> tuple[Any, ...] | None:
        """What the process says; None where it has ended."""
        assert self.process.stdin
        assert self.process.stdout
        with suppress(BrokenPipeError):
            self.process.stdin.write(call)
            self.process.stdin.flush()
            return _read(self.process.stdout)
        return None

    def _started(self) -> subprocess.Popen[bytes]:
        with _deaf():
            process = subprocess.Popen(
                children.command("from bot.backend.processes import serve; serve()"),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
                env=children.environment(),
            )
        assert process.stdin
        with suppress(BrokenPipeError):
            process.stdin.write(self._opening)
            process.stdin.flush()
        return process

    def _end(self) -> int:
        """End the process, one that does not by force; its exit code."""
        for _ in range(2):
            with suppress(BrokenPipeError, subprocess.TimeoutExpired):
                self.process.communicate(timeout=_ENDING)
                break
            self.process.kill()
        return self.process.wait()


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
        place, threshold, labels, meaning, (password, ca) = opening
        with Archive(
            place,
            threshold=threshold,
            labels=labels,
            check=False,
            meaning=meaning,
            password=password,
            ca=ca,
        ) as archive:
            with suppress(NutgrafError):
                archive.search("warm")  # what is read once counts for no question
            gc.collect()
            gc.freeze()  # what is imported by now need not be looked through again
            while (call := _read(calls)) is not None:
                _allow(_PROCESSOR)
                outcome = _outcome(archive, *call)
                _allow(0)
                try:
                    pickle.dump(outcome, answers, pickle.HIGHEST_PROTOCOL)
                    answers.flush()
                except BrokenPipeError:  # the bot was killed
                    os._exit(1)


def _allow(seconds: float) -> None:
    """End this process once it has had so much of the processor from now on; 0: never."""
    if hasattr(signal, "setitimer"):  # not on Windows
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _is_stopped(process: int) -> bool:
    """Whether the child has been stopped, as by `kill -STOP`."""
    if not hasattr(os, "waitid"):  # on Windows
        return False
    with suppress(ChildProcessError):
        return bool(os.waitid(os.P_PID, process, os.WSTOPPED | os.WNOHANG | os.WNOWAIT))
    return False


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
        said = f"a question failed: {type(error).__name__}\n{lines}"
        print(said, file=sys.stderr, end="", flush=True)
        return False, AnswererError(f"a question failed: {type(error).__name__}")
