"""Serves the bot, and whoever looks after it meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from functools import partial
from http import HTTPStatus
from typing import Final

from bot.backend.backend import Backend
from bot.readers.file import ReadersError
from bot.settings.places import Place
from bot.telegram.application import App
from bot.telegram.handlers.common import BACKEND
from bot.telegram.polling import serve_until_signalled
from bot.telegram.watched.door import Page, Pages, open_door
from bot.telegram.watched.notify import Manager, telling
from bot.telegram.webhook import Webhook
from bot.text import visible
from retrieval import DatabaseError, NothingIndexedError

_PATIENCE: Final = 1.5  # seconds for the two files: whoever asks waits two


async def serve_watched(
    application: App,
    webhook: Webhook | None = None,
    health: Place | None = None,
    manager: Manager | None = None,
) -> None:
    """As `serve_until_signalled`, and tell the manager, and whoever asks at `health`, how the bot
    is."""
    async with AsyncExitStack() as beside:
        if manager:
            await beside.enter_async_context(telling(manager, application))
        if health:
            await beside.enter_async_context(open_door(health, pages(application)))
        await serve_until_signalled(application, webhook)


def pages(application: App) -> Pages:
    """What is asked of the bot by HTTP."""
    # takes a while to import, which a bot that nobody asks need not wait for
    from bot.telegram.watched.figures import metrics

    return {
        "/healthz": partial(_told, application, _health),
        "/metrics": partial(_told, application, metrics),
    }


async def _told(application: App, page: Callable[[App], Awaitable[Page]]) -> Page:
    try:
        async with asyncio.timeout(_PATIENCE):
            return await page(application)
    except (DatabaseError, ReadersError, NothingIndexedError) as error:
        return _ill(str(error))
    except TimeoutError:
        return _ill(f"the files could not be read within {_PATIENCE} s")


def _ill(why: str) -> Page:
    return Page(HTTPStatus.SERVICE_UNAVAILABLE, visible(why).replace("\n", " ").encode() + b"\n")


async def _health(application: App) -> Page:
    """Whether both files, or all of a cluster, can be read; what is indexed."""
    at: Backend = application.bot_data[BACKEND]
    coverage = await at.on_archive(at.archive.coverage, whole=True)
    await at.on_readers(at.stories.followers)
    return Page(HTTPStatus.OK, f"ok: {coverage.articles} articles\n".encode())
