"""What the bot does when a reader presses a button; every press is answered, old ones too."""

from __future__ import annotations

import logging

from telegram import CallbackQuery, InlineKeyboardButton, Message, Update
from telegram.error import BadRequest

from bot.handlers import Context, answer, desk, renderer
from bot.keyboards import ASK, AT, BACK, GO, PAGE
from bot.render import Message as Rendered
from retrieval import NothingIndexedError, UnknownAddressError

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
    message = query.message
    # python-telegram-bot 22.8 makes a Message of an inaccessible one too
    if not isinstance(message, Message) or not message.is_accessible:
        return texts.old_button
    for prefix in (AT, GO):
        if data.startswith(prefix):
            address, _, page = data.removeprefix(prefix).partition(":")
            back = _number(page) if page or prefix == AT else None
            return await _show(message, context, address, back)
    for prefix in (PAGE, BACK):
        if data.startswith(prefix):
            return await _turn(message, context, _number(data.removeprefix(prefix).strip(":")))
    if data.startswith(ASK):
        question = next((b.text for b in _buttons(message) if b.callback_data == data), None)
        if question:
            await answer(message, context, question, echo=True)
            return None
    return texts.old_button


async def _show(message: Message, context: Context, address: str, back: int | None) -> str | None:
    try:
        excerpt = await desk(context).show(address)
    except (UnknownAddressError, NothingIndexedError):
        return desk(context).texts.unknown_address
    data = [(str(button.callback_data or ""), button.text) for button in _buttons(message)]
    quotes = [
        (each.removeprefix(AT).partition(":")[0], text.strip("· "))
        for each, text in data
        if each.startswith(AT)
    ]
    await _edit(message, renderer(context).excerpt(excerpt, addresses=quotes, back=back))
    return None


async def _turn(message: Message, context: Context, page: int) -> str | None:
    """Show that page of the answer that the message gave."""
    asked = await desk(context).recall(message.chat_id, message.message_id)
    if asked is None:
        return desk(context).texts.forgotten
    render = renderer(context)
    try:
        found = await desk(context).reply(asked, render.wanted(page))
    except NothingIndexedError:
        return desk(context).texts.nothing_indexed
    await _edit(message, render.answer(found, page=page, echo=_is_no_reply(message)))
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


def _number(text: str) -> int:
    """The page that a button's data names; the first for what no button says."""
    return min(int(text), 30) if text.isdecimal() else 0


def _is_no_reply(message: Message) -> bool:
    """In a topic, Telegram gives every message that is no reply the topic's opening as one."""
    replied = message.reply_to_message
    return replied is None or replied.forum_topic_created is not None


def _buttons(message: Message) -> list[InlineKeyboardButton]:
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    return [button for row in rows for button in row]
