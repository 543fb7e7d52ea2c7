"""Who gets past the operator's rules, who may press in a group, and a group's new number."""

from __future__ import annotations

import logging

from telegram import CallbackQuery, Message, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import TelegramError
from telegram.ext import ApplicationHandlerStop

from bot.backend.backend import Backend
from bot.telegram.handlers.common import Context, backend, renderer, send, the_message
from bot.telegram.hearing.people import Asker, author, is_group, who
from bot.telegram.turns import ERRAND

_log = logging.getLogger(__name__)

_ADMINS = (ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER)


async def may_press(query: CallbackQuery, message: Message, context: Context) -> bool:
    """Whether the buttons of the answer are this reader's: the asker's, and in a group admins'.

    What a channel or an anonymous admin asked is everybody's: nobody can tell who it was.
    """
    if not is_group(message.chat):
        return True
    at = backend(context)
    asker = await at.remembered(at.conversations.asker, message.chat_id, message.message_id)
    if asker is None or asker == query.from_user.id or asker < 0:
        return True
    return await is_admin(query.from_user.id, message, context)


async def is_admin(reader_id: int, message: Message, context: Context) -> bool:
    """Whether the reader is an admin of the group; not, where Telegram does not say."""
    try:
        member = await context.bot.get_chat_member(message.chat_id, reader_id)
    except TelegramError:
        return False
    return member.status in _ADMINS


async def owner(query: CallbackQuery, message: Message, context: Context) -> Asker | None:
    """Whose settings, or /forget, the message is about, if the reader may press there: in a group
    who asked for it, for anonymous admins every admin; None: another's."""
    if not is_group(message.chat):
        return Asker.of(query.from_user)
    asked = author(message.reply_to_message)
    if asked is None or asked.id == query.from_user.id:
        return asked
    anonymous = asked.id == message.chat_id
    return asked if anonymous and await is_admin(query.from_user.id, message, context) else None


async def on_migrated(update: Update, context: Context) -> None:
    """A group has become a supergroup, with another number: what was kept moves with it.

    Whoever is let in: else a blocked group would be let in under its new number.
    """
    message, at = the_message(update), backend(context)
    if message.migrate_to_chat_id:
        await at.on_readers(at.readers.move, message.chat_id, message.migrate_to_chat_id)
    if message.migrate_from_chat_id:
        await at.on_readers(at.readers.move, message.migrate_from_chat_id, message.chat_id)


async def check(update: Update, context: Context) -> None:
    """Stop updates of blocked readers and groups, and of those who are not let in.

    What cannot be looked up, or cannot be said, lets nobody in.
    """
    admitted = False
    try:
        _hear(update, backend(context))
        numbers = await _numbers(update, backend(context))
        rules = backend(context).rules
        admitted = not rules.blocks(*numbers) and rules.admits(*numbers)
        if not admitted:
            await _turn_away(update, context, silently=rules.blocks(*numbers))
    except Exception as error:
        _log.warning("who is not let in could not be told so (%s)", type(error).__name__)
    if not admitted:
        raise ApplicationHandlerStop


def _hear(update: Update, at: Backend) -> None:
    """Remember in which language an admin uses Telegram, for what admins are told."""
    user = update.effective_user
    if user is not None and user.id in at.rules.admins and user.language_code:
        at.heard_in[user.id] = user.language_code


async def is_let_in(update: Update, at: Backend) -> bool:
    """Whether whoever sent the update is let in."""
    numbers = await _numbers(update, at)
    return not at.rules.blocks(*numbers) and at.rules.admits(*numbers)


async def _numbers(update: Update, at: Backend) -> list[int]:
    """Telegram's numbers of who writes, for whom and where, a group's earlier ones too."""
    chat = update.effective_chat
    senders = (update.effective_user, update.effective_sender, chat)
    numbers = [each.id for each in senders if each is not None]
    if chat is not None and is_group(chat) and (at.rules.allowed or at.rules.blocked):
        numbers += await at.on_readers(at.readers.earlier, chat.id)
    return numbers


async def _turn_away(update: Update, context: Context, *, silently: bool) -> None:
    if errand := ERRAND.get():
        errand.hasty = True
    if update.callback_query:
        await update.callback_query.answer()
    elif update.inline_query:
        await update.inline_query.answer([], cache_time=0, is_personal=True)
    elif update.message and update.message.chat.type == ChatType.PRIVATE and not silently:
        if backend(context).action_pace.wait(update.message.chat_id):
            return
        render = await renderer(who(update), context)
        await send(update.message, render.said(render.texts.not_for_you))
