"""Builds the python-telegram-bot Application: which update goes to which handler."""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import Awaitable
from contextlib import suppress
from datetime import timedelta
from typing import Any
from weakref import WeakValueDictionary

import httpx
from telegram import LinkPreviewOptions, Message, Update
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError, TimedOut
from telegram.ext import (
    AIORateLimiter,
    Application,
    BaseUpdateProcessor,
    CallbackQueryHandler,
    CommandHandler,
    Defaults,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.backend.backend import Desk
from bot.telegram.handlers.about import on_about, on_help, on_other, on_start, on_unknown_command
from bot.telegram.handlers.access import check, on_migrated, on_stats
from bot.telegram.handlers.browsing import on_article, on_latest, on_outlets
from bot.telegram.handlers.buttons import on_button
from bot.telegram.handlers.common import DESK, Context, desk, renderer
from bot.telegram.handlers.edits import on_edited
from bot.telegram.handlers.following import on_follow, on_following
from bot.telegram.handlers.inline import on_inline
from bot.telegram.handlers.preferences import (
    on_feedback,
    on_forget,
    on_mydata,
    on_new,
    on_privacy,
    on_settings,
)
from bot.telegram.handlers.questions import on_command, on_text
from bot.telegram.handlers.timelines import on_timeline
from bot.telegram.handlers.verify import on_verify
from retrieval import DatabaseError

App = Application[Any, Any, Any, Any, Any, Any]

UPDATES = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
)

COMMANDS = {
    "start": on_start,
    "help": on_help,
    "about": on_about,
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

_AT_ONCE = 1024  # most of them wait for their reader's earlier ones, or for the desk
_PACE = 60, 2.0  # messages in so many seconds: Telegram's 30 a second, and a burst after a pause
_RETRIES = 3  # after Telegram's "too many requests"
_PAUSES = (0.2, 2.0)  # seconds, after a broken connection
_NEVER_SENT = (httpx.ConnectTimeout, httpx.PoolTimeout)
_FOR_A_READER = ("sendMessage", "editMessageText", "answerCallbackQuery", "answerInlineQuery")
_AGAIN = 5.0  # seconds
_PRUNING = timedelta(hours=6)

_log = logging.getLogger(__name__)


class _FromPerson(filters.MessageFilter):
    """Messages that a person wrote; an anonymous admin counts as one."""

    def filter(self, message: Message) -> bool:
        """Whether neither the sender nor the means is a bot."""
        author = message.from_user
        by_bot = author is not None and author.is_bot and message.sender_chat is None
        return not by_bot and message.via_bot is None


class _Patient(AIORateLimiter):
    """Waits where Telegram says so, and tries again what a broken connection has lost.

    A time-out is tried again only if there was no connection: else it may have arrived.
    """

    async def process_request(self, *args: Any, **kwargs: Any) -> Any:
        """Make the request, for a reader's sake up to three times."""
        pauses = _PAUSES if kwargs.get("endpoint") in _FOR_A_READER else ()
        for pause in pauses:
            try:
                return await super().process_request(*args, **kwargs)
            except BadRequest:
                raise
            except NetworkError as error:
                if isinstance(error, TimedOut) and not isinstance(error.__cause__, _NEVER_SENT):
                    raise
                await asyncio.sleep(pause)
        return await super().process_request(*args, **kwargs)


class _InTurn(BaseUpdateProcessor):
    """Updates of different readers at the same time, those of one reader one after another.

    Each is marked in the inbox as begun, and as done with; one whose answer did not get out, for
    want of a connection, is done again a little later.
    """

    def __init__(self, at: Desk) -> None:
        super().__init__(_AT_ONCE)
        self._desk = at
        self.queue: asyncio.Queue[object] = asyncio.Queue()  # the application's, once there is one
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Process the update when its reader's earlier ones are done."""
        assert isinstance(update, Update)
        reader = update.effective_user
        lock = self._locks.setdefault(reader.id if reader else 0, asyncio.Lock())
        async with lock:
            again = await self._desk.noted(self._desk.inbox.begin, update.update_id)
            await coroutine
            if update.update_id in self._desk.undelivered:
                self._desk.undelivered.discard(update.update_id)
                if again:  # a stop before then leaves it to the next start
                    loop = asyncio.get_running_loop()
                    loop.call_later(_AGAIN, self.queue.put_nowait, update)
                    return
            await self._desk.noted(self._desk.inbox.done, update.update_id)

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to give back."""


def build(token: str, at: Desk, *, api: str | None = None) -> App:
    """The bot with this token, answering from the desk; `api` is another Bot API server's URL."""
    in_turn = _InTurn(at)
    builder = (
        Application.builder()
        .token(token)
        .defaults(Defaults(link_preview_options=LinkPreviewOptions(is_disabled=True)))
        .rate_limiter(_Patient(*_PACE, max_retries=_RETRIES))
        .concurrent_updates(in_turn)
        .read_timeout(15)
        .connect_timeout(10)
        .pool_timeout(30)
        .updater(None)
    )
    if api:
        builder = builder.base_url(f"{api}/bot").base_file_url(f"{api}/file/bot")
    application = builder.build()
    in_turn.queue = application.update_queue
    application.bot_data[DESK] = at
    _route(application)
    assert application.job_queue is not None
    application.job_queue.run_repeating(_prune, _PRUNING)
    return application


def _route(application: App) -> None:
    # without UpdateType.MESSAGE, edits and channel posts would reach the handlers too
    heard = filters.UpdateType.MESSAGE & _FromPerson()
    private = heard & filters.ChatType.PRIVATE
    application.add_handlers(
        [
            CommandHandler("stats", on_stats, private),
            *(CommandHandler(name, handler, heard) for name, handler in COMMANDS.items()),
            MessageHandler(private & filters.COMMAND, on_unknown_command),
            MessageHandler(heard & filters.TEXT & ~filters.COMMAND, on_text),
            MessageHandler(private & ~filters.TEXT & ~filters.StatusUpdate.ALL, on_other),
            MessageHandler(
                filters.UpdateType.EDITED_MESSAGE & _FromPerson() & filters.TEXT, on_edited
            ),
            CallbackQueryHandler(on_button),
            InlineQueryHandler(on_inline),
        ]
    )
    application.add_handler(TypeHandler(Update, check), group=-1)
    application.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, on_migrated), group=-2)
    application.add_error_handler(_on_error)


async def _prune(context: Context) -> None:
    await desk(context).prune()


async def _on_error(update: object, context: Context) -> None:
    """Log what failed, never a reader's words, and tell the reader where that makes sense."""
    error = context.error
    assert error is not None
    if isinstance(error, Forbidden):
        _log.info("not delivered: the reader has blocked the bot, or the group has removed it")
        return
    if isinstance(error, TelegramError) and not isinstance(error, BadRequest):
        _log.warning("not delivered: %s", error)
        if isinstance(update, Update) and not isinstance(error, TimedOut):
            desk(context).undelivered.add(update.update_id)
        return
    if not isinstance(error, DatabaseError):  # the desk's watch has said it
        _log.error("an update failed\n%s", _trace(error))
    if isinstance(update, Update) and update.callback_query is None and update.effective_message:
        with suppress(TelegramError):
            render = await renderer(update.effective_user, context)
            await update.effective_message.reply_text(render.texts.sorry)


def _trace(error: BaseException) -> str:
    """The traceback without the errors' own texts, for these may quote a reader's question."""
    texts: list[str] = []
    cause: BaseException | None = error
    while cause is not None:
        said = f": {cause}" if isinstance(cause, TelegramError | OSError) else ""
        texts.insert(
            0, "".join(traceback.format_tb(cause.__traceback__)) + type(cause).__name__ + said
        )
        cause = cause.__cause__ or cause.__context__
    return "\n".join(texts)
