"""One message on its way out: how long its chat is waited for, and whether it is tried again."""

from __future__ import annotations

import asyncio
import math
import time
from dataclasses import dataclass, field

import httpx
from aiolimiter import AsyncLimiter
from telegram.error import BadRequest, Conflict, Forbidden, RetryAfter, TelegramError, TimedOut

OF_A_GROUP = 20, 60.0
KEPT = 3_900.0  # seconds that a message is tried: an hour, and what Telegram adds to it
PAUSES = (0.2, 2.0, 5.0, 10.0)  # seconds between two attempts; the last one again and again
_DOUBTS = (15.0, 30.0)  # seconds after a time-out that leaves open whether it has arrived
_NEVER_SENT = (httpx.ConnectTimeout, httpx.PoolTimeout)


class HeldUpError(TelegramError):
    """The chat cannot be written to just now, and what was to be sent does not wait."""

    def __init__(self) -> None:
        super().__init__("Telegram holds up the chat")


@dataclass(slots=True)
class ChatQueue:
    """What goes into a chat, one message after another; `limiter` is for groups."""

    limiter: AsyncLimiter | None
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    open_at: float = 0.0
    told_at: float = -math.inf

    @property
    def is_held(self) -> bool:
        """Whether Telegram wants a pause in the chat."""
        return time.monotonic() < self.open_at

    @property
    def is_full(self) -> bool:
        """Whether as much went into the chat as a group may get."""
        return self.limiter is not None and not self.limiter.has_capacity()

    @property
    def is_idle(self) -> bool:
        """Whether nothing of it need be remembered."""
        free = self.limiter is None or self.limiter.has_capacity(OF_A_GROUP[0])
        return free and not self.turn.locked() and not self.is_held

    async def open(self) -> None:
        """Wait until the chat may be written to."""
        while (seconds := self.open_at - time.monotonic()) > 0:
            await asyncio.sleep(seconds)
        if self.limiter is not None:
            await self.limiter.acquire()


@dataclass(slots=True)
class Attempt:
    """How often a message has been tried, and until when it will be."""

    endpoint: str
    began: float
    hasty: bool
    tried: int = 0
    doubted: int = 0

    def is_over(self, seconds: float) -> bool:
        """Whether so many seconds from now are too late."""
        return time.monotonic() + seconds > self.began + KEPT

    def pause(self, error: TelegramError) -> float | None:
        """Seconds until the next attempt after this failure; None: there is none."""
        if self.hasty or is_final(error):
            return None
        if is_doubtful(error):
            self.doubted += 1
            return _DOUBTS[self.doubted - 1] if self.doubted <= len(_DOUBTS) else None
        seconds = PAUSES[min(self.tried, len(PAUSES) - 1)]
        self.tried += 1
        return None if self.is_over(seconds) else seconds


def writes(endpoint: str) -> bool:
    """Whether the call puts something into a chat that readers see."""
    return endpoint.startswith(("send", "edit")) and endpoint != "sendChatAction"


def is_final(error: TelegramError) -> bool:
    """Whether a second try is in vain."""
    return isinstance(error, BadRequest | Forbidden | Conflict)


def is_doubtful(error: TelegramError) -> bool:
    """Whether the message may have arrived all the same."""
    return isinstance(error, TimedOut) and not isinstance(error.__cause__, _NEVER_SENT)


def seconds_of(error: RetryAfter) -> float:
    """The pause that Telegram wants."""
    return float(error._retry_after.total_seconds())
