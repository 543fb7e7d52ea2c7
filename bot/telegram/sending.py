"""How messages get out: in order in each chat, within Telegram's limits, for an hour if need be.

A chat that Telegram holds up waits alone. What a broken connection has lost is sent again; after a
time-out it may have arrived, and is sent again only so often as `attempts.py` says.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from aiolimiter import AsyncLimiter
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    RetryAfter,
    TelegramError,
)
from telegram.ext import BaseRateLimiter

from bot.telegram.attempts import (
    KEPT,
    OF_A_GROUP,
    PAUSES,
    Attempt,
    ChatQueue,
    HeldUpError,
    is_doubtful,
    is_final,
    seconds_of,
    writes,
)
from bot.telegram.departures import Crowd, Departures, Lane
from bot.telegram.turns import ERRAND, Errand

HASTY = 1
"""As `rate_limit_args`: fail at once where the chat is held up or Telegram is away."""
NOTICE = 2
"""As `rate_limit_args`: hasty, and before what waits; it is no answer to what the reader sent."""

_TOLD_AGAIN = 600.0  # seconds until a chat is told so again
_LATE = 60.0  # seconds after which a reader is told that it comes late
_AWAY = 3  # attempts in a row that failed, whosever they were: Telegram is away
_PROBING = 1.0  # seconds between two attempts to find out whether it is back
_SHORTLY = 10.0  # seconds that the answer to a press or an inline query is worth waiting
_CHATS = 1_000  # of which something is remembered, before those that wait for nothing are dropped

Moved = Callable[[int, int], Awaitable[None]]
Late = Callable[[Errand], Awaitable[str]]

_log = logging.getLogger(__name__)


class Sender(BaseRateLimiter[int]):
    """Decides when each call goes out, and whether it goes out again.

    `moved` is told that a group has another number; `late` gives the line for a reader whose answer
    comes late. A call raises what python-telegram-bot raises, once there is no hope left.
    """

    def __init__(self, moved: Moved, late: Late) -> None:
        self._moved, self._late = moved, late
        self._departures = Departures()
        self.crowd = Crowd(self._departures)
        self._chats: dict[object, ChatQueue] = {}
        self._most = _CHATS
        self.floods = 0  # how often Telegram wanted a pause
        self._failed = 0  # attempts of late, none of which has succeeded since
        self._probe = asyncio.Lock()

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

        errand, is_notice = ERRAND.get(), rate_limit_args == NOTICE

        async def call(given: dict[str, Any]) -> Any:
            if "chat_id" in given:
                late = errand is not None and errand.late
                lane = Lane.LATE if late else Lane.ORDINARY
                await self._departures.turn(Lane.NOTICE if is_notice else lane)
                if errand is not None and not is_notice:
                    self.crowd.gone(errand)
            return await self.counting(callback(endpoint, given, **kwargs))

        del args  # the endpoint and the data
        if endpoint.startswith("answer"):
            return await self._answer(call, endpoint, data)
        if "chat_id" in data and writes(endpoint):
            hasty = bool(rate_limit_args) or (errand is not None and errand.hasty)
            sent = await self._write(call, endpoint, data, hasty=hasty)
            if errand is not None and not is_notice:
                errand.sent = True
            return sent
        if endpoint == "sendChatAction" and (
            self._chat(data["chat_id"]).is_held or self._departures.seconds()
        ):
            return True
        return await call(data)

    async def counting(self, call: Coroutine[Any, Any, Any]) -> Any:
        """What the call gives; counts where Telegram wants a pause instead."""
        try:
            return await call
        except RetryAfter:
            self.floods += 1
            raise

    def tells(self, chat_id: int) -> bool:
        """Whether the chat is to be told so now, which counts: once in ten minutes."""
        chat, now = self._chat(chat_id), time.monotonic()
        tells = now > chat.told_at + _TOLD_AGAIN and self._departures.takes_notices
        chat.told_at = now if tells else chat.told_at
        return tells

    async def _answer(self, call: Any, endpoint: str, data: dict[str, Any]) -> Any:
        """A press or an inline query: of no use to anybody after some seconds."""
        for pause in PAUSES[:2]:
            try:
                return await call(data)
            except RetryAfter as error:
                seconds = seconds_of(error)
                _log.warning("%s: Telegram wants a pause of %.0f s", endpoint, seconds)
                if seconds > _SHORTLY:
                    raise
                await asyncio.sleep(seconds)
            except TelegramError as error:
                if is_final(error) or is_doubtful(error):
                    raise
                await asyncio.sleep(pause)
        return await call(data)

    async def _write(self, call: Any, endpoint: str, data: dict[str, Any], *, hasty: bool) -> Any:
        chat, errand = self._chat(data["chat_id"]), ERRAND.get()
        if hasty and (chat.is_held or chat.is_full or chat.turn.locked()):
            raise HeldUpError
        began = time.monotonic()
        async with chat.turn:
            attempt = Attempt(endpoint, began, hasty)
            while True:
                await chat.open()
                try:
                    if errand is not None and time.monotonic() - began > _LATE:
                        await self._tell_late(call, chat, errand, data)
                    found = await self._attempt(call, data, hasty=hasty)
                except ChatMigrated as error:
                    data = await self._follow(data, error.new_chat_id)
                except TelegramError as error:
                    await self._wait(chat, attempt, error)
                else:
                    return found

    async def _wait(self, chat: ChatQueue, attempt: Attempt, error: TelegramError) -> None:
        """Wait as long as the failure asks for; raises it where that is in vain."""
        if isinstance(error, RetryAfter):
            seconds = seconds_of(error)
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
        await asyncio.sleep(pause)

    async def _attempt(self, call: Any, data: dict[str, Any], *, hasty: bool) -> Any:
        """Make the call; while Telegram is away, one call at a time finds out whether it is back.

        Else what waits would, when it is back, wait for what was tried again in vain.
        """
        if self._is_away and not hasty:
            async with self._probe:
                if self._is_away:
                    return await self._counted(call, data, pause=_PROBING)
        return await self._counted(call, data)

    async def _counted(self, call: Any, data: dict[str, Any], *, pause: float = 0.0) -> Any:
        try:
            found = await call(data)
        except (BadRequest, Forbidden, RetryAfter, ChatMigrated):
            self._took()
            raise
        except TelegramError as error:
            self._missed(error)
            await asyncio.sleep(pause)
            raise
        self._took()
        return found

    @property
    def _is_away(self) -> bool:
        return self._failed >= _AWAY

    def _missed(self, error: TelegramError) -> None:
        self._failed += 1
        if self._failed == _AWAY:
            _log.warning(
                "Telegram does not take messages (%s); they are kept and tried for an hour",
                type(error).__name__,
            )

    def _took(self) -> None:
        if self._is_away:
            _log.info("Telegram takes messages again")
        self._failed = 0

    async def _tell_late(
        self, call: Any, chat: ChatQueue, errand: Errand, data: dict[str, Any]
    ) -> None:
        """Tell the reader, before the message that comes late, that it does: once."""
        now = time.monotonic()
        if "message_id" in data or now < chat.told_at + KEPT:  # an edit comes in its own place
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

    def _chat(self, chat_id: Any) -> ChatQueue:
        if len(self._chats) > self._most:
            told = time.monotonic() - _TOLD_AGAIN
            self._chats = {
                key: each
                for key, each in self._chats.items()
                if not each.is_idle or each.told_at > told
            }
            self._most = max(_CHATS, 2 * len(self._chats))
        if chat_id not in self._chats:
            is_private = isinstance(chat_id, int) and chat_id > 0
            limiter = None if is_private else AsyncLimiter(*OF_A_GROUP)
            self._chats[chat_id] = ChatQueue(limiter)
        return self._chats[chat_id]
