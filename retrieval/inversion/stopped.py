"""Waiting for worker processes, without end only while none of them is stopped."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, wait
from typing import Final, TypeVar

from retrieval.errors import WorkerError

PATIENCE: Final = 5.0
"""Seconds that a worker may stay stopped (by SIGSTOP, or a debugger)."""
_LOOKS: Final = 10
"""How often one is looked at meanwhile: time that passes while all of us are stopped is none."""

T = TypeVar("T")


def result(reply: Future[T], workers: Callable[[], Sequence[int]]) -> T:
    """What a worker replies. Raises WorkerError where one of these processes stays stopped."""
    looks: dict[int, int] = {}
    while not wait([reply], timeout=PATIENCE / _LOOKS).done:
        looks = {pid: looks.get(pid, 0) + 1 if is_stopped(pid) else 0 for pid in workers()}
        for pid, seen in looks.items():
            if seen == _LOOKS:
                raise WorkerError(
                    f"worker process {pid} was stopped by a signal and did not go on; "
                    "it is ended now: run it again"
                )
    return reply.result()


def is_stopped(child: int) -> bool:
    """Whether this child process is stopped; False where the system cannot tell."""
    if not hasattr(os, "waitid"):  # Windows
        return False
    try:
        return os.waitid(os.P_PID, child, os.WSTOPPED | os.WNOHANG | os.WNOWAIT) is not None
    except ChildProcessError:
        return False
