"""/timeline WORDS: a story day by day, a month to a page, undated sentences last."""

from __future__ import annotations

from contextlib import suppress

from telegram import Message, Update
from telegram.error import BadRequest

from bot.backend.processes import TookTooLongError
from bot.conversation.asked import Asked
from bot.conversation.commands import story
from bot.conversation.stories import of_month
from bot.pictures.charts import Chart, of_story
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
from bot.telegram.handlers.presses.photos import send_photo
from bot.telegram.hearing.people import Asker, asked_on, who
from bot.telegram.hearing.words import command_words, quoted_words
from bot.telegram.rendering.message import Message as Rendered
from bot.telegram.rendering.messages import Renderer
from bot.telegram.rendering.timelines import charted
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
    chart = await _chart(context, render, words)
    if chart is not None:
        with suppress(BadRequest):  # where no pictures may be sent, the words stand alone
            await _sent(message, reader, context, render, words, chart)
            return
    await _below(message, reader, context, render, words, "")


async def below(
    message: Message, reader: Asker, context: Context, render: Renderer, month: str
) -> str:
    """Send the month of the story that a chart shows; what to tell in passing."""
    at = backend(context)
    asked = await at.on_readers(at.conversations.recall, message.chat_id, message.message_id)
    if asked is None:
        return render.texts.forgotten
    await _below(message, reader, context, render, asked.question, month)
    return ""


async def _below(
    message: Message,
    reader: Asker | None,
    context: Context,
    render: Renderer,
    words: str,
    month: str,
) -> None:
    page = await _page(context, render, words, month, 0)
    await _sent(message, reader, context, render, words, page)


async def _sent(
    message: Message,
    reader: Asker | None,
    context: Context,
    render: Renderer,
    words: str,
    shown: Rendered | Chart,
) -> None:
    """Send the page, or the chart, and remember which story it is of."""
    at, reader_id = backend(context), reader.id if reader else 0
    topic, day = await topic_in(message, context), asked_on(message, render.texts.zone)
    with at.underway(message.chat_id):
        if isinstance(shown, Chart):
            sent = await send_photo(message, charted(render.texts, shown), shown.png)
        else:
            sent = await send(message, shown, reply=True)
        place = MessageId(sent.chat_id, sent.message_id, reader_id, None, topic=topic)
        await at.on_readers(at.conversations.remember, place, Asked(words, day))


async def _chart(context: Context, render: Renderer, words: str) -> Chart | None:
    """The chart of the story, where charts can be drawn in time and it is of more than a month."""
    at = backend(context)
    if not at.pictures:
        return None
    try:
        return await at.in_pool(of_story, words, render.texts)
    except TookTooLongError:
        return None


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
