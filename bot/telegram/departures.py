"""Which of the calls that wait goes out next, within what Telegram lets a bot send.

Where more is to be sent than can be, what came last waits behind what came before; a share is
left for it, and one for the notices that say so.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from enum import IntEnum
from typing import Final
from weakref import WeakSet

from aiolimiter import AsyncLimiter

from bot.telegram.turns import Errand

_MOST: Final = 60, 2.0  # calls in so many seconds: Telegram's 30 a second, and a burst
_NOTICES: Final = 20  # that may wait; more would come no sooner than what they speak of


_CROWDED: Final = 5.0  # seconds that an answer may wait before the newest are told that theirs does
_EASY: Final = 1.0  # seconds of waiting at which what is late is taken up
_HELD: Final = 20.0  # and after so many it is taken up anyway
_LOOK: Final = 0.2  # seconds between two looks
_LATELY: Final = 30  # answers of which it is remembered how fast they went out


class Lane(IntEnum):
    """How a call waits."""

    ORDINARY = 0
    LATE = 1
    NOTICE = 2


_CYCLE: Final = (
    *(Lane.NOTICE, Lane.ORDINARY, Lane.ORDINARY),
    *(Lane.LATE, Lane.ORDINARY, Lane.ORDINARY),
)
"""Whose turn comes first, call by call; where nothing waits there, the others' does."""


class Departures:
    """Calls on their way out, first come, first served in each lane; in one event loop."""

    def __init__(self, most: tuple[float, float] = _MOST) -> None:
        calls, seconds = most
        self._limiter = AsyncLimiter(calls, seconds)
        self._a_second = calls / seconds * _CYCLE.count(Lane.ORDINARY) / len(_CYCLE)
        self._waiting: dict[Lane, deque[asyncio.Future[None]]] = {lane: deque() for lane in Lane}
        self._gone = 0
        self._calling: asyncio.Task[None] | None = None

    def seconds(self, expected: int = 0) -> float:
        """For how long at most an ordinary call would wait that came now, behind those that wait,
        or so many that are expected before it."""
        return max(len(self._waiting[Lane.ORDINARY]), expected) / self._a_second

    @property
    def takes_notices(self) -> bool:
        """Whether a notice would go out soon."""
        return len(self._waiting[Lane.NOTICE]) < _NOTICES

    async def turn(self, lane: Lane) -> None:
        """Wait until the call may go out."""
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting[lane].append(mine)
        if self._calling is None or self._calling.done():
            self._calling = asyncio.create_task(self._call())
        await mine

    async def _call(self) -> None:
        while any(self._waiting.values()):
            await self._limiter.acquire()
            first = _CYCLE[self._gone % len(_CYCLE)]
            self._gone += 1
            for lane in (first, *Lane):
                if self._next(lane):
                    break

    def _next(self, lane: Lane) -> bool:
        """Let the first of the lane go that is still waited for; whether there was one."""
        waiting = self._waiting[lane]
        while waiting:
            mine = waiting.popleft()
            if not mine.done():
                mine.set_result(None)
                return True
        return False


class Crowd:
    """The questions that were taken up and whose answers have not gone out, but for what is late:
    how soon one that comes now would be answered, whatever holds it up."""

    def __init__(self, departures: Departures) -> None:
        self._departures = departures
        self._expected: WeakSet[Errand] = WeakSet()
        self._gap = 0.0  # seconds between two of them that went out of late
        self._last = time.monotonic()

    @property
    def seconds(self) -> float:
        """About how long what is taken up now would wait."""
        expected = len(self._expected)
        return max(self._departures.seconds(expected), expected * self._gap)

    def take_up(self, errand: Errand, behind: float) -> None:
        """Count the question in, or make it late where it would wait too long; `behind`: seconds
        that it waits for a process that answers."""
        now = time.monotonic()
        errand.late = now - errand.since + behind + self.seconds > _CROWDED
        if not errand.late:
            self._last = self._last if self._expected else now
            self._expected.add(errand)

    def gone(self, errand: Errand) -> None:
        """Its answer goes out."""
        if errand in self._expected:
            self._expected.discard(errand)
            now = time.monotonic()
            if self._expected:  # else it shows how long one takes, not how many go out
                self._gap += (now - self._last - self._gap) / _LATELY
            self._last = now

    async def eases(self) -> None:
        """Wait until others are answered, or long enough: what is late takes no time from them."""
        until = time.monotonic() + _HELD
        while self.seconds > _EASY and time.monotonic() < until:
            await asyncio.sleep(_LOOK)
