"""What is kept of a reader, and how it is changed and deleted: settings, thumbs, feedback."""

from __future__ import annotations

import json

from telegram import Message, ReactionTypeEmoji, Update
from telegram.constants import ChatType
from telegram.error import BadRequest

from bot.readers import reports, settings
from bot.readers.database import DELETABLE
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
from bot.telegram.hearing.people import Asker, who
from bot.telegram.hearing.words import command_words
from bot.telegram.rendering import greetings
from bot.telegram.rendering.keyboards import DOWN, UP, WHICH_LANGUAGE
from bot.telegram.rendering.messages import Renderer

_LONGEST_FEEDBACK = 2000
_THUMBS = {"👍": UP, "👎": DOWN}
_MOST_FORGOTTEN = 10_000  # of whom it is remembered, for what they asked before is still under way
_AT_ONCE = 100  # messages that Telegram deletes in a call


async def on_new(update: Update, context: Context) -> None:
    """/new: the next question has nothing to do with the last."""
    message, at = the_message(update), backend(context)
    reader = who(update)
    number, topic = reader.id if reader else 0, await topic_in(message, context)
    await at.on_readers(at.conversations.start_afresh, message.chat_id, number, topic)
    render = await renderer(reader, context)
    await send(message, render.said(render.texts.afresh))


async def on_privacy(update: Update, context: Context) -> None:
    """/privacy: what is kept, and why."""
    render = await renderer(who(update), context)
    for part in greetings.privacy(render.texts):
        await send(the_message(update), part)


async def on_forget(update: Update, context: Context) -> None:
    """/forget: delete all that is kept of the reader, at once; then offer to clear the chat."""
    message, reader, at = the_message(update), who(update), backend(context)
    if reader is None:
        return
    render = await renderer(reader, context)
    here = await at.on_readers(at.conversations.messages, message.chat_id, reader.id, DELETABLE)
    if message.chat.type != ChatType.PRIVATE:
        here = [each for each in here if not each.asked]
    if len(at.forgotten) >= _MOST_FORGOTTEN:
        del at.forgotten[next(iter(at.forgotten))]
    at.forgotten[reader.id] = update.update_id
    deleted = await at.on_readers(at.readers.forget, reader.id, before=update.update_id, wipe=False)
    at.wiping.begin(update.update_id)
    numbers = [each.number for each in here]
    await at.on_readers(at.readers.offer, message.chat_id, reader.id, numbers)
    await send(message, render.forgotten(deleted, offered=bool(here)))


async def cleared(message: Message, owner: Asker, context: Context, render: Renderer) -> str:
    """Delete the messages that /forget offered its reader to delete; what to tell in passing."""
    texts, chat_id = render.texts.about_privacy, message.chat_id
    at = backend(context)
    numbers = await at.on_readers(at.readers.taken, chat_id, owner.id)
    if not numbers and message.chat.type != ChatType.PRIVATE:
        return texts.too_old
    try:
        for first in range(0, len(numbers), _AT_ONCE):
            await context.bot.delete_messages(chat_id, numbers[first : first + _AT_ONCE])
    except BadRequest:
        numbers = []
    await edit(message, render.said(texts.rest))
    return texts.deleted_here if numbers else texts.too_old


async def on_mydata(update: Update, context: Context) -> None:
    """/mydata: all that is kept of the reader, in groups too, as a JSON document.

    In a group, where others read along, it is sent to the reader alone.
    """
    message, reader, at = the_message(update), who(update), backend(context)
    if reader is None:
        return
    render = await renderer(reader, context)
    texts = render.texts.about_privacy
    if message.chat.type != ChatType.PRIVATE:
        await send(message, render.said(texts.in_private))
        return
    if not await in_time(message, reader, context, render):
        return
    kept = await at.on_readers(at.readers.of, reader.id)
    document = json.dumps(kept, ensure_ascii=False, indent=1)
    await message.reply_document(
        document.encode(errors="replace"), filename="mydata.json", caption=texts.mydata
    )


async def on_feedback(update: Update, context: Context) -> None:
    """/feedback WORDS: to the operator, without who said so."""
    message, at, reader = the_message(update), backend(context), who(update)
    render = await renderer(reader, context)
    words = command_words(message)
    if words:
        number = reader.id if reader else None
        await at.on_readers(reports.keep_feedback, at.readers, words[:_LONGEST_FEEDBACK], number)
    said = render.texts.feedback_kept if words else render.texts.feedback_what
    await send(message, render.said(said))


async def on_settings(update: Update, context: Context) -> None:
    """/settings: buttons that change them; /settings ZONE: another time zone."""
    message, at = the_message(update), backend(context)
    reader = who(update)
    if reader is None:
        return
    zone = command_words(message)
    if zone and not await changed(context, reader.id, "zone", zone):
        render = await renderer(reader, context)
        await send(message, render.said(render.texts.unknown_zone))
        return
    render = await renderer(reader, context)
    now = await at.on_readers(settings.load, at.readers, reader.id)
    await send(message, render.settings(now))


async def changed(context: Context, reader_id: int, key: str, value: str) -> bool:
    """Change one of the reader's settings; False for what there is not."""
    at = backend(context)
    now = await at.on_readers(settings.load, at.readers, reader_id)
    try:
        after = now.with_(key, value)
    except ValueError:
        return False
    await at.on_readers(settings.save, at.readers, reader_id, after)
    return True


async def set_by_button(message: Message, owner: Asker, context: Context, to: str) -> bool:
    """Change a setting of its owner as a button says (KEY:VALUE), and show it in its message; or
    show there which languages there are."""
    key, _, value = to.partition(":")
    choosing = to == WHICH_LANGUAGE
    if not choosing and not await changed(context, owner.id, key, value):
        return False
    at = backend(context)
    render = await renderer(owner, context)
    now = await at.on_readers(settings.load, at.readers, owner.id)
    await edit(message, render.settings(now, languages=choosing))
    return True


async def on_reaction(update: Update, context: Context) -> None:
    """A thumb that the asker gives an answer as a reaction counts as one on its buttons."""
    reaction = update.message_reaction
    if reaction is None or reaction.user is None:
        return
    given = [each.emoji for each in reaction.new_reaction if isinstance(each, ReactionTypeEmoji)]
    thumbs = [_THUMBS[emoji] for emoji in given if emoji in _THUMBS]
    at, place = backend(context), (reaction.chat.id, reaction.message_id)
    if thumbs and await at.on_readers(at.conversations.asker, *place) == reaction.user.id:
        await _count(context, *place, thumbs[0])


async def vote(message: Message, context: Context, data: str) -> bool:
    """Count a thumb under an answer; False where its question is no longer known."""
    return await _count(context, message.chat_id, message.message_id, data)


async def _count(context: Context, chat_id: int, message_id: int, data: str) -> bool:
    at = backend(context)
    asked = await at.on_readers(at.conversations.recall, chat_id, message_id)
    if asked is None:
        return False
    terms = " ".join(at.archive.terms(asked.question))
    return await at.on_readers(at.conversations.vote, chat_id, message_id, data == UP, terms)
