"""The words of a message that are for the bot: its command, its question, what it points at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from telegram import Message, MessageEntity
from telegram.ext import filters

from bot.conversation.commands import parted
from bot.locales.languages import Languages
from bot.telegram.hearing.people import is_direct
from bot.text import whole

_ATTACHED: Final = re.compile(r"[:,;.–—-]*\s*")
_AFTER_A_NAME: Final = " \t\n,:;–—-"


_prompts: Final[dict[str, str]] = {}


def know_prompts(languages: Languages) -> None:
    """Know from now on what asks for a command's words in these languages, over any coverage."""
    example, *others = (texts.examples["as_of"] for texts in languages.values())
    for texts in languages.values():
        for prompt, command in texts.prompts.items():
            for each in (example, *others):
                _prompts[prompt.replace(example, each)] = command


class Heard(NamedTuple):
    """What a message says to the bot: a command, "" for none, and the words after it.

    `named`: it calls the bot by its name.
    """

    command: str
    words: str
    named: bool = False


class Opening(NamedTuple):
    """The command that opens a message, the bot that it names, and what follows."""

    command: str
    bot: str
    words: str


def opening(message: Message) -> Opening | None:
    """The command that opens the message or its caption, or whose words it gives in reply to the
    bot's asking for them; None where neither is so."""
    text = _text(message)
    for entity in _entities(message):
        if entity.type == MessageEntity.BOT_COMMAND and entity.offset == 0:
            name, _, bot = _slice(text, 1, entity.length).partition("@")
            rest = _slice(text, entity.length)
            attached = _ATTACHED.match(rest)
            return Opening(name.lower(), bot, rest[attached.end() if attached else 0 :])
    replied = message.reply_to_message
    asked = _prompts.get((replied.text or "").strip()) if replied else None
    return Opening(asked, "", text) if asked and replies_to_bot(message) else None


def heard(message: Message, username: str) -> Heard | None:
    """What the message says to the bot of that name; None: it speaks to others."""
    opened = opening(message)
    if opened:
        for_bot = opened.bot.lower() in ("", username.lower())
        return Heard(opened.command, opened.words.strip()) if for_bot else None
    text, called = _text(message), list(_calls(message, username))
    for start, end in reversed(called):
        text = f"{_slice(text, 0, start)} {_slice(text, end)}"
    if not called:
        direct = is_direct(message) or replies_to_bot(message)
        return Heard("", text.strip() if not is_direct(message) else text) if direct else None
    return Heard(*parted(text.strip(_AFTER_A_NAME)), named=True)


def command_words(message: Message) -> str:
    """What follows the command that opens the message."""
    opened = opening(message)
    return opened.words.strip() if opened else ""


def replies_to_bot(message: Message) -> bool:
    """Whether the message replies to one of the bot's own."""
    replied = message.reply_to_message
    return bool(replied and replied.from_user and replied.from_user.id == message.get_bot().id)


def quoted_words(message: Message) -> str:
    """The part of another message that the reader picked out to reply to; "" for none."""
    return whole(message.quote.text).strip() if message.quote else ""


def pointed_at(message: Message) -> str:
    """The words that the message points at: what it picked out, else all of somebody's message."""
    if words := quoted_words(message):
        return words
    replied = message.reply_to_message
    if replied is None or replies_to_bot(message):
        return ""
    said = heard(replied, message.get_bot().username)
    return (said.words if said and not replied.poll else said_in(replied)).strip()


def said_in(message: Message) -> str:
    """What somebody's message says: its text, its caption, or what a poll asks."""
    return _text(message) or (whole(message.poll.question) if message.poll else "")


def _calls(message: Message, username: str) -> Iterator[tuple[int, int]]:
    """Where the message calls the bot by its name."""
    text = _text(message)
    for entity in _entities(message):
        end = entity.offset + entity.length
        name = _slice(text, entity.offset, end) if entity.type == MessageEntity.MENTION else ""
        if name.lower() == f"@{username}".lower():
            yield entity.offset, end


def _text(message: Message) -> str:
    return whole(message.text or message.caption or "")


def _entities(message: Message) -> tuple[MessageEntity, ...]:
    return tuple(message.entities if message.text else message.caption_entities)


def _slice(text: str, start: int, end: int | None = None) -> str:
    """The part of the text between two offsets as Telegram counts them."""
    units = text.encode("utf-16-le")[2 * start : None if end is None else 2 * end]
    return units.decode("utf-16-le", "ignore")


class Calls(filters.MessageFilter):
    """Messages that open with this command, for this bot; without a name, with any command."""

    def __init__(self, command: str = "") -> None:
        super().__init__()
        self._command = command

    def filter(self, message: Message) -> bool:
        """Whether the message opens so."""
        opened = opening(message)
        if opened is None or not self._command:
            return opened is not None
        for_bot = opened.bot.lower() in ("", message.get_bot().username.lower())
        return for_bot and opened.command == self._command


class Direct(filters.MessageFilter):
    """Messages in a place where everything is for the bot."""

    def filter(self, message: Message) -> bool:
        """Whether it stands in such a place."""
        return is_direct(message)


class FromPerson(filters.MessageFilter):
    """Messages that a person wrote; an anonymous admin counts as one."""

    def filter(self, message: Message) -> bool:
        """Whether neither the sender nor the means is a bot."""
        author = message.from_user
        by_bot = author is not None and author.is_bot and message.sender_chat is None
        return not by_bot and message.via_bot is None
