"""/asof DAY QUESTION, /since DAY QUESTION, and what is new since a reader last asked."""

from __future__ import annotations

from datetime import date
from typing import Literal

from telegram import Message, Update, User

from bot.telegram.handlers.common import (
    Context,
    desk,
    renderer,
    send,
    the_message,
    words_after_command,
)
from bot.telegram.handlers.questions import answer
from bot.telegram.rendering.messages import Renderer
from retrieval import Archive, NothingIndexedError


async def on_as_of(update: Update, context: Context) -> None:
    """/asof DAY QUESTION: answered from what was published by then."""
    message, reader, at = the_message(update), update.effective_user, desk(context)
    read = await at.asked(opening_day, at.archive, words_after_command(message), "until")
    if read is None or not read[1]:
        render = await renderer(reader, context)
        await send(message, render.said(render.texts.story.as_of_what))
        return
    day, question = read
    await answer(message, reader, context, question, as_of=day)


async def on_since(update: Update, context: Context) -> None:
    """/since DAY QUESTION; without a day, or alone: since the reader last asked."""
    message, reader, at = the_message(update), update.effective_user, desk(context)
    words = words_after_command(message)
    read = await at.asked(opening_day, at.archive, words, "since")
    reader_id = reader.id if reader else 0
    last = await at.noted(at.conversations.last_asked, message.chat_id, reader_id)
    day, question = read or (None, words)
    since = day or (last[1] if last else None)
    question = question or (last[0] if last else "")
    if since and question:
        await answer(message, reader, context, question, since=since)
    else:
        render = await renderer(reader, context)
        await send(message, render.said(render.texts.story.since_what))


async def new_since(message: Message, reader: User, context: Context, render: Renderer) -> str:
    """What is new for the question of an answer since it was given; what to tell in passing."""
    at = desk(context)
    asked = await at.noted(at.conversations.recall, message.chat_id, message.message_id)
    since = await at.noted(at.conversations.sent_at, message.chat_id, message.message_id)
    if asked is None or since is None:
        return render.texts.forgotten
    await answer(message, reader, context, asked.question, echo=True, since=since)
    return ""


def opening_day(
    archive: Archive, words: str, lead: Literal["since", "until"]
) -> tuple[date, str] | None:
    """The day that opens the words, and the rest of them."""
    try:
        return archive.opening_day(words, lead)
    except NothingIndexedError:
        return None
