"""Articles that their outlet has taken back: admins are told, each once, before they go."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from telegram.error import BadRequest, Forbidden, TelegramError

from bot.backend.backend import Backend
from bot.locales.texts import Texts
from bot.readers.file import ReadersError
from bot.telegram.application import App
from bot.telegram.handlers.common import BACKEND, texts_for
from bot.telegram.hearing.people import Asker
from bot.telegram.sending import HASTY
from retrieval import (
    Archive,
    DatabaseError,
    Leaving,
    NothingIndexedError,
    UnknownArticleError,
    article_key,
    cluster_address,
    leaving,
    tell,
)

_log = logging.getLogger(__name__)


async def warn(application: App, stopped: asyncio.Event) -> None:
    """Tell admins of what is to leave the coverage, until stopped."""
    at: Backend = application.bot_data[BACKEND]
    while not stopped.is_set():
        try:
            for each in await asyncio.to_thread(_leaving, at):
                for admin in sorted(at.rules.admins - set(each.told)):
                    await _tell(application, at, each, admin)
        except (DatabaseError, ReadersError):
            await asyncio.sleep(0)  # said elsewhere; the next look comes
        except (TelegramError, OSError) as error:
            _log.warning("admins are not told yet of what is withdrawn (%s)", error)
        with suppress(TimeoutError):
            await asyncio.wait_for(stopped.wait(), at.look_every)


def _leaving(at: Backend) -> list[Leaving]:
    return list(leaving(_beside(at))) if at.rules.admins else []


def _beside(at: Backend) -> Path:
    """The file beside which what was fetched lies: see `bot.coverage.beside`."""
    return at.readers.path if cluster_address(at.archive.place) else at.archive.path


async def _tell(application: App, at: Backend, article: Leaving, admin: int) -> None:
    """Tell one admin; kept as told also where that admin cannot be written to."""
    headline = await at.in_pool(headline_of, article)
    if headline is not None:
        texts = await texts_for(at, Asker(admin, at.heard_in.get(admin)))
        try:
            await application.bot.send_message(
                admin, said(texts, article, headline), rate_limit_args=HASTY
            )
        except (BadRequest, Forbidden) as error:
            _log.warning("an admin cannot be told of what is withdrawn (%s)", error)
    told = {*article.told, admin}
    await asyncio.to_thread(tell, _beside(at), replace(article, told=tuple(told)), admin)


def headline_of(archive: Archive, article: Leaving) -> str | None:
    """Its headline; None where it has left the coverage already."""
    try:
        return archive.article(article.id).headline
    except (UnknownArticleError, NothingIndexedError):
        return None


def said(texts: Texts, article: Leaving, headline: str) -> str:
    """Which article is withdrawn, when, why, and how it is kept."""
    until = datetime.fromtimestamp(article.until, UTC).isoformat()
    return texts.leaving.format(
        headline=headline[:300],
        url=article.url[:1000],
        status=article.status,
        time=texts.moment(until),
        key=article_key(article.id),
    )
