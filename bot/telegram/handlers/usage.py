"""/stats: how the bot is used, for its admins."""

from __future__ import annotations

from contextlib import suppress
from typing import Final

from telegram import Update
from telegram.error import BadRequest

from bot.backend.processes import TookTooLongError
from bot.pictures.usage import in_words, of_days
from bot.readers import reports
from bot.telegram.handlers.about import on_unknown_command
from bot.telegram.handlers.common import Context, backend, renderer, send, the_message
from bot.telegram.handlers.presses.photos import send_photo
from bot.telegram.hearing.people import who

_DAYS: Final = 28  # on the chart


async def on_stats(update: Update, context: Context) -> None:
    """The figures in words, and below them, where pictures are drawn, the questions a day."""
    reader, at = update.effective_user, backend(context)
    if reader is None or reader.id not in at.rules.admins:
        await on_unknown_command(update, context)
        return
    coverage = await at.coverage()
    words = await at.on_readers(reports.stats, at.readers, coverage)
    render, message = await renderer(who(update), context), the_message(update)
    await send(message, render.said(words))
    if not at.pictures:
        return
    days = await at.on_readers(at.counts.by_day, _DAYS)
    with suppress(BadRequest, TookTooLongError):  # the words stand alone
        png = await at.in_pool(of_days, days)
        if png is not None:
            await send_photo(message, render.said(in_words(days)), png)
