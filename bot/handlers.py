"""What the bot does with messages: plain async functions, one for each kind of message."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from telegram import Bot, Message, MessageEntity, ReplyParameters, Update
from telegram.constants import ChatAction, ChatType
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot.desk import Desk
from bot.examples import today
from bot.readers import Asked
from bot.render import Message as Rendered
from bot.render import Renderer
from retrieval import NothingIndexedError, UnknownAddressError

Context = ContextTypes.DEFAULT_TYPE

DESK = "desk"  # its key in bot_data
_TYPING_AFTER = 0.3  # seconds
_TYPING_LASTS = 4.5

_log = logging.getLogger(__name__)


async def on_start(update: Update, context: Context) -> None:
    """/start: what the bot is; /start ADDRESS, from a deep link: the passage there."""
    message = _message(update)
    if context.args:
        await _show(message, context, context.args[0])
        return
    coverage, examples = await desk(context).coverage(), await desk(context).suggest()
    await send(message, renderer(context).welcome(coverage, examples))


async def on_help(update: Update, context: Context) -> None:
    """/help."""
    await send(_message(update), renderer(context).said(desk(context).texts.help))


async def on_about(update: Update, context: Context) -> None:
    """/about: how far the coverage goes, and what is kept of readers."""
    coverage = await desk(context).coverage()
    await send(_message(update), renderer(context).about(coverage))


async def on_ask(update: Update, context: Context) -> None:
    """/ask QUESTION."""
    message = _message(update)
    _, *question = (message.text or "").split(maxsplit=1)
    if question:
        await answer(message, context, question[0])
    else:
        await send(message, renderer(context).said(desk(context).texts.ask_what))


async def on_text(update: Update, context: Context) -> None:
    """Any text: a question in a private chat; in a group where the bot is spoken to."""
    message = _message(update)
    question = question_for(message, context.bot)
    if question is not None:
        await answer(message, context, question)


async def on_unknown_command(update: Update, context: Context) -> None:
    """A command that the bot does not have; one that names another bot is not for this one."""
    message = _message(update)
    _, _, named = (message.text or "").split(maxsplit=1)[0].partition("@")
    if not named or named.lower() == context.bot.username.lower():
        await send(message, renderer(context).said(desk(context).texts.unknown_command))


async def on_other(update: Update, context: Context) -> None:
    """A photo, a voice message, anything without text, in a private chat."""
    await send(_message(update), renderer(context).said(desk(context).texts.only_text))


async def answer(message: Message, context: Context, question: str, *, echo: bool = False) -> None:
    """Answer below `message`: as a reply to it, or with `echo` opening with the question."""
    asked, began = Asked(question, today()), time.monotonic()
    try:
        async with _typing(message):
            found = await desk(context).reply(asked, renderer(context).wanted(0))
    except NothingIndexedError:
        await send(message, renderer(context).said(desk(context).texts.nothing_indexed))
        return
    refusal = found.answer.refusal
    outcome = refusal.reason if refusal else f"{len(found.answer.quotes)} quotes"
    _log.info("a question: %s in %.0f ms", outcome, 1000 * (time.monotonic() - began))
    sent = await send(message, renderer(context).answer(found, echo=echo), reply=not echo)
    if not refusal:
        await desk(context).remember(sent.chat_id, sent.message_id, asked)


def question_for(message: Message, bot: Bot) -> str | None:
    """The question that a text puts to the bot, without its name; None: it speaks to others."""
    text = message.text or ""
    if message.chat.type == ChatType.PRIVATE:
        return text
    replied = message.reply_to_message
    to_bot = bool(replied and replied.from_user and replied.from_user.id == bot.id)
    for name in message.parse_entities([MessageEntity.MENTION]).values():
        if name.lower() == f"@{bot.username}".lower():
            to_bot, text = True, text.replace(name, " ")
    return text.strip() if to_bot else None


async def send(message: Message, rendered: Rendered, *, reply: bool = True) -> Message:
    """Send into the chat (and topic) of `message`, as a reply to it or not."""
    parameters = ReplyParameters(message.message_id, allow_sending_without_reply=True)
    return await message.chat.send_message(
        rendered.html,
        parse_mode="HTML",
        reply_markup=rendered.keyboard,
        reply_parameters=parameters if reply else None,
        message_thread_id=_topic(message),
    )


def desk(context: Context) -> Desk:
    """The application's desk."""
    at: Desk = context.bot_data[DESK]
    return at


def renderer(context: Context) -> Renderer:
    """Renders in the reader's language."""
    return Renderer(desk(context).texts, context.bot.username, desk(context).quotes)


async def _show(message: Message, context: Context, address: str) -> None:
    try:
        excerpt = await desk(context).show(address)
    except (UnknownAddressError, NothingIndexedError):
        await send(message, renderer(context).said(desk(context).texts.unknown_address))
    else:
        await send(message, renderer(context).excerpt(excerpt))


@asynccontextmanager
async def _typing(message: Message) -> AsyncIterator[None]:
    """Show the bot typing for as long as the body takes, once that is longer than a moment."""

    async def type_on() -> None:
        await asyncio.sleep(_TYPING_AFTER)
        while True:
            with suppress(TelegramError):
                await message.chat.send_action(ChatAction.TYPING, message_thread_id=_topic(message))
            await asyncio.sleep(_TYPING_LASTS)

    task = asyncio.create_task(type_on())
    try:
        yield
    finally:
        task.cancel()


def _topic(message: Message) -> int | None:
    return message.message_thread_id if message.is_topic_message else None


def _message(update: Update) -> Message:
    message = update.effective_message
    assert message is not None
    return message
