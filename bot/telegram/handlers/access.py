"""What is different in groups: who may press, and that a group's number can change."""

from __future__ import annotations

from telegram import CallbackQuery, Chat, Message, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import TelegramError

from bot.telegram.handlers.common import Context, desk, the_message

_ADMINS = (ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER)


def is_group(chat: Chat | None) -> bool:
    """Whether several people read the chat."""
    return chat is not None and chat.type in (ChatType.GROUP, ChatType.SUPERGROUP)


async def may_press(query: CallbackQuery, message: Message, context: Context) -> bool:
    """Whether the buttons of the answer are this reader's: the asker's, and in a group admins'."""
    if not is_group(message.chat):
        return True
    at = desk(context)
    asker = await at.noted(at.conversations.asker, message.chat_id, message.message_id)
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
