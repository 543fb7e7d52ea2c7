"""How messages get out: in order in each chat, within Telegram's limits, for an hour if need be.

A chat that Telegram holds up waits alone. What a broken connection has lost is sent again; after a
time-out it may have arrived, and is sent again only so often as `_DOUBTS` says.
"""

from __future__ import annotations

import asyncio
import logging
import math
import time
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

import httpx
from aiolimiter import AsyncLimiter
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.ext import BaseRateLimiter

from bot.telegram.turns import ERRAND, Errand

HASTY = 1
"""As `rate_limit_args`: fail at once where the chat is held up or Telegram is away."""

_OVERALL = 60, 2.0  # messages in so many seconds: Telegram's 30 a second, and a burst after a pause
_OF_A_GROUP = 20, 60.0
_KEPT = 3_900.0  # seconds that a message is tried: an hour, and what Telegram adds to it
_LATE = 60.0  # seconds after which a reader is told that it comes late
_PAUSES = (0.2, 2.0, 5.0, 10.0)  # seconds between two attempts; the last one again and again
_DOUBTS = (15.0, 30.0)  # seconds after a time-out that leaves open whether it has arrived
_NEVER_SENT = (httpx.ConnectTimeout, httpx.PoolTimeout)
_SHORTLY = 10.0  # seconds that the answer to a press or an inline query is worth waiting
_CHATS = 1_000  # of which something is remembered, before those that wait for nothing are dropped

Moved = Callable[[int, int], Awaitable[None]]
Late = Callable[[Errand], Awaitable[str]]

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Chat:
    limiter: AsyncLimiter | None
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    open_at: float = 0.0
    told_at: float = -math.inf

    @property
    def is_held(self) -> bool:
        return time.monotonic() < self.open_at

    @property
    def is_idle(self) -> bool:
        free = self.limiter is None or self.limiter.has_capacity(_OF_A_GROUP[0])
        return free and not self.turn.locked() and not self.is_held

    async def open(self) -> None:
        """Wait until the chat may be written to."""
        while (seconds := self.open_at - time.monotonic()) > 0:
            await asyncio.sleep(seconds)
        if self.limiter is not None:
            await self.limiter.acquire()


class Sender(BaseRateLimiter[int]):
    """Decides when each call goes out, and whether it goes out again.

    `moved` is told that a group has another number; `late` gives the line for a reader whose answer
    comes late. A call raises what python-telegram-bot raises, once there is no hope left.
    """

    def __init__(self, moved: Moved, late: Late) -> None:
        self._moved, self._late = moved, late
        self._overall = AsyncLimiter(*_OVERALL)
        self._chats: dict[object, _Chat] = {}
        self._away = False

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to give back."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Any:
        """Make the call when it may be made."""

        async def call(given: dict[str, Any]) -> Any:
            if "chat_id" not in given:
                return await callback(endpoint, given, **kwargs)
            async with self._overall:
                return await callback(endpoint, given, **kwargs)

        del args  # the endpoint and the data
        if endpoint.startswith("answer"):
            return await self._answer(call, endpoint, data)
        if "chat_id" in data and _writes(endpoint):
            errand = ERRAND.get()
            hasty = rate_limit_args == HASTY or (errand is not None and errand.hasty)
            return await self._write(call, endpoint, data, hasty=hasty)
        if endpoint == "sendChatAction" and self._chat(data["chat_id"]).is_held:
            return True
        return await call(data)

    async def _answer(self, call: Any, endpoint: str, data: dict[str, Any]) -> Any:
        """A press or an inline query: of no use to anybody after some seconds."""
        for pause in _PAUSES[:2]:
            try:
                return await call(data)
            except RetryAfter as error:
                seconds = _seconds(error)
                _log.warning("%s: Telegram wants a pause of %.0f s", endpoint, seconds)
                if seconds > _SHORTLY:
                    raise
                await asyncio.sleep(seconds)
            except TelegramError as error:
                if _is_final(error) or _is_doubtful(error):
                    raise
                await asyncio.sleep(pause)
        return await call(data)

    async def _write(self, call: Any, endpoint: str, data: dict[str, Any], *, hasty: bool) -> Any:
        chat, errand = self._chat(data["chat_id"]), ERRAND.get()
        if hasty and (chat.is_held or chat.turn.locked()):
            raise RetryAfter(max(1, round(chat.open_at - time.monotonic())))
        began = time.monotonic()
        async with chat.turn:
            attempt = _Attempt(endpoint, began, hasty)
            while True:
                await chat.open()
                try:
                    if errand is not None and time.monotonic() - began > _LATE:
                        await self._tell_late(call, chat, errand, data)
                    found = await call(data)
                except ChatMigrated as error:
                    data = await self._follow(data, error.new_chat_id)
                except TelegramError as error:
                    await self._wait(chat, attempt, error)
                else:
                    self._back()
                    if (mine := ERRAND.get()) is not None:
                        mine.sent = True
                    return found

    async def _wait(self, chat: _Chat, attempt: _Attempt, error: TelegramError) -> None:
        """Wait as long as the failure asks for; raises it where that is in vain."""
        if isinstance(error, RetryAfter):
            seconds = _seconds(error)
            chat.open_at = time.monotonic() + seconds
            _log.warning(
                "%s: Telegram wants a pause of %.0f s in one chat", attempt.endpoint, seconds
            )
            if attempt.hasty or attempt.is_over(seconds):
                raise error
            return
        pause = attempt.pause(error)
        if pause is None:
            raise error
        if not self._away:
            self._away = True
            _log.warning(
                "Telegram does not take messages (%s); they are kept and tried for an hour",
                type(error).__name__,
            )
        await asyncio.sleep(pause)

    def _back(self) -> None:
        if self._away:
            self._away = False
            _log.info("Telegram takes messages again")

    async def _tell_late(
        self, call: Any, chat: _Chat, errand: Errand, data: dict[str, Any]
    ) -> None:
        """Tell the reader, before the message that comes late, that it does: once."""
        now = time.monotonic()
        if "message_id" in data or now < chat.told_at + _KEPT:  # an edit comes in its own place
            return
        notice = {"chat_id": data["chat_id"], "text": await self._late(errand)}
        if thread := data.get("message_thread_id"):
            notice["message_thread_id"] = thread
        await call(notice)
        chat.told_at = now

    async def _follow(self, data: dict[str, Any], chat_id: int) -> dict[str, Any]:
        """The call for the chat that this one has become."""
        await self._moved(data["chat_id"], chat_id)
        return {**data, "chat_id": chat_id}

    def _chat(self, chat_id: Any) -> _Chat:
        if len(self._chats) > _CHATS:
            self._chats = {key: each for key, each in self._chats.items() if not each.is_idle}
        if chat_id not in self._chats:
            is_private = isinstance(chat_id, int) and chat_id > 0
            limiter = None if is_private else AsyncLimiter(*_OF_A_GROUP)
            self._chats[chat_id] = _Chat(limiter)
        return self._chats[chat_id]


@dataclass(slots=True)
class _Attempt:
    """How often a message has been tried, and until when it will be."""

    endpoint: str
    began: float
    hasty: bool
    tried: int = 0
    doubted: int = 0

    def is_over(self, seconds: float) -> bool:
        return time.monotonic() + seconds > self.began + _KEPT

    def pause(self, error: TelegramError) -> float | None:
        """Seconds until the next attempt after this failure; None: there is none."""
        if self.hasty or _is_final(error):
            return None
        if _is_doubtful(error):
            self.doubted += 1
            return _DOUBTS[self.doubted - 1] if self.doubted <= len(_DOUBTS) else None
        seconds = _PAUSES[min(self.tried, len(_PAUSES) - 1)]
        self.tried += 1
        return None if self.is_over(seconds) else seconds


def _writes(endpoint: str) -> bool:
    """Whether the call puts something into a chat that readers see."""
    return endpoint.startswith(("send", "edit")) and endpoint != "sendChatAction"


def _is_final(error: TelegramError) -> bool:
    return isinstance(error, BadRequest | Forbidden | Conflict)


def _is_doubtful(error: TelegramError) -> bool:
    """Whether the message may have arrived all the same."""
    return isinstance(error, TimedOut) and not isinstance(error.__cause__, _NEVER_SENT)


def _seconds(error: RetryAfter) -> float:
    return float(error._retry_after.total_seconds())
