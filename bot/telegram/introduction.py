"""What Telegram shows of the bot before it is written to: its commands and descriptions."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from telegram import BotCommand
from telegram.error import RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.locales.languages import LANGUAGES
from bot.locales.texts import Texts

_log = logging.getLogger(__name__)


async def introduce(bot: ExtBot[Any]) -> None:
    """Introduce the bot in all languages, however long Telegram takes."""
    for code, texts in LANGUAGES.items():
        await _introduce(bot, texts, None if code == "en" else code)


async def _introduce(bot: ExtBot[Any], texts: Texts, language: str | None) -> None:
    """Set commands and descriptions where they differ: Telegram counts how often they are set.

    Without a language they are those for readers of all others.
    """
    commands = tuple(BotCommand(name, text) for name, text in texts.commands)
    try:
        if await bot.get_my_commands(language_code=language) != commands:
            await bot.set_my_commands(commands, language_code=language)
        if (await bot.get_my_description(language)).description != texts.description:
            await bot.set_my_description(texts.description, language)
        short = (await bot.get_my_short_description(language)).short_description
        if short != texts.short_description:
            await bot.set_my_short_description(texts.short_description, language)
    except RetryAfter as error:
        seconds = error._retry_after.total_seconds()
        _log.warning("commands and descriptions: Telegram wants a pause of %.0f s", seconds)
        await asyncio.sleep(seconds)
        await _introduce(bot, texts, language)
    except TelegramError as error:
        _log.warning("commands and descriptions are not set: %s", error)
