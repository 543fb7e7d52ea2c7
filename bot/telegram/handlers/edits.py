"""An edited question: its answer is edited."""

from __future__ import annotations

from telegram import Message, Update

from bot.conversation.asked import Asked, today
from bot.conversation.commands import opening_day
from bot.readers.conversations import MessageId
from bot.telegram.handlers.common import (
    Context,
    desk,
    edit_at,
    renderer,
    the_message,
    words_after_command,
)
from bot.telegram.handlers.questions import of_party, question_for, remember, replied


async def on_edited(update: Update, context: Context) -> None:
    """An edited question: its answer is edited. What asks nothing now, or is against the operator's
    rules, leaves the answer as it stands."""
    message, at, reader = the_message(update), desk(context), update.effective_user
    number = await at.noted(at.conversations.answer_to, message.chat_id, message.message_id)
    if number is None:
        return
    before = await at.noted(at.conversations.recall, message.chat_id, number)
    asked = await _asked(message, context, before or Asked("", today()))
    if not asked.question or len(asked.question) > at.rules.longest_question:
        return
    if reader and at.pace.wait(reader.id):
        return
    render = await renderer(reader, context, message.chat)
    reply = await replied(message, context, asked, render, pointed=False)
    if reply is not None:
        await edit_at(message.chat_id, number, render.answer(reply), message)
        place = MessageId(message.chat_id, number, reader.id if reader else 0, message.message_id)
        await remember(place, context, reply, asked)


async def _asked(message: Message, context: Context, before: Asked) -> Asked:
    """What the message asks now, given what it asked `before`; no question where it asks none."""
    text, words, at = message.text or "", words_after_command(message), desk(context)
    command = text.split(maxsplit=1)[0].partition("@")[0] if text.startswith("/") else ""
    asked = Asked("", today())
    if not command:
        return asked._replace(question=question_for(message, context.bot) or "", base=before.base)
    if command == "/ask":
        return asked._replace(question=words, base=before.base)
    if command == "/says":
        render = await renderer(message.from_user, context, message.chat)
        return asked._replace(question=(await of_party(words, context, render))[0])
    if command == "/asof":
        day, question = await at.asked(opening_day, at.archive, words, "until") or (None, "")
        return Asked(question, day or today(), as_of=day)
    if command == "/since":
        opening = await at.asked(opening_day, at.archive, words, "since")
        day, question = opening or (before.since, words)
        return asked._replace(question=question if day else "", since=day)
    return asked
