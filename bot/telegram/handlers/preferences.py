"""What is kept of a reader, and how it is changed and deleted: settings, thumbs, feedback."""

from __future__ import annotations

from telegram import CallbackQuery, Message, Update

from bot.readers import reports, settings
from bot.telegram.handlers.common import (
    Context,
    desk,
    edit,
    renderer,
    send,
    the_message,
    words_after_command,
)
from bot.telegram.rendering.keyboards import UP

_LONGEST_FEEDBACK = 2000


async def on_new(update: Update, context: Context) -> None:
    """/new: the next question has nothing to do with the last."""
    message, at = the_message(update), desk(context)
    reader = update.effective_user
    await at.noted(at.conversations.start_afresh, message.chat_id, reader.id if reader else 0)
    render = await renderer(reader, context)
    await send(message, render.said(render.texts.afresh))


async def on_privacy(update: Update, context: Context) -> None:
    """/privacy: what is kept, and why."""
    render = await renderer(update.effective_user, context)
    await send(the_message(update), render.said(render.texts.privacy))


async def on_forget(update: Update, context: Context) -> None:
    """/forget: delete all that is kept of the reader, at once."""
    render, at = await renderer(update.effective_user, context), desk(context)
    assert update.effective_user is not None
    deleted = await at.noted(at.readers.forget, update.effective_user.id)
    await send(the_message(update), render.said(render.texts.deleted(deleted)))


async def on_feedback(update: Update, context: Context) -> None:
    """/feedback WORDS: to the operator, without who said so."""
    message, at = the_message(update), desk(context)
    render = await renderer(update.effective_user, context)
    words = words_after_command(message)
    if words:
        await at.noted(reports.keep_feedback, at.readers, words[:_LONGEST_FEEDBACK])
    said = render.texts.feedback_kept if words else render.texts.feedback_what
    await send(message, render.said(said))


async def on_settings(update: Update, context: Context) -> None:
    """/settings: buttons that change them; /settings ZONE: another time zone."""
    message, at = the_message(update), desk(context)
    reader = update.effective_user
    assert reader is not None
    zone = words_after_command(message)
    if zone and not await changed(context, reader.id, "zone", zone):
        render = await renderer(reader, context)
        await send(message, render.said(render.texts.unknown_zone))
        return
    render = await renderer(reader, context)
    now = await at.noted(settings.load, at.readers, reader.id)
    await send(message, render.settings(now))


async def changed(context: Context, reader_id: int, key: str, value: str) -> bool:
    """Change one of the reader's settings; False for what there is not."""
    at = desk(context)
    now = await at.noted(settings.load, at.readers, reader_id)
    try:
        after = now.with_(key, value)
    except ValueError:
        return False
    await at.noted(settings.save, at.readers, reader_id, after)
    return True


async def set_by_button(query: CallbackQuery, message: Message, context: Context, to: str) -> bool:
    """Change a setting as a button says (KEY:VALUE), and show it in its message."""
    key, _, value = to.partition(":")
    if not await changed(context, query.from_user.id, key, value):
        return False
    at = desk(context)
    render = await renderer(query.from_user, context)
    await edit(
        message, render.settings(await at.noted(settings.load, at.readers, query.from_user.id))
    )
    return True


async def vote(message: Message, context: Context, data: str) -> bool:
    """Count a thumb under an answer; False where its question is no longer known."""
    at = desk(context)
    asked = await at.noted(at.conversations.recall, message.chat_id, message.message_id)
    if asked is None:
        return False
    terms = " ".join(at.archive.terms(asked.question))
    return await at.noted(
        at.conversations.vote, message.chat_id, message.message_id, data == UP, terms
    )
