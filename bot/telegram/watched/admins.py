"""What admins are told in their chats: what fails, that the coverage is old, how the week was."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

from telegram.error import BadRequest, Forbidden, TelegramError

from bot.backend.backend import Backend
from bot.locales.texts import Texts
from bot.masking import masked
from bot.readers import reports
from bot.readers.file import ReadersError
from bot.telegram.application import App
from bot.telegram.attempts import HeldUpError
from bot.telegram.handlers.common import BACKEND, texts_for
from bot.telegram.hearing.people import Asker
from bot.telegram.sending import HASTY
from bot.text import visible
from retrieval import Coverage, DatabaseError

_APART: Final = 3600  # seconds between two messages
_OLD: Final = timedelta(days=1)
_HOUR: Final = 8  # of a Monday, in UTC
_AGAIN: Final = 60.0  # seconds until what could not be sent is tried again
_LONGEST: Final = 500  # characters of an error

_log = logging.getLogger(__name__)


class Errors(logging.Handler):
    """The errors that were logged and not yet told; any thread may log."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.number = 0
        self.last = ""

    def emit(self, record: logging.LogRecord) -> None:
        """Count the error, and keep what it says."""
        self.number += 1
        self.last = visible(masked(record.getMessage()))[:_LONGEST]

    def told(self, number: int) -> None:
        """So many have been told."""
        self.number -= number


async def tell_admins(application: App, stopped: asyncio.Event) -> None:
    """Tell the admins, at most once an hour, and on Mondays, until stopped."""
    at: Backend = application.bot_data[BACKEND]
    if not at.rules.admins:
        return
    errors, bot = Errors(), logging.getLogger("bot")
    bot.addHandler(errors)
    try:
        while not stopped.is_set():
            pause = at.look_every
            try:
                await _look(application, at, errors)
            except (DatabaseError, ReadersError):
                await asyncio.sleep(0)  # said elsewhere; the next look comes
            except HeldUpError:
                await asyncio.sleep(0)  # an answer goes out to them just now
            except TelegramError as error:
                _log.warning("admins are not told yet (%s)", error)
                pause = _AGAIN
            with suppress(TimeoutError):
                await asyncio.wait_for(stopped.wait(), pause)
    finally:
        bot.removeHandler(errors)


async def _look(application: App, at: Backend, errors: Errors) -> None:
    coverage, is_known = None, False
    with suppress(DatabaseError):  # what it is was logged, and is told
        coverage, is_known = await at.coverage(), True
    number, last_said = errors.number, errors.last
    changed = int(datetime.fromisoformat(coverage.indexed_at).timestamp()) if coverage else 0
    grows_old = coverage is not None and await _is_old(at, coverage, changed)
    now, last = int(at.readers.now().timestamp()), await at.on_readers(at.counts.told, "trouble")
    if (number or grows_old) and (last is None or now - last >= _APART):

        async def trouble(texts: Texts) -> str:
            lines = [_said(texts, number, last_said)] if number else []
            return "\n".join([*lines, texts.admin.old] if grows_old else lines)

        await _send(application, at, trouble)
        await at.on_readers(at.counts.tell, "trouble", now)
        errors.told(number)
        if grows_old:
            await at.on_readers(at.counts.tell, "old", changed)
    if is_known:
        await _week(application, at, coverage)


def _said(texts: Texts, number: int, last: str) -> str:
    """What has failed, in a line."""
    admin = texts.admin
    if number == 1:
        return admin.an_error.format(last=last)
    return admin.several.format(errors=texts.in_number(number, admin.errors), last=last)


async def _is_old(at: Backend, coverage: Coverage, changed: int) -> bool:
    """Whether it is older than a day, and that was not told of it yet."""
    age = at.readers.now() - datetime.fromisoformat(coverage.indexed_at)
    return age > _OLD and await at.on_readers(at.counts.told, "old") != changed


async def _week(application: App, at: Backend, coverage: Coverage | None) -> None:
    """On a Monday, how the week was; nothing in the week in which the bot was first run."""
    now = at.readers.now()
    monday = now.date().toordinal() - now.weekday()
    last = await at.on_readers(at.counts.told, "week")
    if last == monday or (last is not None and (now.weekday() or now.hour < _HOUR)):
        return
    if last is not None:

        async def week(texts: Texts) -> str:
            return await at.on_readers(reports.week, at.readers, coverage, texts.admin)

        await _send(application, at, week)
    await at.on_readers(at.counts.tell, "week", monday)


async def _send(application: App, at: Backend, said: Callable[[Texts], Awaitable[str]]) -> None:
    """Tell each admin in a language of theirs, as far as it is known.

    Raises a TelegramError where none of them can be told now; one who is told is told once.
    """
    failed: list[TelegramError] = []
    for admin in sorted(at.rules.admins):
        texts = await texts_for(at, Asker(admin, at.heard_in.get(admin)))
        try:
            await application.bot.send_message(admin, await said(texts), rate_limit_args=HASTY)
        except (BadRequest, Forbidden) as error:
            _log.warning("an admin cannot be written to (%s)", error)
        except TelegramError as error:
            failed.append(error)
    if len(failed) == len(at.rules.admins):
        raise failed[0]
