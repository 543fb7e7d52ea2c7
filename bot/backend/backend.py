"""What the handlers work with: the coverage and what is kept of readers, off the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import chain
from typing import Concatenate, NamedTuple, ParamSpec, TypeVar

from bot.backend.answerers import Answerers
from bot.backend.rules import Pace, Rules
from bot.backend.tally import Tally
from bot.backend.watch import Watch
from bot.backend.wiping import Wiping
from bot.conversation.examples import spoken
from bot.locales.languages import LANGUAGES, Languages
from bot.readers.conversations import Conversations
from bot.readers.counts import Counts
from bot.readers.database import Readers
from bot.readers.inbox import Inbox
from bot.readers.reports import prune_feedback
from bot.readers.stories import Stories
from retrieval import Archive, Coverage, DatabaseError, NothingIndexedError

P = ParamSpec("P")
R = TypeVar("R")

_THREADS = 4
_WHILE_TYPING = 6  # inline queries that a question may take: one goes out at each pause
_ACTIONS = 3  # messages, commands and presses of a reader, or questions of a group, for each
_FEWEST_ACTIONS = 60
_TOO_DEAR = 5  # what a question that took too long counts beyond itself


class Nature(NamedTuple):
    """A coverage as a whole: whether it names no two outlets, and the language that it is in."""

    one_outlet: bool = True
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Backend:
    """The archive and the readers' file, each with threads of its own.

    `close` it before them.
    """

    archive: Archive
    readers: Readers
    quotes: int = 3
    examples: Sequence[str] = ()
    rules: Rules = field(default_factory=Rules)
    forgotten: dict[int, int] = field(default_factory=dict)  # readers, each by which update
    look_every: float = 5.0  # seconds between two looks for what followers wait for
    pictures: bool = False  # whether charts are drawn
    tally: Tally = field(default_factory=Tally)
    answerers: Answerers | None = None  # None: threads of this process answer questions
    languages: Languages = field(default_factory=lambda: LANGUAGES)
    heard_in: dict[int, str] = field(default_factory=dict)  # admins, their Telegram's language
    photo: bytes | None = None  # a JPEG, of the bot
    _threads: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(_THREADS, thread_name_prefix="backend")
    )
    # the readers' file takes one at a time, and must not wait for slow questions
    _clerk: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(1, thread_name_prefix="clerk")
    )

    # for the coverage's generation, what it is
    _natures: dict[int, Nature] = field(default_factory=dict)
    # for each chat, the answers that Telegram may have and that are not remembered yet
    _underway: dict[int, list[asyncio.Event]] = field(default_factory=dict)

    watch: Watch = field(init=False)
    pace: Pace = field(init=False)
    typing_pace: Pace = field(init=False)
    wiping: Wiping = field(init=False)
    action_pace: Pace = field(init=False)
    group_pace: Pace = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "watch", Watch(self.archive, self.readers))
        per_minute = self.rules.questions_per_minute
        object.__setattr__(self, "pace", Pace(per_minute))
        object.__setattr__(self, "typing_pace", Pace(per_minute * _WHILE_TYPING))
        object.__setattr__(self, "wiping", Wiping(self.readers, self.on_readers))
        actions = max(_FEWEST_ACTIONS, per_minute * _ACTIONS)
        object.__setattr__(self, "action_pace", Pace(actions))
        object.__setattr__(self, "group_pace", Pace(actions))

    def close(self) -> None:
        """Wait for what is being done, and take no more."""
        self._threads.shutdown()
        self._clerk.shutdown()

    @property
    def inbox(self) -> Inbox:
        """What Telegram has delivered."""
        return Inbox(self.readers)

    @property
    def counts(self) -> Counts:
        """What the operator may know."""
        return Counts(self.readers)

    @property
    def stories(self) -> Stories:
        """Which stories are followed."""
        return Stories(self.readers)

    @property
    def conversations(self) -> Conversations:
        """What was asked and answered."""
        return Conversations(self.readers, timedelta(days=self.rules.keep_days))

    async def in_pool(
        self, function: Callable[Concatenate[Archive, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """What the function makes of the archive and a question; the dearest of all calls."""
        if self.answerers:
            with self._watched():
                return await self.answerers.ask(function, *args, **kwargs)
        return await self.on_archive(function, self.archive, *args, **kwargs)

    async def on_archive(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """What the function, which asks the archive, returns."""
        with self._watched():
            return await _run(self._threads, function, *args, **kwargs)

    @property
    def behind(self) -> float:
        """About how many seconds a question that came now would wait for its answer."""
        return self.answerers.seconds if self.answerers else 0.0

    @contextmanager
    def _watched(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            self.watch.failed(error)
            raise

    async def on_readers(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """What the function, which reads or writes the readers' file, returns."""
        return await _run(self._clerk, function, *args, **kwargs)

    @contextmanager
    def underway(self, chat_id: int) -> Iterator[None]:
        """Send an answer to the chat and remember it inside: a press may come in between."""
        kept, others = asyncio.Event(), self._underway.setdefault(chat_id, [])
        others.append(kept)
        try:
            yield
        finally:
            kept.set()
            others.remove(kept)
            if not others:
                self._underway.pop(chat_id, None)

    async def remembered(
        self, function: Callable[[int, int], R | None], chat_id: int, message_id: int
    ) -> R | None:
        """What the function finds in the readers' file of a message of the bot's; where that is
        not remembered yet, it is waited for."""
        underway = {chat: [*kept] for chat, kept in self._underway.items()}
        found = await self.on_readers(function, chat_id, message_id)
        if found is None and underway:
            had = await self.on_readers(self.readers.earlier, chat_id)
            for each in chain.from_iterable(underway.get(chat, ()) for chat in (chat_id, *had)):
                await each.wait()
            found = await self.on_readers(function, chat_id, message_id)
        return found

    def took_too_long(self, reader_id: int) -> None:
        """Let the reader wait the longer: others wait for such questions too."""
        self.pace.charge(reader_id, _TOO_DEAR)
        self.typing_pace.charge(reader_id, _TOO_DEAR * _WHILE_TYPING)

    async def coverage(self) -> Coverage | None:
        """How far the coverage goes; None while nothing is indexed."""
        try:
            return await self.in_pool(Archive.coverage)
        except NothingIndexedError:
            return None

    def nature(self) -> Nature:
        """What the coverage is as a whole."""
        try:
            generation = self.archive.generation()
            if generation not in self._natures:
                self._natures.clear()
                named = {outlet.name for outlet in self.archive.outlets() if outlet.name}
                self._natures[generation] = Nature(len(named) < 2, spoken(self.archive))
            return self._natures[generation]
        except (NothingIndexedError, DatabaseError):
            return Nature()

    async def prune(self) -> None:
        """Delete what has been kept of readers for long enough, to the last byte."""
        await self.on_readers(self.conversations.prune)
        await self.on_readers(self.inbox.prune)
        await self.on_readers(self.counts.prune)
        await self.on_readers(self.stories.prune)
        await self.on_readers(prune_feedback, self.readers)
        await self.on_readers(self.readers.prune, keep=self.rules.allowed | self.rules.blocked)
        self.wiping.begin()


async def watch(at: Backend, stopped: asyncio.Event) -> None:
    """Say what becomes of the two files, until stopped."""
    while not stopped.is_set():
        await at.on_archive(at.watch.look)
        with suppress(TimeoutError):
            await asyncio.wait_for(stopped.wait(), at.look_every)


async def _run(threads: Executor, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(threads, lambda: function(*args, **kwargs))
