"""What becomes of an update that failed: a line in the log, never a reader's words, and a word to
the reader where that makes sense."""

from __future__ import annotations

import logging
import traceback
from contextlib import suppress
from pathlib import Path

from telegram import Update
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import ApplicationHandlerStop

from bot.backend.processes import TookTooLongError
from bot.readers.file import ReadersError
from bot.telegram.handlers.common import Context, backend, renderer, send
from bot.telegram.hearing.people import who
from bot.telegram.turns import ERRAND
from retrieval import DatabaseError

_CLOSED = (  # what Telegram says of chats that the bot may not, or can no longer, write to
    "not enough rights",
    "have no rights",
    "topic_closed",
    "topic_deleted",
    "chat_restricted",
    "chat_write_forbidden",
    "chat_send_",
    "chat_guest_send_forbidden",
    "message thread not found",
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "user_is_blocked",
    "group chat was deactivated",
    "need administrator rights",
    "channel_private",
    "channel_invalid",
    "chat_forbidden",
    "chat_id_invalid",
    "have no write access",
    "input_user_deactivated",
    "payment_required",
    "premium_required",
    "topic_id_invalid",
    "user_banned_in_channel",
)

_TOO_OLD = ("query is too old", "query_id_invalid", "query id is invalid")

_log = logging.getLogger(__name__)


def is_closed(error: TelegramError) -> bool:
    """Whether nothing can be written into the chat, so that a second try is in vain."""
    said = str(error).lower()
    refused = isinstance(error, BadRequest) and any(each in said for each in _CLOSED)
    return refused or isinstance(error, Forbidden)


async def on_error(update: object, context: Context) -> None:
    """Log what failed, and tell the reader; nothing else is done for the update."""
    error, errand = context.error, ERRAND.get()
    assert error is not None
    if isinstance(error, TelegramError) and is_closed(error):
        _log.info("not delivered: the chat is closed to the bot (%s)", error)
    elif isinstance(error, BadRequest) and any(each in str(error).lower() for each in _TOO_OLD):
        _log.info("nobody waits for the answer any more: %s", error)
    elif isinstance(error, TelegramError) and not isinstance(error, BadRequest):
        _log.warning("not delivered, and given up: %s", error)
    elif isinstance(error, ReadersError):
        _log.warning("%s", error)
        if errand is not None:
            errand.again = True
    elif isinstance(error, TookTooLongError) and isinstance(update, Update):
        if asker := who(update):
            backend(context).took_too_long(asker.id)
        await _apologise(update, context, error)
    elif isinstance(error, DatabaseError):  # the backend's watch has said it
        if isinstance(update, Update) and update.callback_query is None:
            await _apologise(update, context, error)
    else:
        number = update.update_id if isinstance(update, Update) else 0
        _log.error("update %s (%s) failed: %s", number, _kind(update), trace(error))
        if isinstance(update, Update) and update.callback_query is None:
            await _apologise(update, context, error)
    raise ApplicationHandlerStop  # what a gate could not refuse is not let in


async def _apologise(update: Update, context: Context, error: Exception) -> None:
    with suppress(Exception):  # nothing may keep the gate's stop from being raised
        if update.inline_query:
            await update.inline_query.answer([], cache_time=0, is_personal=True)
        if not update.effective_message:
            return
        render = await renderer(who(update), context)
        too_long, sorry = render.texts.took_too_long, render.texts.sorry
        said = render.said(too_long if isinstance(error, TookTooLongError) else sorry)
        await send(update.effective_message, said, reply=False)


def trace(error: BaseException) -> str:
    """Where it failed, innermost last, in one line without the errors' own texts, for these may
    quote a reader's question."""
    parts: list[str] = []
    cause: BaseException | None = error
    while cause is not None:
        frames = [
            f"{Path(each.filename).name}:{each.lineno} {each.name}"
            for each in traceback.extract_tb(cause.__traceback__)
        ]
        said = f" ({cause})" if isinstance(cause, TelegramError | OSError) else ""
        parts.insert(0, f"{type(cause).__name__}{said} at {' > '.join(frames[-8:])}")
        cause = cause.__cause__ or cause.__context__
    return " | ".join(parts)


def _kind(update: object) -> str:
    return next((each for each in Update.ALL_TYPES if getattr(update, each, None)), "of no kind")
