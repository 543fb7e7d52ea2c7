"""Wipes the readers' file after something was deleted from it, however long others read it."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

from bot.readers.database import Readers
from bot.readers.file import ReadersError

_PAUSE = 0.2  # seconds
_SHARE = 60  # a wiping that took a second is the only one in a minute
_LONGEST = 60.0  # seconds that the update that asked for it may take

_log = logging.getLogger(__name__)


class Wiping:
    """In the background, one wiping at a time, for all that was deleted before it."""

    def __init__(self, readers: Readers, noted: Callable[..., Awaitable[Any]]) -> None:
        self._readers = readers
        self._noted = noted
        self._due: dict[int | None, float] = {}
        self._task: asyncio.Task[None] | None = None

    def begin(self, after: int | None = None) -> None:
        """Leave no byte of what is deleted by now, nor of the update `after` once it is done."""
        self._due[after] = time.monotonic() + _LONGEST
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._until_clean())

    async def _until_clean(self) -> None:
        while self._due:
            try:
                took = await self._wipe()
            except ReadersError as error:
                _log.warning("what was deleted is not wiped yet: %s", error)
                took = 1.0
            await asyncio.sleep(max(_PAUSE, _SHARE * took))

    async def _wipe(self) -> float:
        """Wipe once; how many seconds the file was held up."""
        while not (ready := [each for each in self._due if await self._is_ready(each)]):
            await asyncio.sleep(_PAUSE / 4)
        began = time.monotonic()
        await self._noted(self._readers.wipe)
        took = time.monotonic() - began
        while not await self._noted(self._readers.emptied):
            await asyncio.sleep(_PAUSE)
        for each in ready:
            del self._due[each]
        return took

    async def _is_ready(self, after: int | None) -> bool:
        if after is None or time.monotonic() > self._due[after]:
            return True
        return not await self._noted(self._readers.holds, after)
