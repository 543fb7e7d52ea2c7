"""What the handlers work with: the coverage and what is kept of readers, off the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import ParamSpec, TypeVar

from telegram import Bot, Update

from bot.english import ENGLISH
from bot.examples import suggested
from bot.inbox import Inbox
from bot.readers import Asked, Readers
from bot.replying import Reply, reply
from bot.texts import Texts
from retrieval import Archive, Coverage, Excerpt, NothingIndexedError

P = ParamSpec("P")
R = TypeVar("R")

_THREADS = 4


@dataclass(frozen=True, slots=True)
class Desk:
    """Asks the archive and the readers' store in a few threads; `close` before they are closed."""

    archive: Archive
    readers: Readers
    quotes: int = 3
    examples: Sequence[str] = ()
    texts: Texts = ENGLISH
    _threads: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(_THREADS, thread_name_prefix="desk")
    )
    # the readers' file takes one at a time, and must not wait for slow questions
    _clerk: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(1, thread_name_prefix="clerk")
    )

    def close(self) -> None:
        """Wait for what is being done, and take no more."""
        self._threads.shutdown()
        self._clerk.shutdown()

    @property
    def inbox(self) -> Inbox:
        """What Telegram has delivered."""
        return Inbox(self.readers)

    async def take(self, updates: Sequence[Update]) -> list[Update]:
        """Write the updates down; returns those that are new."""
        return await self._noted(self.inbox.take, updates)

    async def waiting(self, bot: Bot) -> list[Update]:
        """The updates that an earlier run has left undone."""
        return await self._noted(self.inbox.waiting, bot)

    async def begin(self, update_id: int) -> None:
        """Mark the update as begun."""
        await self._noted(self.inbox.begin, update_id)

    async def done(self, update_id: int) -> None:
        """Mark the update as done with."""
        await self._noted(self.inbox.done, update_id)

    async def reply(self, asked: Asked, limit: int) -> Reply:
        """The reply to the question. Raises NothingIndexedError on an empty coverage."""
        return await self._run(reply, self.archive, asked, limit=limit)

    async def show(self, address: str) -> Excerpt:
        """The passage in its place. Raises UnknownAddressError, NothingIndexedError."""
        return await self._run(self.archive.show, address)

    async def coverage(self) -> Coverage | None:
        """How far the coverage goes; None while nothing is indexed."""
        return await self._run(self._coverage)

    async def suggest(self) -> tuple[str, ...]:
        """Up to three questions that the coverage answers."""
        return await self._run(suggested, self.archive, self.examples)

    async def remember(self, chat_id: int, message_id: int, asked: Asked) -> None:
        """Keep the question that the message answers."""
        await self._noted(self.readers.remember, chat_id, message_id, asked)

    async def recall(self, chat_id: int, message_id: int) -> Asked | None:
        """The question that the message answers, if it is kept."""
        return await self._noted(self.readers.recall, chat_id, message_id)

    async def prune(self) -> None:
        """Delete what has been kept of readers for long enough."""
        await self._noted(self.readers.prune)
        await self._noted(self.inbox.prune)

    def _coverage(self) -> Coverage | None:
        try:
            return self.archive.coverage()
        except NothingIndexedError:
            return None

    async def _run(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, lambda: function(*args, **kwargs))

    async def _noted(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._clerk, lambda: function(*args, **kwargs))
