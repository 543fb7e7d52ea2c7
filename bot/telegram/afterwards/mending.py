"""Answers whose quotes' words have changed, or are gone: each is edited, and says since when.

They are looked through after each change of the coverage, as far back as a few days.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Final

from telegram.error import BadRequest, Forbidden, TelegramError

from bot.backend.backend import Backend
from bot.backend.processes import TookTooLongError
from bot.conversation.replies import reply
from bot.readers import settings
from bot.readers.answers.shown import Shown, ShownAnswers
from bot.readers.file import ReadersError
from bot.telegram.application import App
from bot.telegram.handlers.common import BACKEND
from bot.telegram.rendering.messages import Renderer
from bot.telegram.sending import HASTY
from retrieval import Archive, DatabaseError, NothingIndexedError, UnknownAddressError

_AGO: Final = timedelta(days=3)
_AT_ONCE: Final = 100  # addresses that are looked at in one go
_APART: Final = 0.2  # seconds between two edits

_log = logging.getLogger(__name__)


async def mend(application: App, stopped: asyncio.Event) -> None:
    """Edit such answers until stopped."""
    at: Backend = application.bot_data[BACKEND]
    seen: int | None = None
    while not stopped.is_set():
        try:
            now = await at.on_archive(at.archive.generation)
            if now != seen:
                await _look(application, at, stopped)
                seen = now
        except (NothingIndexedError, DatabaseError, ReadersError, TookTooLongError):
            await asyncio.sleep(0)  # said elsewhere; the next look comes
        except TelegramError as error:
            _log.info("answers whose words changed are not edited yet (%s)", error)
        with suppress(TimeoutError):
            await asyncio.wait_for(stopped.wait(), at.look_every)


async def _look(application: App, at: Backend, stopped: asyncio.Event) -> None:
    answers = ShownAnswers(at.readers)
    addresses = await at.on_readers(answers.addresses, _AGO)
    gone: list[str] = []
    for first in range(0, len(addresses), _AT_ONCE):
        gone += await at.in_pool(changed_of, addresses[first : first + _AT_ONCE])
    for address in gone:
        for each in await at.on_readers(answers.showing, address, _AGO):
            if stopped.is_set():
                return
            await _edit(application, at, each)
            await asyncio.sleep(_APART)


def changed_of(archive: Archive, addresses: Sequence[str]) -> list[str]:
    """Those of the addresses whose words have changed, or whose article is gone."""
    found = []
    for address in addresses:
        try:
            if archive.show(address).changed:
                found.append(address)
        except UnknownAddressError:
            found.append(address)
    return found


async def _edit(application: App, at: Backend, shown: Shown) -> None:
    """Put what the coverage answers now in the answer's place."""
    place = shown.chat_id, shown.message_id
    if at.rules.blocks(shown.chat_id, shown.reader_id):
        return
    asked = await at.on_readers(at.conversations.recall, *place)
    if asked is None:
        return
    chosen = await at.on_readers(settings.load, at.readers, shown.reader_id)
    texts = at.languages.texts_in(chosen.language, shown.language)
    texts = replace(texts, zone=settings.zone(chosen.zone))
    quotes = 1 if shown.chat_id < 0 else int(chosen.quotes or at.quotes)
    nature = await at.on_archive(at.nature)
    render = Renderer(texts, application.bot.username, quotes, nature.one_outlet, at.pictures)
    given = await at.in_pool(reply, asked, limit=render.wanted(0))
    message = render.answer(given, changed_on=given.answer.coverage.indexed_at[:10])
    with suppress(BadRequest, Forbidden):  # it was deleted, or may no longer be written to
        await application.bot.edit_message_text(
            message.html,
            *place,
            parse_mode="HTML",
            reply_markup=message.keyboard,
            rate_limit_args=HASTY,
        )
    now = given.answer.quotes[0].address if given.answer.quotes else ""
    await at.on_readers(ShownAnswers(at.readers).shows, *place, now, message.shows[1:])
