"""Who gets past the operator's rules, who may press in a group, and a group's new number."""

from __future__ import annotations

from telegram import CallbackQuery, Chat, Message, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import TelegramError
from telegram.ext import ApplicationHandlerStop

from bot.readers import reports
from bot.telegram.handlers.about import on_unknown_command
from bot.telegram.handlers.common import Context, desk, renderer, send, the_message

_ADMINS = (ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER)


def is_group(chat: Chat | None) -> bool:
    """Whether several people read the chat."""
    return chat is not None and chat.type in (ChatType.GROUP, ChatType.SUPERGROUP)


async def may_press(query: CallbackQuery, message: Message, context: Context) -> bool:
    """Whether the buttons of the answer are this reader's: the asker's, and in a group admins'."""
    if not is_group(message.chat):
        return True
    at = desk(context)
    asker = await at.remembered(at.conversations.asker, message.chat_id, message.message_id)
    if asker in (None, query.from_user.id):
        return True
    try:
        member = await context.bot.get_chat_member(message.chat_id, query.from_user.id)
    except TelegramError:
        return False
    return member.status in _ADMINS


async def on_migrated(update: Update, context: Context) -> None:
    """A group has become a supergroup, with another number: what was kept moves with it."""
    message, at = the_message(update), desk(context)
    if message.migrate_to_chat_id:
        await at.noted(at.readers.move, message.chat_id, message.migrate_to_chat_id)


async def check(update: Update, context: Context) -> None:
    """Stop updates of blocked readers and groups, and of those who are not let in."""
    reader, chat = update.effective_user, update.effective_chat
    ids = [each.id for each in (reader, chat) if each is not None]
    rules, at = desk(context).rules, desk(context)
    if is_group(chat) and (rules.allowed or rules.blocked):
        assert chat is not None
        ids += await at.noted(at.readers.earlier, chat.id)
    if not rules.blocks(*ids) and rules.admits(*ids):
        return
    if update.callback_query:
        await update.callback_query.answer()
    elif update.inline_query:
        await update.inline_query.answer([])
    elif update.message and chat and chat.type == ChatType.PRIVATE and not rules.blocks(*ids):
        render = await renderer(reader, context)
        await send(update.message, render.said(render.texts.not_for_you))
    raise ApplicationHandlerStop


async def on_stats(update: Update, context: Context) -> None:
    """/stats, for admins: how the bot is used."""
    reader, at = update.effective_user, desk(context)
    if reader is None or reader.id not in at.rules.admins:
        await on_unknown_command(update, context)
        return
    coverage = await at.coverage()
    words = await at.noted(reports.stats, at.readers, coverage)
    render = await renderer(reader, context)
    await send(the_message(update), render.said(words))
