"""Whose turn it is: each reader's updates in a chat one after another, all others at the same time.

How many may wait is bounded, for a reader in a chat and for a chat: what is beyond is done with
unanswered, and the chat is told so, once a minute. Each update is parsed alone; one that cannot be
parsed is a line in the log.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter, deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import Any, NamedTuple

from telegram import Bot, Update

from bot.backend.backend import Backend
from bot.backend.rules import Pace
from bot.readers.file import ReadersError
from bot.readers.inbox import Raw, Waiting
from bot.telegram.hearing.people import Asker, who

_OF_A_READER = 40  # updates that may wait for one reader in a chat
_OF_A_CHAT = 100  # and for all of them in it
_PAUSE = 1.0  # seconds between two tries of a readers' file in other hands
_QUERIES = ("inline_query", "callback_query")  # what a reader's app waits for an answer to
_ANSWERED = 30  # of those of a chat in a minute that are left out, so many are told so

Process = Callable[[Update], Awaitable[None]]
Overflow = Callable[[Update], Awaitable[None]]

_log = logging.getLogger(__name__)


@dataclass(slots=True, eq=False, weakref_slot=True)
class Errand:
    """The update that is worked on, for whoever sends something on its behalf."""

    number: int
    reader: Asker | None = None
    sent: bool = False  # something that a reader sees: done again, it would be seen twice
    since: float = field(default_factory=time.monotonic)
    late: bool = False  # its answer waits behind those that are not
    hasty: bool = False  # what is sent for it is not kept until Telegram takes it
    again: bool = False  # it failed for want of the readers' file
    alone: bool = False  # no other that an earlier run may have been ended by is worked on


ERRAND: ContextVar[Errand | None] = ContextVar("errand", default=None)


class _Lane(NamedTuple):
    chat: object
    reader: object


class Turns:
    """Takes updates, each in its turn; `process` never raises, `overflow` tells who sends too much.

    To be used in one event loop.
    """

    def __init__(self, at: Backend, bot: Bot, process: Process, overflow: Overflow) -> None:
        self._backend, self._bot = at, bot
        self._process, self._overflow = process, overflow
        self._waiting: dict[_Lane, deque[Raw]] = {}
        self._in_chat: Counter[object] = Counter()
        self._tasks: set[asyncio.Task[None]] = set()
        self._told: dict[object, float] = {}
        self._answered = Pace(_ANSWERED)
        self._begun: dict[int, Errand] = {}

    @property
    def waiting(self) -> int:
        """How many updates wait or are worked on."""
        return self._in_chat.total()

    def put(self, update: Raw) -> None:
        """Have the update done when it is its turn."""
        lane = _lane(update)
        queue = self._waiting.get(lane)
        if self._in_chat[lane.chat] >= _OF_A_CHAT or (queue and len(queue) >= _OF_A_READER):
            self._start(self._dropped(update, lane))
            return
        self._in_chat[lane.chat] += 1
        if queue is not None:
            queue.append(update)
            return
        self._waiting[lane] = deque([update])
        self._start(self._run(lane))

    def take_up(self, left: Waiting) -> None:
        """Have what an earlier run has left done: suspects by themselves, one after another, and
        what waits behind one of them after it."""
        behind = {_lane(each) for each in left.suspects}
        self._start(self._tried(left.suspects, [e for e in left.others if _lane(e) in behind]))
        for update in left.others:
            if _lane(update) not in behind:
                self.put(update)

    async def _tried(self, suspects: list[Raw], behind: list[Raw]) -> None:
        for update in suspects:
            await self._done(update, alone=True)
        for update in behind:
            self.put(update)

    async def close(self, patience: float) -> None:
        """Let what is being done end, for so many seconds; the rest waits for the next start."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=patience)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        left = sum(map(len, self._waiting.values())) + len(self._begun)
        if left:
            _log.info("%s updates are left for the next start", left)
        for number, errand in self._begun.items():
            inbox = self._backend.inbox
            back = inbox.done if errand.sent else partial(inbox.put_back, alone=errand.alone)
            with suppress(ReadersError):
                await self._backend.on_readers(back, number)

    def _start(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run(self, lane: _Lane) -> None:
        queue = self._waiting[lane]
        try:
            while queue:
                raw = queue.popleft()
                try:
                    await self._done(raw)
                except Exception as error:  # those that wait behind it are done all the same
                    failed = raw["update_id"], kind_of(raw), type(error).__name__
                    _log.error("update %s (%s) failed: %s", *failed)
                self._in_chat[lane.chat] -= 1
        finally:
            if not queue:
                del self._waiting[lane]
                if self._in_chat[lane.chat] <= 0:
                    del self._in_chat[lane.chat]

    async def _done(self, raw: Raw, *, alone: bool = False) -> None:
        """Do what the update asks for, again where the readers' file was in other hands."""
        number = raw["update_id"]
        update = self._parsed(raw)
        errand = Errand(number, who(update) if update else None, alone=alone)
        ERRAND.set(errand)
        while update is not None:  # however long the readers' file is in other hands
            errand.again = False
            try:
                await self._backend.on_readers(
                    partial(self._backend.inbox.begin, alone=alone), number
                )
                self._begun[number] = errand
                await self._process(update)
            except ReadersError:
                errand.again = True
            except Exception as error:
                _log.error("update %s (%s) failed: %s", number, kind_of(raw), type(error).__name__)
            if not errand.again or errand.sent:
                break
            await asyncio.sleep(_PAUSE)
            with suppress(ReadersError):
                await self._backend.on_readers(
                    partial(self._backend.inbox.put_back, alone=alone), number
                )
        took = 1000 * (time.monotonic() - errand.since)
        _log.debug("update %s (%s) done in %.0f ms", number, kind_of(raw), took)
        await self._noted(number)
        self._begun.pop(number, None)

    async def _noted(self, number: int) -> None:
        """Note that the update is done, as soon as the readers' file can be written to."""
        for tried in count():
            try:
                await self._backend.on_readers(self._backend.inbox.done, number)
                return
            except ReadersError:
                if not tried:
                    _log.warning("update %s is done; that cannot be noted yet", number)
                await asyncio.sleep(_PAUSE)

    def _parsed(self, raw: Raw) -> Update | None:
        try:
            update = Update.de_json(raw, self._bot)
            _ = update.effective_user, update.effective_chat, update.effective_message
            return update
        except Exception as error:
            _log.warning(
                "update %s (%s) cannot be read and is skipped: %s",
                *(raw["update_id"], kind_of(raw), type(error).__name__),
            )
            return None

    async def _dropped(self, raw: Raw, lane: _Lane) -> None:
        await self._noted(raw["update_id"])
        if not self._is_to_be_told(raw, lane):
            return
        update = self._parsed(raw)
        if update is None:
            return
        try:
            await self._overflow(update)
        except Exception as error:
            _log.warning("a chat could not be told so: %s", type(error).__name__)

    def _is_to_be_told(self, raw: Raw, lane: _Lane) -> bool:
        """Whether to say that it is left out: a chat once a minute, an app that waits each time,
        within reason."""
        if kind_of(raw) in _QUERIES:
            return not self._answered.wait(hash(lane))
        now = time.monotonic()
        if now - self._told.get(lane.chat, -60.0) < 60.0:
            return False
        if len(self._told) > 10_000:
            self._told.clear()
        self._told[lane.chat] = now
        _log.warning("more updates of one chat than can be answered: some are left out")
        return True


def kind_of(raw: Raw) -> str:
    """What kind of update it is, as Telegram names it."""
    kind = next((key for key in raw if key != "update_id"), "of no kind")
    return kind if kind.replace("_", "").isalpha() and len(kind) < 40 else "of an unknown kind"


def _lane(raw: Raw) -> _Lane:
    """The chat and the reader, as far as the update has such."""
    found = next((each for key, each in raw.items() if key != "update_id"), None)
    body = found if isinstance(found, dict) else {}
    message = body.get("message")
    inside = message if isinstance(message, dict) else body
    reader = _number(body.get("sender_chat")) or _number(body.get("from"))
    return _Lane(_number(inside.get("chat")) or reader, reader or _number(body.get("user")))


def _number(found: object) -> object:
    number = found.get("id") if isinstance(found, dict) else None
    return number if isinstance(number, int | str) else None
