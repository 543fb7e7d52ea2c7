"""Questions: asked, for a party's words, as of a day, since a day; each gets one answer."""

from __future__ import annotations

import logging
import time

from telegram import Bot, Message, MessageEntity, Update, User
from telegram.constants import ChatType

from bot.conversation.asked import Asked, Before, today
from bot.conversation.commands import parted, read
from bot.conversation.replies import Reply, converse
from bot.readers.conversations import MessageId
from bot.telegram.handlers.common import (
    Context,
    desk,
    in_time,
    renderer,
    send,
    the_message,
    the_reader,
    typing,
)
from bot.telegram.rendering.messages import Renderer
from bot.text import whole
from retrieval import NothingIndexedError

_log = logging.getLogger(__name__)


async def on_command(update: Update, context: Context) -> None:
    """/ask, /says, /since, /asof: what `bot.conversation.commands` reads in their words."""
    message = the_message(update)
    command, words = parted(message.text or "")
    if command == "ask" and not words:
        words = _pointed_at(message, context.bot)
    await _read(message, the_reader(update), context, command, words)


async def on_text(update: Update, context: Context) -> None:
    """Any text: a question in a private chat; in a group where the bot is spoken to."""
    message = the_message(update)
    question = question_for(message, context.bot)
    if question is not None:
        await _read(message, the_reader(update), context, "", question)


async def _read(
    message: Message, reader: User | None, context: Context, command: str, words: str
) -> None:
    """Answer what the words after the command ask, or say how to put it."""
    at, render = desk(context), await renderer(reader, context, message.chat)
    before, pointed = await _before(message, reader, context)
    asked = await at.asked(read, at.archive, render.texts, command, words, before)
    if isinstance(asked, str):
        await send(message, render.said(asked))
    else:
        await answer(message, reader, context, asked, pointed=pointed)


async def answer(
    message: Message,
    reader: User | None,
    context: Context,
    asked: Asked,
    *,
    echo: bool = False,
    pointed: bool = False,
) -> None:
    """Answer below `message`: as a reply to it, or with `echo` opening with the question.

    `pointed`: the reader pointed at the answer to `asked.base`.
    """
    render = await renderer(reader, context, message.chat)
    longest = desk(context).rules.longest_question
    if len(asked.question) > longest:
        await send(message, render.said(render.texts.too_long.format(most=longest)))
        return
    if not await in_time(message, reader, context, render):
        return
    began = desk(context).readers.moment()  # what is indexed from now on is new to the reader
    lender = await _lender(message, context, echo=echo)
    reply = await replied(
        message, reader, context, asked, render, pointed=pointed, borrowed=bool(lender)
    )
    if reply is None:
        await send(message, render.said(render.texts.nothing_indexed))
        return
    asking = None if echo else message.message_id
    with desk(context).underway(message.chat_id):
        sent = await send(message, render.answer(reply, echo=echo), reply=not echo)
        place = MessageId(sent.chat_id, sent.message_id, reader.id if reader else 0, asking, lender)
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


async def _lender(message: Message, context: Context, *, echo: bool) -> int | None:
    """Whose words are asked beside the reader's own: of the answer whose button was pressed, or of
    the message that is replied to."""
    at, replied = desk(context), message.reply_to_message
    if echo:
        return await at.noted(at.conversations.asker, message.chat_id, message.message_id)
    if replied is None or _replies_to(message, context.bot):
        return None
    author = replied.sender_chat or replied.from_user
    return author.id if author else None


def _replies_to(message: Message, bot: Bot) -> bool:
    replied = message.reply_to_message
    return bool(replied and replied.from_user and replied.from_user.id == bot.id)


async def _before(message: Message, reader: User | None, context: Context) -> tuple[Before, bool]:
    """What was asked before, and whether the reader has pointed at its answer."""
    at = desk(context)
    before = await at.noted(at.conversations.before, message.chat_id, reader.id if reader else 0)
    if message.reply_to_message and _replies_to(message, context.bot):
        about = await at.remembered(
            at.conversations.recall, message.chat_id, message.reply_to_message.message_id
        )
        if about is not None:
            return before._replace(base=about.question), True
    return before, False


async def replied(
    message: Message,
    reader: User | None,
    context: Context,
    asked: Asked,
    render: Renderer,
    *,
    pointed: bool,
    borrowed: bool = False,
) -> Reply | None:
    """The reply; None while nothing is indexed. `borrowed`: another's words are asked."""
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
    if message.chat.type != ChatType.PRIVATE:
        borrowed |= reply.followed  # and then its words are not this reader's alone
    own = reply.answer.question if refusal and not borrowed else ""
    terms = at.archive.terms(own) if own else ()
    kept = own if at.rules.keep_questions else ""
    number = reader.id if reader else 0
    await at.noted(at.counts.question, took, refusal, terms, kept, reader_id=number)
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


async def new_since(message: Message, reader: User, context: Context, render: Renderer) -> str:
    """What is new for the question of an answer since it was given; what to tell in passing."""
    at = desk(context)
    asked = await at.noted(at.conversations.recall, message.chat_id, message.message_id)
    since = await at.noted(at.conversations.sent_at, message.chat_id, message.message_id)
    if asked is None or since is None:
        return render.texts.forgotten
    again = Asked(asked.question, today(), since=since)
    await answer(message, reader, context, again, echo=True)
    return ""
