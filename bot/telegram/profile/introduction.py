"""What Telegram shows of the bot before it is written to: commands, descriptions, name, picture."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping
from functools import partial
from typing import Any, Final

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeChat,
)
from telegram.error import RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.backend.backend import Backend
from bot.locales.texts import Texts
from bot.readers.file import ReadersError
from bot.telegram.profile.picture import set_picture

_log = logging.getLogger(__name__)


_IN_GROUPS: Final = ("ask", "says", "latest", "timeline", "verify", "help")
_OFF: Final = {
    "can_read_all_group_messages": "in groups it hears commands, replies and its name alone "
    "(privacy mode); BotFather: /setprivacy, Disable",
    "supports_inline_queries": "inline mode is off; BotFather: /setinline",
    "supports_guest_queries": "guest mode is off; BotFather: /mybots, Bot Settings, Guest Mode",
}
"""What may be off at BotFather, and the remedy."""


def say_what_is_off(bot: ExtBot[Any]) -> None:
    """Log what is off at BotFather, each with its remedy."""
    for setting, remedy in _OFF.items():
        if not getattr(bot.bot, setting, None):
            _log.info("%s", remedy)


async def introduce(bot: ExtBot[Any], at: Backend) -> None:
    """Introduce the bot in all languages, however long Telegram takes; admins are shown the
    commands that are theirs alone. A picture and a name only where the operator gives them."""
    coverage = (await at.on_archive(at.nature)).language
    spoken = {
        None if code == "en" else code: at.languages.texts_in(code, coverage=coverage)
        for code in at.languages
    }
    for language, texts in spoken.items():
        await _patiently(partial(_introduce, bot, texts, language))
        groups = {name: words for name, words in texts.offered.items() if name in _IN_GROUPS}
        await _patiently(partial(_command, bot, groups, language, BotCommandScopeAllGroupChats()))
        for admin in sorted(at.rules.admins):
            own = texts.offered | {"stats": texts.stats}
            await _patiently(partial(_command, bot, own, language, BotCommandScopeChat(admin)))
    if at.photo:
        await _patiently(partial(set_picture, bot, at, at.photo))
    for language, texts in spoken.items():  # last, for Telegram lets it be set but a few times
        if texts.own.name:
            await _patiently(partial(_name, bot, texts.own.name, language))


async def _introduce(bot: ExtBot[Any], texts: Texts, language: str | None) -> None:
    """Set commands and descriptions where they differ: Telegram counts how often they are set.

    Without a language they are those for readers of all others.
    """
    await _command(bot, texts.offered, language)
    if (await bot.get_my_description(language)).description != texts.description:
        await bot.set_my_description(texts.description, language)
    short = (await bot.get_my_short_description(language)).short_description
    if short != texts.short_description:
        await bot.set_my_short_description(texts.short_description, language)


async def _name(bot: ExtBot[Any], name: str, language: str | None) -> None:
    if (await bot.get_my_name(language)).name != name:
        await bot.set_my_name(name, language)


async def _command(
    bot: ExtBot[Any],
    listed: Mapping[str, str],
    language: str | None,
    scope: BotCommandScope | None = None,
) -> None:
    """Set the commands that are offered there, where they differ."""
    commands = tuple(BotCommand(name, text) for name, text in listed.items())
    if await bot.get_my_commands(scope, language_code=language) != commands:
        await bot.set_my_commands(commands, scope, language_code=language)


async def _patiently(do: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Do it again after a pause that Telegram wants; other errors are logged."""
    try:
        await do()
    except RetryAfter as error:
        seconds = error._retry_after.total_seconds()
        _log.warning("the bot's profile: Telegram wants a pause of %.0f s", seconds)
        await asyncio.sleep(seconds)
        await _patiently(do)
    except (TelegramError, ReadersError) as error:
        _log.warning("the bot's profile is not all set: %s", error)
