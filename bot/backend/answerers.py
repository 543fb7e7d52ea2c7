"""Several processes that answer, so that readers do not wait for each other."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Concatenate, Final, ParamSpec, TypeVar

from bot.backend.machine import answering
from bot.backend.processes import Answerer
from retrieval import Archive

P = ParamSpec("P")
R = TypeVar("R")

_LATELY: Final = 20  # questions of which it is remembered how long they took


class Answerers:
    """The processes; the first are asked the most, and know the most by heart.

    There are `count`; None: as many as suit the machine. What they have to say beside answers goes
    to the descriptor `errors`; None: standard error.
    """

    def __init__(
        self, archive: Archive, count: int | None = None, *, errors: int | None = None
    ) -> None:
        self.all = tuple(Answerer(archive, errors) for _ in range(count or answering()))
        self._took = 0.0  # seconds that a question took of late

    def close(self) -> None:
        """Wait for what is being answered, then end the processes."""
        with ThreadPoolExecutor(len(self.all)) as closing:
            list(closing.map(Answerer.close, self.all))

    async def ask(
        self, function: Callable[Concatenate[Archive, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """See `Answerer.ask`; of the one with the fewest questions."""
        free = min(self.all, key=lambda each: each.waiting)
        began, behind = time.monotonic(), free.waiting
        try:
            return await free.ask(function, *args, **kwargs)
        finally:
            self._took += ((time.monotonic() - began) / (behind + 1) - self._took) / _LATELY

    @property
    def seconds(self) -> float:
        """About how long a question that came now would wait."""
        return min(each.waiting for each in self.all) * self._took
