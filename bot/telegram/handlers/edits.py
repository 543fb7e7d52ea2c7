"""An edited question: its answer is edited."""

from __future__ import annotations

from telegram import Message, Update

from bot.conversation.asked import Asked, Before, today
from bot.conversation.commands import parted, read
from bot.locales.texts import Texts
from bot.readers.conversations import MessageId
from bot.telegram.handlers.common import Context, desk, edit_at, renderer, the_message, the_reader
from bot.telegram.handlers.questions import question_for, remember, replied


async def on_edited(update: Update, context: Context) -> None:
    """An edited question: its answer is edited. What asks nothing now, or is against the operator's
    rules, leaves the answer as it stands."""
    message, at, reader = the_message(update), desk(context), the_reader(update)
    number = await at.noted(at.conversations.answer_to, message.chat_id, message.message_id)
    if number is None:
        return
    until_now = await at.noted(at.conversations.recall, message.chat_id, number)
    render = await renderer(reader, context, message.chat)
    asked = await _asked(message, context, render.texts, until_now or Asked("", today()))
    if isinstance(asked, str) or not 0 < len(asked.question) <= at.rules.longest_question:
        return
    if reader and at.pace.wait(reader.id):
        return
    reply = await replied(message, reader, context, asked, render, pointed=False)
    if reply is not None:
        await edit_at(message.chat_id, number, render.answer(reply), message)
        place = MessageId(message.chat_id, number, reader.id if reader else 0, message.message_id)
        await remember(place, context, reply, asked)


async def _asked(message: Message, context: Context, texts: Texts, until_now: Asked) -> Asked | str:
    """What the message asks now, given what it asked until now; else what could be said to it."""
    at = desk(context)
    command, words = parted(message.text or "")
    if not command:
        words = question_for(message, context.bot) or ""
    before = Before(until_now.base, since=until_now.since)
    return await at.asked(read, at.archive, texts, command, words, before)
