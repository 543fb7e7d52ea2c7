"""What the bot says of itself: plain async functions, one for each kind of message."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from telegram import Message, Update
from telegram.constants import ChatMemberStatus, ReactionEmoji
from telegram.error import BadRequest

from bot.backend.processes import TookTooLongError
from bot.conversation.commands import address_in
from bot.conversation.examples import suggested
from bot.conversation.small_talk import IDLE, Talk
from bot.pictures.usage import in_words, of_days
from bot.readers import reports
from bot.telegram.handlers.browsing import latest, show
from bot.telegram.handlers.common import Context, backend, renderer, send, the_message, topic_in
from bot.telegram.handlers.presses.photos import send_photo
from bot.telegram.hearing.people import Asker, is_direct, is_group, who
from bot.telegram.hearing.words import command_words, heard, opening, replies_to_bot
from bot.telegram.rendering import greetings
from bot.telegram.rendering.messages import Renderer

_INSIDE = (ChatMemberStatus.MEMBER, ChatMemberStatus.ADMINISTRATOR)
_ALBUMS = "albums"  # in bot_data: those that are coming, and whether one has a caption
_CHARTED = 28  # days
_ALBUM = 1.0  # seconds that an album takes to come


async def on_start(update: Update, context: Context) -> None:
    """/start: what the bot is; /start ADDRESS, from a deep link: the passage there.

    Telegram and other places put words of their own there; these get the first word too.
    """
    message = the_message(update)
    if address := address_in(command_words(message)):
        await show(message, who(update), context, address)
    else:
        await welcome(message, who(update), context)


async def welcome(message: Message, reader: Asker | None, context: Context) -> None:
    """What the bot is, and questions to begin with."""
    at = backend(context)
    examples = await at.in_pool(suggested, at.examples)
    render = await renderer(reader, context)
    await send(message, greetings.welcome(render.texts, await at.coverage(), examples))


async def talk_back(
    message: Message, reader: Asker | None, context: Context, talk: Talk, *, explicit: bool
) -> None:
    """What there is to say to small talk; in a group little, and only where the bot was called."""
    alone, render = is_direct(message), await renderer(reader, context)
    if not alone and (talk in IDLE or (talk == "greeting" and not explicit)):
        return
    if talk == "greeting":
        await _greet(message, context, render)
    elif talk == "thanks" and await _react(message):
        return
    elif talk == "latest":
        await send(message, await latest(context, render, 0))
    elif talk == "source":
        await _source(message, reader, context, render)
    else:
        texts = render.texts
        said = {"thanks": texts.welcome_back, "ok": texts.ask_on, "summary": texts.no_summary}
        how = render.said(said[talk]) if talk in said else greetings.how(texts)
        await send(message, how)


async def _greet(message: Message, context: Context, render: Renderer) -> None:
    """Greet in return, with a question to try."""
    at = backend(context)
    examples = await at.in_pool(suggested, at.examples)
    await send(message, greetings.hello(render.texts, next(iter(examples), "")))


async def _react(message: Message) -> bool:
    """Whether a thumb could be given for the message."""
    try:
        return await message.set_reaction(ReactionEmoji.THUMBS_UP)
    except BadRequest:
        return False


async def _source(
    message: Message, reader: Asker | None, context: Context, render: Renderer
) -> None:
    """Where the first quote stands, of the answer that is replied to, else of the last."""
    at, replied, chat_id = backend(context), message.reply_to_message, message.chat_id
    if replied and replies_to_bot(message):
        address = await at.on_readers(at.conversations.cited, chat_id, replied.message_id)
    else:
        number, topic = reader.id if reader else 0, await topic_in(message, context)
        address = await at.on_readers(at.conversations.cited_last, chat_id, number, topic)
    if address:
        await show(message, reader, context, address)
    else:
        await send(message, render.said(render.texts.nothing_cited))


async def on_joined(update: Update, context: Context) -> None:
    """The bot is taken into a group: how to ask there, and what it reads."""
    joined = update.my_chat_member
    if joined is None or not is_group(joined.chat):
        return
    before, now = joined.old_chat_member.status, joined.new_chat_member.status
    if before in _INSIDE or now not in _INSIDE:
        return
    render = await renderer(joined.from_user, context, joined.chat)
    reads = context.bot.bot.can_read_all_group_messages or now == ChatMemberStatus.ADMINISTRATOR
    examples = await backend(context).in_pool(suggested, backend(context).examples)
    rendered = greetings.in_group(render.texts, next(iter(examples), ""), reads_all=bool(reads))
    await joined.chat.send_message(rendered.html, parse_mode="HTML", reply_markup=rendered.keyboard)


async def on_help(update: Update, context: Context) -> None:
    """/help."""
    await tell_how(the_message(update), who(update), context)


async def tell_how(message: Message, reader: Asker | None, context: Context) -> None:
    """What can be asked, and how."""
    render = await renderer(reader, context)
    await send(message, greetings.how(render.texts))


async def on_own(update: Update, context: Context) -> None:
    """/imprint and /contact, in the operator's own words."""
    message = the_message(update)
    render, opened = await renderer(who(update), context), opening(message)
    await send(message, render.said(render.texts.own.to(opened.command if opened else "")))


async def on_about(update: Update, context: Context) -> None:
    """/about: how far the coverage goes, and what is kept of readers."""
    render = await renderer(who(update), context)
    await send(
        the_message(update), greetings.about(render.texts, await backend(context).coverage())
    )


async def on_unknown_command(update: Update, context: Context) -> None:
    """A command that the bot does not have; one that names another bot is not for this one."""
    message = the_message(update)
    if heard(message, context.bot.username):
        render = await renderer(who(update), context)
        await send(message, render.said(render.texts.unknown_command))


async def on_other(update: Update, context: Context) -> None:
    """A photo, a voice message, anything without text, in a private chat.

    The pictures of an album come one by one, each in an update of its own: the album is spoken of
    once, when all have come, and not at all where one has a caption.
    """
    message, reader = the_message(update), who(update)
    if message.media_group_id is None:
        await _only_text(message, reader, context)
        return
    albums: dict[str, bool] = context.bot_data.setdefault(_ALBUMS, {})
    if message.media_group_id not in albums:
        albums[message.media_group_id] = False
        context.application.create_task(_of_an_album(message, reader, context))


async def on_caption(update: Update, context: Context) -> None:
    """A caption in an album, before it is answered: the album's other pictures want no word."""
    message = the_message(update)
    albums: dict[str, bool] = context.bot_data.setdefault(_ALBUMS, {})
    if message.media_group_id and not albums.get(message.media_group_id):
        if message.media_group_id not in albums:
            context.application.create_task(_of_an_album(message, who(update), context))
        albums[message.media_group_id] = True


async def _of_an_album(message: Message, reader: Asker | None, context: Context) -> None:
    """When the album has come, say that pictures cannot be read, if it has no caption."""
    assert message.media_group_id
    await asyncio.sleep(_ALBUM)
    if not context.bot_data[_ALBUMS].pop(message.media_group_id):
        await _only_text(message, reader, context)


async def _only_text(message: Message, reader: Asker | None, context: Context) -> None:
    render = await renderer(reader, context)
    await send(message, render.said(render.texts.only_text))


async def on_stats(update: Update, context: Context) -> None:
    """/stats, for admins: how the bot is used, and its questions a day where pictures are drawn."""
    reader, at = update.effective_user, backend(context)
    if reader is None or reader.id not in at.rules.admins:
        await on_unknown_command(update, context)
        return
    coverage = await at.coverage()
    render, message = await renderer(who(update), context), the_message(update)
    words = await at.on_readers(reports.stats, at.readers, coverage, render.texts.admin)
    await send(message, render.said(words))
    if not at.pictures:
        return
    days = await at.on_readers(at.counts.by_day, _CHARTED)
    with suppress(BadRequest, TookTooLongError):  # the words stand alone
        png = await at.in_pool(of_days, days)
        if png is not None:
            await send_photo(message, render.said(in_words(days, render.texts.admin)), png)
