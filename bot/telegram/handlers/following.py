"""Following a story: /follow, /following, and the look for what is new after each reindex."""

from __future__ import annotations

from telegram import Message, Update, User

from bot.conversation.commands import story
from bot.conversation.stories import known
from bot.readers.stories import LOOKED_AT
from bot.telegram.handlers.common import (
    Context,
    desk,
    renderer,
    send,
    the_message,
    the_reader,
    words_after_command,
)
from bot.telegram.rendering.messages import Message as Rendered
from bot.telegram.rendering.messages import Renderer


async def on_follow(update: Update, context: Context) -> None:
    """/follow WORDS; without words, what the reader asked last."""
    message, at = the_message(update), desk(context)
    reader = the_reader(update)
    before = await at.noted(at.conversations.before, message.chat_id, reader.id if reader else 0)
    words = words_after_command(message) or before.base
    render = await renderer(reader, context)
    said = await follow(message, reader, context, words, render)
    await send(message, render.said(said))


async def follow(
    message: Message,
    reader: User | None,
    context: Context,
    words: str,
    render: Renderer,
    *,
    words_of: int | None = None,
) -> str:
    """Follow the story of the words in the chat of `message`; what to tell the reader.

    `words_of`: another reader, whose words they are.
    """
    at, words = desk(context), story(words)
    if not words:
        return render.texts.follow_what
    had = await at.answered(known, words, LOOKED_AT)
    followed = await at.noted(
        at.stories.follow,
        message.chat_id,
        reader.id if reader else 0,
        words,
        had,
        language=render.texts.code,
        words_of=words_of,
    )
    return (render.texts.follows if followed else render.texts.follows_many).format(words=words)


async def on_following(update: Update, context: Context) -> None:
    """/following: the followed stories, each with a button that stops it."""
    message = the_message(update)
    render = await renderer(the_reader(update), context)
    await send(message, await following(context, render, message.chat_id))


async def following(context: Context, render: Renderer, chat_id: int) -> Rendered:
    """The list of the stories that the chat follows."""
    at = desk(context)
    return render.following(await at.noted(at.stories.of, chat_id))
