"""Questions: asked, for a party's words, as of a day, since a day; each gets one answer."""

from __future__ import annotations

import logging
import time
from datetime import date, datetime

from telegram import Bot, Message, MessageEntity, Update, User
from telegram.constants import ChatType

from bot.conversation.asked import Asked, today
from bot.conversation.commands import opening_day
from bot.conversation.replies import Reply, according_to, converse
from bot.locales.phrases import no_such_party
from bot.readers.conversations import MessageId
from bot.telegram.handlers.common import (
    Context,
    desk,
    in_time,
    renderer,
    send,
    the_message,
    typing,
    words_after_command,
)
from bot.telegram.rendering.messages import Renderer
from bot.text import whole
from retrieval import NothingIndexedError, UnknownPartyError

_log = logging.getLogger(__name__)


async def on_ask(update: Update, context: Context) -> None:
    """/ask QUESTION."""
    message = the_message(update)
    question = words_after_command(message) or _pointed_at(message, context.bot)
    if question:
        await answer(message, update.effective_user, context, question)
    else:
        render = await renderer(update.effective_user, context)
        await send(message, render.said(render.texts.ask_what))


async def on_says(update: Update, context: Context) -> None:
    """/says PARTY QUESTION."""
    message = the_message(update)
    render = await renderer(update.effective_user, context, message.chat)
    question, said = await of_party(words_after_command(message), context, render)
    if question:
        await answer(message, update.effective_user, context, question)
    else:
        await send(message, render.said(said))


async def of_party(words: str, context: Context, render: Renderer) -> tuple[str, str]:
    """The question for a party's words; else "", and what to say instead."""
    at = desk(context)
    try:
        asked = await at.asked(at.archive.says, words)
    except UnknownPartyError as error:
        what = no_such_party(render.texts, error.parties) if words else render.texts.says_what
        return "", what
    except NothingIndexedError:
        return "", render.texts.nothing_indexed
    return (according_to(asked), "") if asked.rest else ("", render.texts.says_what)


async def on_text(update: Update, context: Context) -> None:
    """Any text: a question in a private chat; in a group where the bot is spoken to."""
    message = the_message(update)
    question = question_for(message, context.bot)
    if question is not None:
        await answer(message, update.effective_user, context, question)


async def answer(
    message: Message,
    reader: User | None,
    context: Context,
    question: str,
    *,
    echo: bool = False,
    as_of: date | None = None,
    since: date | datetime | None = None,
) -> None:
    """Answer below `message`: as a reply to it, or with `echo` opening with the question.

    `as_of` and `since` are as in `Archive.ask`; such a question is read alone.
    """
    render = await renderer(reader, context, message.chat)
    longest = desk(context).rules.longest_question
    if len(question) > longest:
        await send(message, render.said(render.texts.too_long.format(most=longest)))
        return
    if not await in_time(message, reader, context, render):
        return
    alone = echo or as_of or since
    base, pointed = ("", False) if alone else await _base(message, reader, context)
    asked = Asked(question, as_of or today(), base, as_of=as_of, since=since)
    began = desk(context).readers.moment()  # what is indexed from now on is new to the reader
    reply = await replied(message, context, asked, render, pointed=pointed)
    if reply is None:
        await send(message, render.said(render.texts.nothing_indexed))
        return
    asking = None if echo else message.message_id
    with desk(context).underway(message.chat_id):
        sent = await send(message, render.answer(reply, echo=echo), reply=not echo)
        place = MessageId(sent.chat_id, sent.message_id, reader.id if reader else 0, asking)
        await remember(place, context, reply, asked, began)


def question_for(message: Message, bot: Bot) -> str | None:
    """The question that a text puts to the bot, without its name; None: it speaks to others."""
    text = whole(message.text or "")
    if message.chat.type == ChatType.PRIVATE:
        return text
    to_bot = _replies_to(message, bot)
    for name in message.parse_entities([MessageEntity.MENTION]).values():
        if name.lower() == f"@{bot.username}".lower():
            to_bot, text = True, text.replace(name, " ")
    return text.strip() if to_bot else None


def _pointed_at(message: Message, bot: Bot) -> str:
    """The words of somebody's message that a bare /ask replies to."""
    replied = message.reply_to_message
    if replied is None or _replies_to(message, bot):
        return ""
    return whole(replied.text or replied.caption or "").strip()


def _replies_to(message: Message, bot: Bot) -> bool:
    replied = message.reply_to_message
    return bool(replied and replied.from_user and replied.from_user.id == bot.id)


async def _base(message: Message, reader: User | None, context: Context) -> tuple[str, bool]:
    """The question before this one, and whether the reader has pointed at its answer."""
    at = desk(context)
    if message.reply_to_message and _replies_to(message, context.bot):
        about = await at.remembered(
            at.conversations.recall, message.chat_id, message.reply_to_message.message_id
        )
        if about is not None:
            return about.question, True
    reader_id = reader.id if reader else 0
    return await at.noted(at.conversations.last, message.chat_id, reader_id), False


async def replied(
    message: Message, context: Context, asked: Asked, render: Renderer, *, pointed: bool
) -> Reply | None:
    """The reply; None while nothing is indexed."""
    began, at = time.monotonic(), desk(context)
    try:
        async with typing(message):
            reply = await at.answered(converse, asked, limit=render.wanted(0), pointed=pointed)
    except NothingIndexedError:
        return None
    refusal = reply.answer.refusal
    outcome = refusal.reason if refusal else f"{len(reply.answer.quotes)} quotes"
    took = 1000 * (time.monotonic() - began)
    _log.info("a question: %s in %.0f ms", outcome, took)
    terms = at.archive.terms(reply.answer.question) if refusal else ()
    kept = reply.answer.question if refusal and at.rules.keep_questions else ""
    await at.noted(at.counts.question, took, refusal, terms, kept)
    return reply


async def remember(
    place: MessageId, context: Context, reply: Reply, asked: Asked, moment: str | None = None
) -> None:
    """Keep what the answer in that place answers, and as what the reader asked last."""
    quotes = reply.answer.quotes
    await desk(context).noted(
        desk(context).conversations.remember,
        place,
        reply.asked._replace(base=asked.base),
        quotes[0].address if quotes else "",
        moment,
    )


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
