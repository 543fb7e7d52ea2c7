"""What all handlers share: the backend, the reader's own renderer, sending and editing messages."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import replace
from typing import Any

from telegram import (
    Chat,
    ForceReply,
    Message,
    ReplyParameters,
    Update,
    User,
)
from telegram.constants import ChatAction, ChatType
from telegram.error import BadRequest, TelegramError
from telegram.ext import ContextTypes

from bot.backend.backend import Backend
from bot.backend.rules import Pace
from bot.locales.texts import Texts
from bot.readers import settings
from bot.telegram.hearing.people import Asker, is_group, thread_of, topic_of, who
from bot.telegram.rendering.message import Message as Rendered
from bot.telegram.rendering.messages import Renderer
from bot.telegram.sending import NOTICE, Sender
from bot.telegram.turns import ERRAND

Context = ContextTypes.DEFAULT_TYPE
Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]

BACKEND = "backend"  # its key in bot_data
_OF_CHANNELS = "groups of channels"
_MOST_KNOWN = 10_000
_TYPING_AFTER = 0.3  # seconds
_TYPING_LASTS = 4.5
_NOTHING_TO_EDIT = (
    "message is not modified",
    "message to edit not found",  # it was deleted
    "message can't be edited",
    "message_id_invalid",
)


def backend(context: Context) -> Backend:
    """The application's backend."""
    at: Backend = context.bot_data[BACKEND]
    return at


async def renderer(
    reader: Asker | User | None, context: Context, chat: Chat | None = None
) -> Renderer:
    """Renders in the reader's language and zone, with as many quotes as the reader wants; in a
    group, where others read along, a page has one."""
    at = backend(context)
    chosen = await _chosen(at, reader)
    nature = await at.on_archive(at.nature)
    texts = _texts(at, chosen, reader, nature.language)
    return Renderer(
        replace(texts, keeping=(at.rules.keep_days, at.rules.keep_questions)),
        context.bot.username,
        1 if chat and chat.type != ChatType.PRIVATE else int(chosen.quotes or at.quotes),
        nature.one_outlet,
        at.pictures,
    )


async def texts_for(at: Backend, reader: Asker | User | None) -> Texts:
    """The texts in the reader's language, with the reader's zone."""
    return _texts(at, await _chosen(at, reader), reader)


async def _chosen(at: Backend, reader: Asker | User | None) -> settings.Settings:
    if reader is None:
        return settings.Settings()
    return await at.on_readers(settings.load, at.readers, reader.id)


def _texts(
    at: Backend, chosen: settings.Settings, reader: Asker | User | None, coverage: str = "en"
) -> Texts:
    own = reader.language_code if reader else None
    zone = settings.zone(chosen.zone)
    return replace(at.languages.texts_in(chosen.language, own, coverage=coverage), zone=zone)


async def send(message: Message, rendered: Rendered, *, reply: bool = True) -> Message:
    """Send into the chat (and topic) of `message`, as a reply to it or not.

    Below the comments of a post only a reply stands there, so that there it is always one.
    """
    topic = sent_into(message)
    reply = reply or (is_group(message.chat) and bool(message.message_thread_id) and not topic)
    parameters = ReplyParameters(message.message_id, allow_sending_without_reply=True)
    return await message.chat.send_message(
        rendered.html,
        parse_mode="HTML",
        reply_markup=ForceReply(selective=True) if rendered.asks else rendered.keyboard,
        reply_parameters=parameters if reply else None,
        **thread_of(topic),  # type: ignore[arg-type]
    )


async def edit(message: Message, rendered: Rendered) -> None:
    """Put other words and buttons into the bot's own message."""
    await edit_at(message.chat_id, message.message_id, rendered, message)


async def edit_at(chat_id: int, message_id: int, rendered: Rendered, near: Message) -> None:
    """Put other words and buttons into the bot's message with that number; `near` has its bot."""
    with nothing_to_edit():
        await near.get_bot().edit_message_text(
            rendered.html,
            chat_id,
            message_id,
            parse_mode="HTML",
            reply_markup=rendered.keyboard,
        )


@contextmanager
def nothing_to_edit() -> Iterator[None]:
    """Whatever is edited may be gone, or as it is to be."""
    try:
        yield
    except BadRequest as error:
        if not any(each in str(error).lower() for each in _NOTHING_TO_EDIT):
            raise


async def in_time(
    message: Message, reader: Asker | None, context: Context, render: Renderer
) -> bool:
    """Whether the reader, and the group, may ask now, which counts; who may not is told so, once a
    minute."""
    at = backend(context)
    if not await _in_time(message, reader, at.pace, at.group_pace, render):
        return False
    await _tell_if_late(message, context, render)
    return True


def paced(handler: Handler) -> Handler:
    """The handler, for readers who do not send more than one can answer."""

    async def on_pace(update: Update, context: Context) -> None:
        message, reader, at = the_message(update), who(update), backend(context)
        late = at.action_pace.left(reader.id if reader else 0)
        render = await renderer(reader, context) if late else None
        if await _in_time(message, reader, at.action_pace, None, render):
            await handler(update, context)

    return on_pace


async def _in_time(
    message: Message,
    reader: Asker | User | None,
    own: Pace,
    group: Pace | None,
    render: Renderer | None,
) -> bool:
    counted = [(own, reader.id)] if reader else []
    if group is not None and message.chat.type != ChatType.PRIVATE:
        counted.append((group, message.chat_id))
    for pace, number in counted:
        if seconds := pace.wait(number):
            if render is not None and pace.tell(number):
                await send(message, render.said(render.texts.too_fast.format(seconds=seconds)))
            return False
    return True


async def _tell_if_late(message: Message, context: Context, render: Renderer) -> None:
    """Tell the chat at once, now and then, that its answer comes late, where more readers ask than
    Telegram lets the bot answer."""
    sender, errand = context.bot.rate_limiter, ERRAND.get()
    if not isinstance(sender, Sender) or errand is None:
        return
    sender.crowd.take_up(errand, backend(context).behind)
    if errand.late and sender.tells(message.chat_id):
        with suppress(TelegramError):
            await context.bot.send_message(
                *(message.chat_id, render.texts.crowded),
                rate_limit_args=NOTICE,
                **thread_of(sent_into(message)),
            )
    if errand.late:
        await sender.crowd.eases()


def number_in(text: str, most: int) -> int:
    """The number that a button or an offset names; 0 for what none of ours says."""
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 20 else 0
    return number if number <= most else 0


@asynccontextmanager
async def typing(message: Message) -> AsyncIterator[None]:
    """Show the bot typing for as long as the body takes, once that is longer than a moment."""

    topic = sent_into(message)
    if topic < 0:  # Telegram shows none in direct messages to a channel
        yield
        return

    async def type_on() -> None:
        await asyncio.sleep(_TYPING_AFTER)
        while True:
            with suppress(TelegramError):
                await message.chat.send_action(ChatAction.TYPING, message_thread_id=topic or None)
            await asyncio.sleep(_TYPING_LASTS)

    task = asyncio.create_task(type_on())
    try:
        yield
    finally:
        task.cancel()


def the_message(update: Update) -> Message:
    """The message of an update that has one."""
    message = update.effective_message
    assert message is not None
    return message


async def topic_in(message: Message, context: Context) -> int:
    """As `topic_of`, also for a comment that replies to another comment: that does not say that it
    stands below a channel's post."""
    topic, thread, at = topic_of(message), message.message_thread_id, backend(context)
    if topic or not thread or message.chat.type != ChatType.SUPERGROUP or message.is_topic_message:
        return topic
    if await at.on_readers(at.conversations.has_topic, message.chat_id, thread):
        return thread
    return thread if await _is_of_a_channel(message, context) else 0


async def _is_of_a_channel(message: Message, context: Context) -> bool:
    """Whether the group is for comments on a channel's posts; asked once of each group."""
    known: dict[int, bool] = context.bot_data.setdefault(_OF_CHANNELS, {})
    if len(known) > _MOST_KNOWN:
        known.clear()
    if message.chat_id not in known:
        try:
            group = await context.bot.get_chat(message.chat_id)
            known[message.chat_id] = group.linked_chat_id is not None
        except TelegramError:
            return False
    return known[message.chat_id]


def sent_into(message: Message) -> int:
    """The topic to send into; comments of a post have none."""
    return topic_of(message) if message.is_topic_message or message.direct_messages_topic else 0
