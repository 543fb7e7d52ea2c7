"""An edited question: its answer is edited; what becomes a question gets its first answer."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Message, Update

from bot.conversation.asked import Asked, Before
from bot.conversation.small_talk import small_talk
from bot.readers.conversations import MessageId
from bot.telegram.handlers.common import Context, backend, edit_at, renderer, the_message, topic_in
from bot.telegram.handlers.questions import (
    ASKING,
    asked_in,
    lender,
    meant,
    remember,
    replied,
    reply_to,
)
from bot.telegram.hearing.people import Asker, asked_on, who
from bot.telegram.hearing.words import Heard, heard

MENDED = (
    *("start", "help", "about", "latest", "article", "outlets", "timeline", "verify"),
    *("follow", "following", "settings", "privacy"),
)
"""Commands that are obeyed too where an edit makes a message say so."""

Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]


def mended(handler: Handler) -> Handler:
    """The handler of a command, for edited messages: where the message was a question, its answer
    stands."""

    async def obey(update: Update, context: Context) -> None:
        message, at = the_message(update), backend(context)
        number = await at.on_readers(
            at.conversations.answer_to, message.chat_id, message.message_id
        )
        if number is None:
            await handler(update, context)

    return obey


async def on_edited(update: Update, context: Context) -> None:
    """An edited question: its answer is edited. What asks nothing now, or is against the operator's
    rules, leaves the answer as it stands. A message that asked nothing before is answered."""
    message, at, reader = the_message(update), backend(context), who(update)
    said = heard(message, context.bot.username)
    if said is None or (said.command and not said.named and said.command not in ASKING):
        return
    number = await at.on_readers(at.conversations.answer_to, message.chat_id, message.message_id)
    if number is not None:
        await _again(message, reader, context, said, number)
    elif not small_talk(said.words):
        await reply_to(message, reader, context, said, silent=True)


async def _again(
    message: Message, reader: Asker | None, context: Context, said: Heard, number: int
) -> None:
    """Put the answer to what the message asks now into the message with that number."""
    at, render = backend(context), await renderer(reader, context, message.chat)
    until_now = await at.on_readers(at.conversations.recall, message.chat_id, number)
    until_now = until_now or Asked("", asked_on(message, render.texts.zone))
    before = Before(until_now.base, since=until_now.since)
    asked = await asked_in(message, context, render, meant(message, said), before)
    if isinstance(asked, str) or not 0 < len(asked.question) <= at.rules.longest_question:
        return
    if small_talk(asked.question) or (reader and at.pace.wait(reader.id)):
        return
    lent = await lender(message, context, echo=False)
    reply = await replied(
        message, reader, context, asked, render, pointed=False, borrowed=bool(lent)
    )
    if reply is not None:
        rendered = render.answer(reply)
        await edit_at(message.chat_id, number, rendered, message)
        who_asks = reader.id if reader else 0
        topic = await topic_in(message, context)
        place = MessageId(message.chat_id, number, who_asks, message.message_id, lent, topic)
        await remember(place, context, reply, asked, rendered)
