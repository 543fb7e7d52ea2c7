"""Following a story: /follow, /following, and the look for what is new after each reindex."""

from __future__ import annotations

from telegram import CallbackQuery, Message, Update

from bot.conversation.commands import story
from bot.conversation.stories import known
from bot.readers.stories import LOOKED_AT, MOST, MOST_OF_ONE
from bot.telegram.handlers.access import is_admin
from bot.telegram.handlers.common import (
    Context,
    backend,
    renderer,
    send,
    the_message,
    topic_in,
)
from bot.telegram.hearing.people import Asker, is_group, who
from bot.telegram.hearing.words import command_words, quoted_words
from bot.telegram.rendering.message import Message as Rendered
from bot.telegram.rendering.messages import Renderer


async def on_follow(update: Update, context: Context) -> None:
    """/follow WORDS; without words, what the reader asked last."""
    message, at = the_message(update), backend(context)
    reader = who(update)
    number, topic = reader.id if reader else 0, await topic_in(message, context)
    before = await at.on_readers(at.conversations.before, message.chat_id, number, topic)
    words = command_words(message) or quoted_words(message) or before.base
    render = await renderer(reader, context)
    said = await follow(message, reader, context, words, render)
    await send(message, render.said(said))


async def follow(
    message: Message,
    reader: Asker | None,
    context: Context,
    words: str,
    render: Renderer,
    *,
    words_of: int | None = None,
) -> str:
    """Follow the story of the words in the chat of `message`; what to tell the reader.

    `words_of`: another reader, whose words they are.
    """
    at, words = backend(context), story(words)
    if not words:
        return render.texts.follow_what
    had = await at.in_pool(known, words, LOOKED_AT)
    followed = await at.on_readers(
        at.stories.follow,
        message.chat_id,
        reader.id if reader else 0,
        words,
        had,
        language=render.texts.code,
        words_of=words_of,
        topic=await topic_in(message, context),
        most=MOST_OF_ONE if is_group(message.chat) else MOST,
    )
    return (render.texts.follows if followed else render.texts.follows_many).format(words=words)


async def on_following(update: Update, context: Context) -> None:
    """/following: the followed stories, each with a button that stops it."""
    message = the_message(update)
    render = await renderer(who(update), context)
    await send(message, await following(context, render, message))


async def following(context: Context, render: Renderer, message: Message) -> Rendered:
    """The list of the stories that are followed where the message stands."""
    at, topic = backend(context), await topic_in(message, context)
    return render.following(await at.on_readers(at.stories.of, message.chat_id, topic))


async def stop(query: CallbackQuery, message: Message, context: Context, story: int) -> bool:
    """Follow the story no more; in a group for who follows it, and for admins."""
    at, topic = backend(context), await topic_in(message, context)
    followers = await at.on_readers(at.stories.who_follows, message.chat_id, story, topic)
    others = is_group(message.chat) and query.from_user.id not in followers
    if others and not await is_admin(query.from_user.id, message, context):
        return False
    await at.on_readers(at.stories.stop, message.chat_id, story, topic)
    return True
