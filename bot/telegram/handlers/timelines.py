"""/timeline WORDS: a story day by day, a month to a page, undated sentences last."""

from __future__ import annotations

from telegram import Message, Update

from bot.conversation.asked import Asked
from bot.conversation.commands import story
from bot.conversation.stories import of_month
from bot.readers.conversations import MessageId
from bot.telegram.handlers.common import (
    Context,
    backend,
    edit,
    in_time,
    renderer,
    send,
    the_message,
    topic_in,
)
from bot.telegram.hearing.people import Asker, asked_on, who
from bot.telegram.hearing.words import command_words, quoted_words
from bot.telegram.rendering.message import Message as Rendered
from bot.telegram.rendering.messages import Renderer
from retrieval import NothingIndexedError


async def on_timeline(update: Update, context: Context) -> None:
    """/timeline WORDS: the latest month of the story; without words, of what was asked last."""
    message, reader, at = the_message(update), who(update), backend(context)
    render, reader_id = await renderer(reader, context, message.chat), reader.id if reader else 0
    topic = await topic_in(message, context)
    before = await at.on_readers(at.conversations.before, message.chat_id, reader_id, topic)
    words = story(command_words(message) or quoted_words(message), before)
    if not words:
        await send(message, render.said(render.texts.story.timeline_what))
        return
    if await in_time(message, reader, context, render):
        await _tell(message, reader, context, render, words)


async def tell(message: Message, reader: Asker, context: Context, render: Renderer) -> str:
    """Tell the story that the answer's question asks about; what to tell in passing."""
    at = backend(context)
    asked = await at.on_readers(at.conversations.recall, message.chat_id, message.message_id)
    if asked is None:
        return render.texts.forgotten
    if await in_time(message, reader, context, render):
        await _tell(message, reader, context, render, story(asked.question))
    return ""


async def _tell(
    message: Message, reader: Asker | None, context: Context, render: Renderer, words: str
) -> None:
    at, reader_id = backend(context), reader.id if reader else 0
    topic = await topic_in(message, context)
    page = await _page(context, render, words, "", 0)
    day = asked_on(message, render.texts.zone)
    with at.underway(message.chat_id):
        sent = await send(message, page, reply=True)
        place = MessageId(sent.chat_id, sent.message_id, reader_id, None, topic=topic)
        await at.on_readers(at.conversations.remember, place, Asked(words, day))


async def turn(message: Message, context: Context, render: Renderer, to: str) -> str:
    """Show the page that a button names (MONTH:PART); what to tell in passing, "" for nothing."""
    at = backend(context)
    asked = await at.on_readers(at.conversations.recall, message.chat_id, message.message_id)
    if asked is None:
        return render.texts.forgotten
    month, _, part = to.partition(":")
    number = int(part) if part.isdecimal() else 0
    await edit(message, await _page(context, render, asked.question, month, number))
    return ""


async def _page(context: Context, render: Renderer, words: str, month: str, part: int) -> Rendered:
    at = backend(context)
    try:
        timeline, months, shown = await at.in_pool(of_month, words, month)
    except NothingIndexedError:
        return render.said(render.texts.nothing_indexed)
    return render.timeline(timeline, months=months, month=shown, part=part)
