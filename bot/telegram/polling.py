"""Fetches updates by long polling, from the first contact with Telegram to a stop that loses none.

python-telegram-bot's own Updater is not used: it retries for ever without a word when another
program polls or the token is revoked, and confirms updates before they are answered.
"""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, TypeVar
from urllib.parse import urlsplit

from telegram import BotCommand, Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.backend.backend import Desk
from bot.locales.languages import LANGUAGES
from bot.locales.texts import Texts
from bot.telegram.application import UPDATES, App
from bot.telegram.handlers.common import DESK
from bot.telegram.notifier import deliver
from bot.telegram.webhook import Webhook, receive
from retrieval import NutgrafError

R = TypeVar("R")

_POLL = 10  # seconds that Telegram may hold a poll
_LONGEST_PAUSE = 30.0

_log = logging.getLogger(__name__)


class TokenRejectedError(NutgrafError):
    """Telegram does not know the token."""

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
    """Answer until `stopped`; all that has arrived is answered and confirmed on return.

    Without a webhook, updates are fetched. Raises WebhookError,
    TokenRejectedError, AnotherPollerError.
    """
    if not await _connect(application, stopped, posted=webhook is not None):
        return
    try:
        for code, texts in LANGUAGES.items():
            await _introduce(application.bot, texts, None if code == "en" else code)
        await application.start()
        desk: Desk = application.bot_data[DESK]
        await desk.prune()
        for update in await desk.noted(desk.inbox.waiting, application.bot):
            await application.update_queue.put(update)
        _log.info("answering as @%s; Ctrl-C ends", application.bot.username)
        delivering = asyncio.create_task(deliver(application, stopped))
        watching = asyncio.create_task(_watch(desk, stopped))
        try:
            if webhook:
                await receive(application, webhook, stopped)
            else:
                offset = await _poll(application, stopped)
        finally:
            stopped.set()
            await delivering
            await watching
            await application.stop()
        if not webhook:
            await _confirm(application.bot, offset)
    finally:
        await application.shutdown()


async def serve_until_signalled(application: App, webhook: Webhook | None = None) -> None:
    """`serve` until SIGTERM or SIGINT."""
    stopped, loop = asyncio.Event(), asyncio.get_running_loop()

    def stop() -> None:
        stopped.set()
        loop.remove_signal_handler(signal.SIGINT)  # so that a second Ctrl-C does not wait

    with suppress(NotImplementedError):  # Windows: Ctrl-C interrupts
        loop.add_signal_handler(signal.SIGINT, stop)
        loop.add_signal_handler(signal.SIGTERM, stop)
    await serve(application, stopped, webhook)


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
    """Write updates down and queue them until stopped; the offset that confirms them.

    The next poll confirms what the last one brought.
    """
    bot, offset, pauses = application.bot, 0, _Pauses(application.bot)
    desk: Desk = application.bot_data[DESK]
    while not stopped.is_set():
        try:
            updates = await _unless(stopped, _fetch(bot, offset, _POLL))
        except InvalidToken:
            raise TokenRejectedError from None
        except Conflict:
            raise AnotherPollerError from None
        except TelegramError as error:
            await pauses.after(error, stopped)
            continue
        pauses.over()
        for update in await desk.noted(desk.inbox.take, updates or ()):
            await application.update_queue.put(update)
        offset = updates[-1].update_id + 1 if updates else offset
    return offset


async def _watch(desk: Desk, stopped: asyncio.Event) -> None:
    """Say what becomes of the two files, until stopped."""
    while not stopped.is_set():
        await desk.asked(desk.watch.look)
        with suppress(TimeoutError):
            await asyncio.wait_for(stopped.wait(), desk.look_every)


async def _confirm(bot: ExtBot[Any], offset: int) -> None:
    try:
        await _fetch(bot, offset, 0)
    except TelegramError as error:
        _log.warning("the last messages may be answered again after a restart: %s", error)


async def _fetch(bot: ExtBot[Any], offset: int, timeout: int) -> tuple[Update, ...]:
    return await bot.get_updates(offset=offset, timeout=timeout, allowed_updates=UPDATES)


async def _introduce(bot: ExtBot[Any], texts: Texts, language: str | None) -> None:
    """Set commands and descriptions where they differ: Telegram counts how often they are set.

    Without a language they are those for readers of all others.
    """
    commands = tuple(BotCommand(name, text) for name, text in texts.commands)
    try:
        if await bot.get_my_commands(language_code=language) != commands:
            await bot.set_my_commands(commands, language_code=language)
        if (await bot.get_my_description(language)).description != texts.description:
            await bot.set_my_description(texts.description, language)
        short = (await bot.get_my_short_description(language)).short_description
        if short != texts.short_description:
            await bot.set_my_short_description(texts.short_description, language)
    except TelegramError as error:
        _log.warning("commands and descriptions are not set: %s", error)


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
        self._server = urlsplit(bot.base_url).netloc
        self._next = 1.0

    async def after(self, error: TelegramError, stopped: asyncio.Event) -> None:
        """Log the failure, then wait, or until stopped."""
        pause, self._next = self._next, min(_LONGEST_PAUSE, 2 * self._next)
        if isinstance(error, RetryAfter):
            pause = max(pause, float(error._retry_after.total_seconds()))
        _log.warning("cannot reach %s (%s); trying again in %.0f s", self._server, error, pause)
        with suppress(TimeoutError):
            await asyncio.wait_for(stopped.wait(), pause)

    def over(self) -> None:
        """Telegram answers again."""
        self._next = 1.0
