"""Fetches updates by long polling, from the first contact with Telegram to a stop that loses none.

python-telegram-bot's own Updater is not used: it retries for ever without a word when another
program polls or the token is revoked, and confirms updates before they are answered.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import threading
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, TypeVar

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.backend.backend import Backend, watch
from bot.exits import REJECTED
from bot.readers.file import ReadersError
from bot.readers.inbox import Waiting, is_update
from bot.telegram.afterwards.beside import BESIDE
from bot.telegram.application import TURNS, UPDATES, App
from bot.telegram.handlers.common import BACKEND
from bot.telegram.profile.introduction import introduce, say_what_is_off
from bot.telegram.proxies import route
from bot.telegram.sending import Sender
from bot.telegram.turns import Turns
from bot.telegram.webhook import Webhook, receive
from retrieval import NutgrafError

R = TypeVar("R")

_POLL = 10  # seconds that Telegram may hold a poll
_READ = 5  # seconds beyond that
_LONGEST_PAUSE = 30.0
_LOCKED = 1.0  # seconds between two tries of a readers' file in other hands
_REJECTIONS = 3  # after it has worked: Telegram's servers have weak moments
_ENDING = 4.0  # seconds for what is being done at a stop
_CONFIRMING, _LAST = 3.0, 14.0  # and for all of it

_log = logging.getLogger(__name__)


class TokenRejectedError(NutgrafError):
    """Telegram does not know the token."""

    exit_code = REJECTED

    def __init__(self) -> None:
        super().__init__(
            "token: rejected by Telegram; copy it again from @BotFather (/mybots, API Token)"
        )


class AnotherPollerError(NutgrafError):
    """Another program fetches this bot's updates."""

    def __init__(self) -> None:
        super().__init__(
            "another program fetches this bot's messages (a second `nutgraf run`, or a webhook); "
            "end it, or make a token of its own with @BotFather"
        )


async def serve(application: App, stopped: asyncio.Event, webhook: Webhook | None = None) -> None:
    """Answer until `stopped`; all that has arrived is answered, or kept for the next start.

    Without a webhook, updates are fetched. Raises WebhookError,
    TokenRejectedError, AnotherPollerError.
    """
    if not await _connect(application, stopped, posted=webhook is not None):
        return
    try:
        await application.start()
        backend: Backend = application.bot_data[BACKEND]
        turns: Turns = application.bot_data[TURNS]
        turns.take_up(await _taken_before(backend))
        _log.info("answering as @%s; Ctrl-C ends", application.bot.username)
        say_what_is_off(application.bot)
        beside = [
            # those first who tell admins of errors: the others may meet one at once
            *(asyncio.create_task(each(application, stopped)) for each in BESIDE),
            asyncio.create_task(introduce(application.bot, backend)),
            asyncio.create_task(watch(backend, stopped)),
        ]
        try:
            if webhook:
                await receive(application, webhook, stopped)
            else:
                offset = await _poll(application, stopped)
        finally:
            stopped.set()
            await asyncio.gather(turns.close(_ENDING), *(_ended(each) for each in beside))
            await application.stop()
        if not webhook:
            await _confirm(application.bot, offset)
    finally:
        await application.shutdown()


async def _taken_before(backend: Backend) -> Waiting:
    """What an earlier run has left; a readers' file in other hands is waited for."""
    while True:
        try:
            await backend.prune()
            return await backend.on_readers(backend.inbox.waiting)
        except ReadersError as error:
            _log.warning("%s; trying again", error)
            await asyncio.sleep(_LOCKED)


async def _ended(task: asyncio.Task[None]) -> None:
    """Wait a moment for the task to end, then end it."""
    await asyncio.wait((task,), timeout=_ENDING)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def serve_until_signalled(application: App, webhook: Webhook | None = None) -> None:
    """`serve` until SIGTERM or SIGINT."""
    stopped, loop = asyncio.Event(), asyncio.get_running_loop()

    def stop() -> None:
        stopped.set()
        last = threading.Timer(_LAST, _give_up)
        last.daemon = True
        last.start()
        loop.remove_signal_handler(signal.SIGINT)  # so that a second Ctrl-C does not wait

    with suppress(NotImplementedError):  # Windows: Ctrl-C interrupts
        loop.add_signal_handler(signal.SIGINT, stop)
        loop.add_signal_handler(signal.SIGTERM, stop)
    await serve(application, stopped, webhook)


def _give_up() -> None:
    """End at once: something cannot be waited for, and no file minds."""
    _log.warning("ended while something was still being done; it is done after the next start")
    os._exit(0)


async def _connect(application: App, stopped: asyncio.Event, *, posted: bool) -> bool:
    """Reach Telegram, however long that takes; False when stopped before."""

    async def reach() -> bool:
        await application.initialize()
        if not posted:
            await application.bot.delete_webhook()
        return True

    pauses = _Pauses(application.bot)
    while not stopped.is_set():
        try:
            return bool(await _unless(stopped, reach()))
        except InvalidToken:
            raise TokenRejectedError from None
        except TelegramError as error:
            await pauses.after(error, stopped)
    return False


async def _poll(application: App, stopped: asyncio.Event) -> int:
    """Write updates down and have them done until stopped; the offset that confirms them.

    The next poll confirms what the last one brought.
    """
    bot, offset, pauses = application.bot, 0, _Pauses(application.bot)
    backend: Backend = application.bot_data[BACKEND]
    turns: Turns = application.bot_data[TURNS]
    rejected = 0
    while not stopped.is_set():
        try:
            updates = await _unless(stopped, _fetch(bot, offset, _POLL)) or []
            fresh = await backend.on_readers(
                backend.inbox.take, [each for each in updates if is_update(each)]
            )
        except InvalidToken as error:
            rejected += 1
            if not pauses.worked or rejected > _REJECTIONS:
                raise TokenRejectedError from None
            await pauses.after(error, stopped)
            continue
        except Conflict:
            raise AnotherPollerError from None
        except TelegramError as error:
            await pauses.after(error, stopped)
            continue
        except ReadersError as error:
            _log.warning("%s; trying again", error)
            await asyncio.sleep(_LOCKED)
            continue
        pauses.over()
        rejected = 0
        for update in fresh:
            turns.put(update)
        offset = max([offset, *(_number(each) + 1 for each in updates)])
    return offset


async def _confirm(bot: ExtBot[Any], offset: int) -> None:
    try:
        await asyncio.wait_for(_fetch(bot, offset, 0), _CONFIRMING)
    except (TelegramError, TimeoutError) as error:
        _log.warning("the last messages may be answered again after a restart: %s", error)


async def _fetch(bot: ExtBot[Any], offset: int, timeout: int) -> list[object]:
    """The updates as Telegram wrote them: `get_updates` gives none where one cannot be parsed."""
    asked = {"offset": offset, "timeout": timeout, "allowed_updates": UPDATES}
    sender = bot.rate_limiter
    assert isinstance(sender, Sender)
    found = await sender.counting(bot._post("getUpdates", asked, read_timeout=timeout + _READ))
    return found if isinstance(found, list) else []


def _number(update: object) -> int:
    """The update's number, also where nothing else of it is as it should be."""
    number = update.get("update_id") if isinstance(update, dict) else None
    return number if type(number) is int else -1


async def _unless(stopped: asyncio.Event, work: Coroutine[Any, Any, R]) -> R | None:
    """The outcome of `work`, or None where it was abandoned because of a stop."""
    task, stop = asyncio.create_task(work), asyncio.create_task(stopped.wait())
    try:
        await asyncio.wait((task, stop), return_when=asyncio.FIRST_COMPLETED)
        return task.result() if task.done() else None
    finally:
        stop.cancel()
        task.cancel()
        await asyncio.gather(task, stop, return_exceptions=True)


class _Pauses:
    """Longer and longer pauses while Telegram cannot be reached, each with a line in the log."""

    def __init__(self, bot: ExtBot[Any]) -> None:
        self._server = route(bot.base_url)
        self._next = 1.0
        self.worked = False

    async def after(self, error: TelegramError, stopped: asyncio.Event) -> None:
        """Log the failure, then wait, or until stopped."""
        pause, self._next = self._next, min(_LONGEST_PAUSE, 2 * self._next)
        if isinstance(error, RetryAfter):
            pause = max(pause, float(error._retry_after.total_seconds()))
        _log.warning("cannot reach %s (%s); trying again in %.0f s", self._server, error, pause)
        with suppress(TimeoutError):
            await asyncio.wait_for(stopped.wait(), pause)

    def over(self) -> None:
        """Telegram answers, again."""
        self._next = 1.0
        self.worked = True
