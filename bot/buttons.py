"""What the bot does when a reader presses a button; every press is answered, old ones too."""

from __future__ import annotations

import logging

from telegram import CallbackQuery, InlineKeyboardButton, Message, Update
from telegram.error import BadRequest

from bot.handlers import Context, answer, desk, renderer
from bot.markup import cut
from bot.reasons import reasons
from bot.render import ASK, AT, BACK, WHY
from bot.render import Message as Rendered
from retrieval import NothingIndexedError, UnknownAddressError

NOTICE = 200
"""Characters of a notice, by Telegram's limits."""

_log = logging.getLogger(__name__)


async def on_button(update: Update, context: Context) -> None:
    """Do what the button says, and tell Telegram so, with a word where it cannot be done."""
    query = update.callback_query
    assert query is not None
    notice: str | None = desk(context).texts.sorry
    try:
        notice = await _pressed(query, context)
    finally:
        await _acknowledge(query, notice)


async def _pressed(query: CallbackQuery, context: Context) -> str | None:
    """Returns what to tell the reader in passing, if anything."""
    texts, data = desk(context).texts, query.data or ""
    # python-telegram-bot 22.8 makes a Message of an inaccessible one too
    if not isinstance(query.message, Message) or not query.message.is_accessible:
        return texts.old_button
    if data.startswith(AT):
        return await _show(query.message, context, data.removeprefix(AT))
    if data.startswith(WHY):
        return await _explain(query.message, context, data.removeprefix(WHY))
    if data == BACK:
        return await _back(query.message, context)
    if data.startswith(ASK):
        question = next((b.text for b in _buttons(query.message) if b.callback_data == data), None)
        if question:
            await answer(query.message, context, question, echo=True)
            return None
    return texts.old_button


async def _show(message: Message, context: Context, address: str) -> str | None:
    try:
        excerpt = await desk(context).show(address)
    except (UnknownAddressError, NothingIndexedError):
        return desk(context).texts.unknown_address
    data = [str(button.callback_data or "") for button in _buttons(message)]
    addresses = [place.removeprefix(AT) for place in data if place.startswith(AT)]
    await _edit(message, renderer(context).excerpt(excerpt, addresses=addresses, back=True))
    return None


async def _explain(message: Message, context: Context, address: str) -> str:
    """What made up the passage's score, as short as a notice must be."""
    texts = desk(context).texts
    asked = await desk(context).recall(message.chat_id, message.message_id)
    if asked is None:
        return texts.forgotten
    try:
        why = await desk(context).explain(asked, address)
    except (UnknownAddressError, NothingIndexedError):
        return texts.unknown_address
    return cut(reasons(why), NOTICE)


async def _back(message: Message, context: Context) -> str | None:
    asked = await desk(context).recall(message.chat_id, message.message_id)
    if asked is None:
        return desk(context).texts.forgotten
    try:
        found = await desk(context).ask(asked)
    except NothingIndexedError:
        return desk(context).texts.nothing_indexed
    await _edit(message, renderer(context).answer(found, echo=_is_no_reply(message))[0])
    return None


async def _edit(message: Message, rendered: Rendered) -> None:
    try:
        await message.edit_text(rendered.html, parse_mode="HTML", reply_markup=rendered.keyboard)
    except BadRequest as error:
        if "message is not modified" not in str(error).lower():
            raise


async def _acknowledge(query: CallbackQuery, notice: str | None) -> None:
    try:
        await query.answer(notice, show_alert=bool(notice))
    except BadRequest as error:  # the press is too old to be answered
        _log.info("a button's press was not acknowledged: %s", error)


def _is_no_reply(message: Message) -> bool:
    """In a topic, Telegram gives every message that is no reply the topic's opening as one."""
    replied = message.reply_to_message
    return replied is None or replied.forum_topic_created is not None


def _buttons(message: Message) -> list[InlineKeyboardButton]:
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    return [button for row in rows for button in row]
