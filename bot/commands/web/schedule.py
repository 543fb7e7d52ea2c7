"""When feeds and pages are asked again."""

from __future__ import annotations

import heapq
import threading
from collections.abc import Callable
from itertools import count
from typing import Final

SHORTEST: Final = 30.0
LONGEST_BACK_OFF: Final = 6 * 3_600.0
"""Seconds until a source that fails again and again is asked again."""


def after_failure(every: float, failures: int, asked: float | None = None) -> float:
    """Seconds until a source that has failed so often in a row is asked again; it may itself have
    `asked` for more."""
    return max(min(every * 2.0**failures, LONGEST_BACK_OFF), every, asked or 0.0)


class Schedule:
    """Jobs by the time at which they are due. Shared between threads."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._jobs: list[tuple[float, int, Callable[[], None]]] = []
        self._number = count()
        self._lock = threading.Lock()
        self._added = threading.Event()

    def add(self, at: float, job: Callable[[], None]) -> None:
        """The job is due then."""
        with self._lock:
            heapq.heappush(self._jobs, (at, next(self._number), job))
        self.wake()

    def due(self) -> list[Callable[[], None]]:
        """What is due now, and is then no longer in it."""
        found = []
        with self._lock:
            while self._jobs and self._jobs[0][0] <= self._now():
                found.append(heapq.heappop(self._jobs)[2])
        return found

    def wait(self, most: float) -> None:
        """Until the next is due, another is added, or `most` seconds are over."""
        with self._lock:
            left = self._jobs[0][0] - self._now() if self._jobs else most
        if left > 0:
            self._added.wait(min(left, most))
        self._added.clear()

    def wake(self) -> None:
        """Ends the wait."""
        self._added.set()
