"""Questions: asked, for a party's words, as of a day, since a day; each gets one answer."""

from __future__ import annotations

import logging
import time

from telegram import Message, Update
from telegram.constants import ChatType

from bot.conversation.asked import NOTHING, Asked, Before, today
from bot.conversation.commands import READ_WITH_THE_COVERAGE, read
from bot.conversation.followups import leans
from bot.conversation.replies import Reply, converse
from bot.conversation.small_talk import IDLE, asks_after, small_talk
from bot.readers.conversations import MessageId
from bot.telegram.handlers.about import talk_back
from bot.telegram.handlers.common import (
    Context,
    backend,
    in_time,
    renderer,
    send,
    the_message,
    topic_in,
    typing,
)
from bot.telegram.hearing.people import Asker, asked_on, author, who
from bot.telegram.hearing.words import Heard, heard, pointed_at, replies_to_bot
from bot.telegram.rendering.message import Message as Rendered
from bot.telegram.rendering.messages import Renderer
from bot.telegram.turns import ERRAND
from bot.text import first_sentences
from retrieval import NothingIndexedError

ASKING = ("ask", "says", "since", "asof")
_LONGEST_CLAIM = 400  # units of somebody's post that are asked

_log = logging.getLogger(__name__)


async def on_command(update: Update, context: Context) -> None:
    """/ask, /says, /since, /asof: what `bot.conversation.commands` reads in their words."""
    await on_text(update, context)


async def on_text(update: Update, context: Context) -> None:
    """Any text or caption: a question in a private chat; in a group where the bot is spoken to."""
    message = the_message(update)
    said = heard(message, context.bot.username)
    if said is not None:
        await reply_to(message, who(update), context, said)


async def reply_to(
    message: Message, reader: Asker | None, context: Context, said: Heard, *, silent: bool = False
) -> None:
    """Answer what the words after the command ask, or say how to put it, unless `silent`."""
    render = await renderer(reader, context, message.chat)
    if said.command not in ASKING:
        said = said._replace(command="")  # a command behind the bot's name
    before, pointed = await _before(message, reader, context)
    said = meant(message, said)
    talk = small_talk(said.words) if said.command in ("", "ask") and said.words else None
    if talk == "since":
        said, talk = said._replace(command="since", words=""), None
    if talk in IDLE and said.command:
        await send(message, render.said(render.texts.ask_what))
        return
    if talk:
        await talk_back(message, reader, context, talk, explicit=said.named or bool(said.command))
        return
    if before is None and leans(said.words):
        await send(message, render.said(render.texts.forgotten))
        return
    asked = await asked_in(message, context, render, said, before or NOTHING)
    if not isinstance(asked, str):
        await answer(
            message, reader, context, asked, pointed=pointed, shown=_is_cut(message, said, context)
        )
    elif not silent:
        await send(message, render.said(asked))


async def asked_in(
    message: Message, context: Context, render: Renderer, said: Heard, before: Before
) -> Asked | str:
    """What the message asks, given what was asked before; else what could be said to it."""
    at, command, words = backend(context), said.command, said.words
    if not command and said.named and not words:
        command = "ask"  # the bot's name alone
    if _is_cut(message, said, context):
        words = first_sentences(words, _LONGEST_CLAIM)
    day = asked_on(message, render.texts.zone)
    if command not in READ_WITH_THE_COVERAGE:
        return read(at.archive, render.texts, command, words, before, day)
    return await at.in_pool(read, render.texts, command, words, before, day)


async def answer(
    message: Message,
    reader: Asker | None,
    context: Context,
    asked: Asked,
    *,
    echo: bool = False,
    pointed: bool = False,
    shown: bool = False,
) -> None:
    """Answer below `message`: as a reply to it, or with `echo` opening with the question.

    `pointed`: the reader pointed at the answer to `asked.base`. `shown`: also a reply opens with
    the question.
    """
    render = await renderer(reader, context, message.chat)
    longest = backend(context).rules.longest_question
    if len(asked.question) > longest:
        await send(message, render.said(render.texts.too_long.format(most=longest)))
        return
    if not await in_time(message, reader, context, render):
        return
    began = backend(context).readers.moment()  # what is indexed from now on is new to the reader
    lent = await lender(message, context, echo=echo)
    reply = await replied(
        message, reader, context, asked, render, pointed=pointed, borrowed=bool(lent)
    )
    if reply is None:
        await send(message, render.said(render.texts.nothing_indexed))
        return
    asking = None if echo else message.message_id
    with backend(context).underway(message.chat_id):
        rendered = render.answer(reply, echo=echo or shown)
        sent = await send(message, rendered, reply=not echo)
        place = MessageId(
            sent.chat_id,
            sent.message_id,
            reader.id if reader else 0,
            asking,
            lent,
            await topic_in(message, context),
        )
        await remember(place, context, reply, asked, rendered, began)


def meant(message: Message, said: Heard) -> Heard:
    """What is said, with the words that it points at where it has none of its own."""
    pointed = pointed_at(message)
    if pointed and said.command in ("", "ask") and asks_after(said.words):
        return said._replace(words=pointed)
    return said


def _is_cut(message: Message, said: Heard, context: Context) -> bool:
    """Whether the words are somebody's post, too long for a question, of which the first sentences
    are asked."""
    post = bool(message.forward_origin) or said.words == pointed_at(message)
    return post and len(said.words) > backend(context).rules.longest_question


async def _before(
    message: Message, reader: Asker | None, context: Context
) -> tuple[Before | None, bool]:
    """What was asked before, and whether the reader has pointed at it; None where the reader points
    at an answer whose question is no longer known."""
    at, replied = backend(context), message.reply_to_message
    number, topic = reader.id if reader else 0, await topic_in(message, context)
    before = await at.on_readers(at.conversations.before, message.chat_id, number, topic)
    words = first_sentences(pointed_at(message), _LONGEST_CLAIM)
    if words and not (replied and replied.is_automatic_forward and before.base):
        return before._replace(base=words), True
    if replied is None or not replies_to_bot(message):
        return before, False
    about = await at.remembered(at.conversations.recall, message.chat_id, replied.message_id)
    return (before._replace(base=about.question), True) if about else (None, False)


async def lender(message: Message, context: Context, *, echo: bool) -> int | None:
    """Whose words are asked beside the reader's own: of the answer whose button was pressed, or of
    the message that is replied to."""
    at, replied = backend(context), message.reply_to_message
    if echo:
        return await at.on_readers(at.conversations.asker, message.chat_id, message.message_id)
    whose = None if replies_to_bot(message) else author(replied)
    return whose.id if whose else None


async def replied(
    message: Message,
    reader: Asker | None,
    context: Context,
    asked: Asked,
    render: Renderer,
    *,
    pointed: bool,
    borrowed: bool = False,
) -> Reply | None:
    """The reply; None while nothing is indexed. `borrowed`: another's words are asked."""
    began, at = time.monotonic(), backend(context)
    try:
        async with typing(message):
            reply = await at.in_pool(converse, asked, limit=render.wanted(0), pointed=pointed)
    except NothingIndexedError:
        return None
    refusal = reply.answer.refusal
    outcome = refusal.reason if refusal else f"{len(reply.answer.quotes)} quotes"
    took = 1000 * (time.monotonic() - began)
    _log.info("a question: %s in %.0f ms", outcome, took)
    at.tally.question(took / 1000, refusal.reason if refusal else None)
    if message.chat.type != ChatType.PRIVATE:
        borrowed |= reply.followed  # and then its words are not this reader's alone
    number = reader.id if reader else 0
    borrowed |= _is_forgotten(number, context)
    own = reply.answer.question if refusal and not borrowed else ""
    terms = at.archive.terms(own) if own else ()
    kept = own if at.rules.keep_questions else ""
    await at.on_readers(at.counts.question, took, refusal, terms, kept, reader_id=number)
    return reply


def _is_forgotten(reader_id: int, context: Context) -> bool:
    """Whether the reader has sent /forget after what is answered now."""
    errand = ERRAND.get()
    asked = errand.number if errand else 0
    return asked < backend(context).forgotten.get(reader_id, asked)


async def remember(
    place: MessageId,
    context: Context,
    reply: Reply,
    asked: Asked,
    rendered: Rendered,
    moment: str | None = None,
) -> None:
    """Keep what the answer in that place answers, and as what the reader asked last.

    What was asked before a /forget and answered after it is not kept.
    """
    if _is_forgotten(place.reader_id, context):
        return
    quotes = reply.answer.quotes or reply.answer.nearest
    await backend(context).on_readers(
        backend(context).conversations.remember,
        place,
        reply.asked._replace(base=asked.base),
        " ".join(rendered.shows or [each.address for each in quotes[:1]]),
        moment,
    )


async def new_since(message: Message, reader: Asker, context: Context, render: Renderer) -> str:
    """What is new for the question of an answer since it was given; what to tell in passing."""
    at = backend(context)
    asked = await at.on_readers(at.conversations.recall, message.chat_id, message.message_id)
    since = await at.on_readers(at.conversations.sent_at, message.chat_id, message.message_id)
    if asked is None or since is None:
        return render.texts.forgotten
    again = Asked(asked.question, today(render.texts.zone), since=since)
    await answer(message, reader, context, again, echo=True)
    return ""
