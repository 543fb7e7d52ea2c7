"""What the handlers work with: the coverage and what is kept of readers, off the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from typing import ParamSpec, TypeVar

from bot.readers import Asked, Readers
from bot.texts import ENGLISH, Texts
from retrieval import Answer, Archive, Coverage, Excerpt, Explanation, NothingIndexedError

P = ParamSpec("P")
R = TypeVar("R")

EXAMPLES = 3
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

    def close(self) -> None:
        """Wait for what is being done, and take no more."""
        self._threads.shutdown()

    async def ask(self, asked: Asked) -> Answer:
        """The answer to the question. Raises NothingIndexedError on an empty coverage."""
        return await self._run(
            self.archive.ask, asked.question, limit=self.quotes, asked_on=asked.asked_on
        )

    async def show(self, address: str) -> Excerpt:
        """The passage in its place. Raises UnknownAddressError, NothingIndexedError."""
        return await self._run(self.archive.show, address)

    async def explain(self, asked: Asked, address: str) -> Explanation:
        """Why the passage answers. Raises UnknownAddressError, NothingIndexedError."""
        return await self._run(
            self.archive.explain, asked.question, address, asked_on=asked.asked_on
        )

    async def coverage(self) -> Coverage | None:
        """How far the coverage goes; None while nothing is indexed."""
        return await self._run(self._coverage)

    async def suggest(self) -> tuple[str, ...]:
        """Up to three questions that the coverage answers."""
        return await self._run(suggested, self.archive, self.examples)

    async def remember(self, chat_id: int, message_id: int, asked: Asked) -> None:
        """Keep the question that the message answers."""
        await self._run(self.readers.remember, chat_id, message_id, asked)

    async def recall(self, chat_id: int, message_id: int) -> Asked | None:
        """The question that the message answers, if it is kept."""
        return await self._run(self.readers.recall, chat_id, message_id)

    async def prune(self) -> None:
        """Delete what has been kept of readers for long enough."""
        await self._run(self.readers.prune)

    def _coverage(self) -> Coverage | None:
        try:
            return self.archive.coverage()
        except NothingIndexedError:
            return None

    async def _run(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, lambda: function(*args, **kwargs))


def suggested(archive: Archive, examples: Sequence[str]) -> tuple[str, ...]:
    """The examples that the archive answers, then its newest headlines: three at most."""
    try:
        answered = [question for question in examples if archive.ask(question, limit=1).answered]
        headlines = archive.headlines(EXAMPLES)
    except NothingIndexedError:
        return ()
    return tuple(dict.fromkeys([*answered, *headlines]))[:EXAMPLES]


def today() -> date:
    """The day of asking, as this machine's clock has it."""
    return date.today()
