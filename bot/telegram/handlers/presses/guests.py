"""Guest mode: the bot's name and a question in a chat that it is not in."""

from __future__ import annotations

import logging

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
    Update,
)
from telegram.error import BadRequest

from bot.backend.processes import TookTooLongError
from bot.conversation.asked import Asked
from bot.conversation.small_talk import small_talk
from bot.telegram.handlers.common import Context, backend, renderer, the_message
from bot.telegram.handlers.questions import meant, replied
from bot.telegram.hearing.people import asked_on, who
from bot.telegram.hearing.words import heard
from bot.telegram.rendering.links import deep_link
from bot.text import shortened

_LONGEST_TITLE = 120

_log = logging.getLogger(__name__)


async def on_guest(update: Update, context: Context) -> None:
    """Answer in one message, with a button that leads to the quote in the reader's own chat.

    Small talk, and what comes faster than a reader may ask, get nothing.
    """
    message, reader, at = the_message(update), who(update), backend(context)
    said = heard(message, context.bot.username)
    words = meant(message, said).words[: at.rules.longest_question] if said else ""
    if not words or small_talk(words) or reader is None or at.pace.wait(reader.id):
        return
    render = await renderer(reader, context, message.chat)
    asked = Asked(words, asked_on(message, render.texts.zone))
    try:
        reply = await replied(message, reader, context, asked, render, pointed=False, borrowed=True)
    except TookTooLongError:
        at.took_too_long(reader.id)
        return
    if reply is None:
        return
    shown = render.answer(reply)
    quotes = (*reply.answer.quotes, *reply.answer.nearest)
    url = deep_link(render.username, quotes[0].address if quotes else "guest")
    result = InlineQueryResultArticle(
        "guest",
        shortened(words, _LONGEST_TITLE),
        InputTextMessageContent(
            shown.html, "HTML", link_preview_options=LinkPreviewOptions(is_disabled=True)
        ),
        InlineKeyboardMarkup([[InlineKeyboardButton(render.texts.ask_in_bot, url=url)]]),
    )
    try:
        await message.answer_guest_query(result)
    except BadRequest as error:
        _log.info("a guest's question is answered too late: %s", error)
