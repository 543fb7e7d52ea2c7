"""One request at a time a host, with a pause between two."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from retrieval.errors import FetchError

DELAY: Final = 1.0
"""Seconds between two requests to a host."""
LONGEST_DELAY: Final = 60.0
"""Of those that a host may ask for in robots.txt."""


@dataclass(frozen=True)
class Clock:
    """The time in seconds, and how to wait."""

    now: Callable[[], float] = time.time
    sleep: Callable[[float], object] = time.sleep


class Pace:
    """Says when, by the `clock`, a host may be asked again, `delay` seconds after it was.

    Who would wait longer than `patience` seconds gets a FetchError that says how long.
    """

    def __init__(
        self, *, clock: Clock | None = None, delay: float | None = None, patience: float = 600.0
    ) -> None:
        self.clock = clock or Clock()
        self.delay = DELAY if delay is None else delay
        self.patience = patience
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._guard = threading.Lock()
        self._free: dict[str, float] = {}
        self._delays: dict[str, float] = {}

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Waits until the host may be asked, and lets nobody else ask it meanwhile."""
        with self._guard:
            lock = self._locks[host]
        with lock:
            left = self._free.get(host, 0.0) - self.clock.now()
            if left > self.patience:
                raise FetchError(host, f"asks to be left alone for {left:.0f} s", wait=left)
            if left > 0:
                self.clock.sleep(left)
            try:
                yield
            finally:
                after = self.clock.now() + self.delay_of(host)
                self._free[host] = max(after, self._free.get(host, 0.0))

    def delay_of(self, host: str) -> float:
        """Seconds between two requests to it."""
        return max(self.delay, self._delays.get(host, 0.0))

    def slower(self, host: str, delay: float) -> None:
        """The host asks for so many seconds between two requests."""
        self._delays[host] = min(delay, LONGEST_DELAY)

    def hold(self, host: str, seconds: float) -> None:
        """The host is not asked for so many seconds."""
        self._free[host] = max(self._free.get(host, 0.0), self.clock.now() + seconds)
