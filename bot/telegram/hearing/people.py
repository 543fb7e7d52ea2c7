"""Who writes, under which number, in which part of a chat."""

from __future__ import annotations

from datetime import date, tzinfo
from typing import NamedTuple, Self

from telegram import Chat, Message, Update, User
from telegram.constants import ChatType

from bot.conversation.asked import today


class Asker(NamedTuple):
    """Who writes or presses: a person, or the chat that a message was written for.

    An anonymous admin writes for the group, a channel for itself; their accounts are one for all
    groups and channels, so that only the chat's number tells them apart.
    """

    id: int
    language_code: str | None = None

    @classmethod
    def of(cls, user: User) -> Self:
        """The person."""
        return cls(user.id, user.language_code)


def who(update: Update) -> Asker | None:
    """Who writes the message, or presses the button; None where Telegram does not say."""
    if update.callback_query:
        return Asker.of(update.callback_query.from_user)
    if update.inline_query:
        return Asker.of(update.inline_query.from_user)
    return author(update.effective_message)


def author(message: Message | None) -> Asker | None:
    """Who has written the message."""
    if message is None:
        return None
    user = message.from_user
    if message.sender_chat:
        return Asker(message.sender_chat.id, user.language_code if user else None)
    return Asker.of(user) if user else None


def is_group(chat: Chat | None) -> bool:
    """Whether several people read the chat."""
    return chat is not None and chat.type in (ChatType.GROUP, ChatType.SUPERGROUP)


def is_direct(message: Message) -> bool:
    """Whether all that is written there is for the bot: a private chat, or what a reader writes to
    a channel in its direct messages."""
    if message.chat.type == ChatType.PRIVATE:
        return True
    topic, writer = message.direct_messages_topic, message.from_user
    if not message.chat.is_direct_messages or topic is None:
        return False
    return topic.user is None or (writer is not None and writer.id == topic.user.id)


def topic_of(message: Message) -> int:
    """The part of the chat that has a conversation of its own, 0 for the whole chat.

    It is a topic, a channel's post with its comments, or, as a negative number, somebody's direct
    messages to a channel.
    """
    if message.direct_messages_topic:
        return -message.direct_messages_topic.topic_id
    replied = message.reply_to_message
    of_its_own = message.is_topic_message or message.chat.type == ChatType.PRIVATE
    if of_its_own or (replied is not None and replied.is_automatic_forward):
        return message.message_thread_id or 0
    return 0


def thread_of(topic: int) -> dict[str, int]:
    """The arguments that send into a topic, or into direct messages to a channel."""
    if topic < 0:
        return {"direct_messages_topic_id": -topic}
    return {"message_thread_id": topic} if topic else {}


def asked_on(message: Message, zone: tzinfo | None) -> date:
    """The day on which the message was written, in the reader's zone, else in the machine's."""
    return today(zone, message.date)
