"""Builds the python-telegram-bot Application: which update goes to which handler."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import Any

from telegram import LinkPreviewOptions, Update
from telegram.error import TelegramError
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    Defaults,
    InlineQueryHandler,
    MessageHandler,
    MessageReactionHandler,
    TypeHandler,
    filters,
)

from bot.backend.backend import Backend
from bot.locales.languages import Languages
from bot.readers.file import ReadersError
from bot.telegram import log
from bot.telegram.failures import on_error
from bot.telegram.handlers import about
from bot.telegram.handlers.access import check, is_let_in, on_migrated
from bot.telegram.handlers.browsing import on_article, on_latest, on_outlets
from bot.telegram.handlers.buttons import on_button
from bot.telegram.handlers.common import BACKEND, Context, backend, paced, send, texts_for
from bot.telegram.handlers.edits import MENDED, mended, on_edited
from bot.telegram.handlers.following import on_follow, on_following
from bot.telegram.handlers.inline import on_inline, to_the_bot
from bot.telegram.handlers.preferences import (
    on_feedback,
    on_forget,
    on_mydata,
    on_new,
    on_privacy,
    on_reaction,
    on_settings,
)
from bot.telegram.handlers.presses.guests import on_guest
from bot.telegram.handlers.questions import on_command, on_text
from bot.telegram.handlers.timelines import on_timeline
from bot.telegram.handlers.verify import on_verify
from bot.telegram.hearing.people import who
from bot.telegram.hearing.words import Calls, Direct, FromPerson, know_prompts
from bot.telegram.rendering.messages import Renderer
from bot.telegram.sending import Sender
from bot.telegram.turns import Errand, Turns

App = Application[Any, Any, Any, Any, Any, Any]

TURNS = "turns"  # their key in bot_data

UPDATES = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.MY_CHAT_MEMBER,
    Update.MESSAGE_REACTION,
    Update.GUEST_MESSAGE,
)

COMMANDS = {
    "start": about.on_start,
    "help": about.on_help,
    "about": about.on_about,
    "ask": on_command,
    "says": on_command,
    "latest": on_latest,
    "article": on_article,
    "outlets": on_outlets,
    "timeline": on_timeline,
    "since": on_command,
    "asof": on_command,
    "verify": on_verify,
    "follow": on_follow,
    "following": on_following,
    "new": on_new,
    "settings": on_settings,
    "privacy": on_privacy,
    "mydata": on_mydata,
    "forget": on_forget,
    "feedback": on_feedback,
}

_PRUNING = timedelta(hours=6)
_TELLING = 20.0  # seconds that a notice may take: it is of no use later


def build(token: str, at: Backend, *, api: str | None = None) -> App:
    """The bot with this token, answering from `at`; `api` is another Bot API server's URL."""
    log.mute()
    builder = (
        Application.builder()
        .token(token)
        .defaults(Defaults(link_preview_options=LinkPreviewOptions(is_disabled=True)))
        .rate_limiter(Sender(partial(_moved, at), partial(_late, at)))
        .read_timeout(15)
        .connect_timeout(10)
        .pool_timeout(30)
        .updater(None)
    )
    if api:
        builder = builder.base_url(f"{api}/bot").base_file_url(f"{api}/file/bot")
    application = builder.build()
    application.bot_data[BACKEND] = at
    _route(application, at.languages)
    application.bot_data[TURNS] = Turns(
        at, application.bot, application.process_update, partial(_overflow, application)
    )
    assert application.job_queue is not None
    application.job_queue.run_repeating(_prune, _PRUNING)
    return application


def _route(application: App, languages: Languages) -> None:
    # without UpdateType.MESSAGE, edits and channel posts would reach the handlers too
    heard = filters.UpdateType.MESSAGE & FromPerson()
    edited = filters.UpdateType.EDITED_MESSAGE & FromPerson()
    private, direct = heard & filters.ChatType.PRIVATE, heard & Direct()
    worded, command = filters.TEXT | filters.CAPTION, Calls()
    know_prompts(languages)
    commands = COMMANDS | dict.fromkeys(languages["en"].made, about.on_own)
    application.add_handlers(
        [
            MessageHandler(private & Calls("stats"), paced(about.on_stats)),
            *(MessageHandler(heard & Calls(name), paced(do)) for name, do in commands.items()),
            MessageHandler(direct & command, paced(about.on_unknown_command)),
            MessageHandler(direct & worded, paced(on_text)),
            MessageHandler(heard & worded & ~command, on_text),
            MessageHandler(direct & ~worded & ~filters.StatusUpdate.ALL, paced(about.on_other)),
            *(
                MessageHandler(edited & Calls(name), paced(mended(COMMANDS[name])))
                for name in MENDED
            ),
            MessageHandler(edited & worded, on_edited),
            CallbackQueryHandler(on_button),
            InlineQueryHandler(on_inline),
            MessageHandler(filters.UpdateType.GUEST_MESSAGE & worded, on_guest),
            MessageReactionHandler(
                on_reaction, message_reaction_types=MessageReactionHandler.MESSAGE_REACTION_UPDATED
            ),
            ChatMemberHandler(about.on_joined, ChatMemberHandler.MY_CHAT_MEMBER),
        ],
        group=1,
    )
    application.add_handler(MessageHandler(direct & filters.CAPTION, about.on_caption))
    application.add_handler(TypeHandler(Update, check), group=-1)
    application.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, on_migrated), group=-2)
    application.add_error_handler(on_error)


async def _prune(context: Context) -> None:
    await backend(context).prune()


async def _moved(at: Backend, before: int, chat_id: int) -> None:
    """A group has become a supergroup, with another number: what was kept moves with it."""
    await at.on_readers(at.readers.move, before, chat_id)


async def _late(at: Backend, errand: Errand) -> str:
    """The line for a reader whose answer comes late."""
    return (await texts_for(at, errand.reader)).late


async def _overflow(application: App, update: Update) -> None:
    """Tell a reader, or a group, that not all of what was sent is answered."""
    at: Backend = application.bot_data[BACKEND]
    with suppress(TelegramError, ReadersError, TimeoutError):
        if not await is_let_in(update, at):
            return
        texts = await texts_for(at, who(update))
        if update.callback_query:
            await update.callback_query.answer(texts.too_much, show_alert=True)
        elif update.inline_query:
            await update.inline_query.answer(
                [], cache_time=0, is_personal=True, button=to_the_bot(texts.too_fast_inline)
            )
        elif message := update.message or update.edited_message:
            said = Renderer(texts, application.bot.username).said(texts.too_much)
            async with asyncio.timeout(_TELLING):
                await send(message, said, reply=False)
