"""A bot that is killed again and again while readers ask: what is lost, and what comes twice."""

from __future__ import annotations

import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from subprocess import Popen

from bot.readers.database import Readers
from retrieval import Archive
from tests.telegram.server import Message, TelegramServer
from tests.tools.bots import Bots
from tests.tools.load import coverage

PASSAGES = 5_000
READERS = 300
RATE = 10  # questions a second
SENDING = 0.3  # seconds that Telegram takes for a message
PATIENCE = 60.0  # seconds in which a bot must start, catch up, or answer one more question
LONGEST = 4.0  # seconds from then on to the kill


@dataclass(frozen=True, slots=True)
class Killed:
    """What came of so many kills; `in_the_act` are the answers that were begun when one came."""

    kills: int = 0
    asked: int = 0
    lost: int = 0
    repeated: int = 0
    in_the_act: int = 0
    most_at_once: int = 0


class _Crowd:
    """Readers who ask in turn, so many times a second."""

    def __init__(self, telegram: TelegramServer, questions: list[str]) -> None:
        self.questions = questions
        self.people = [telegram.user(f"Reader {number}") for number in range(READERS)]
        self.asked: list[Message] = []

    def ask_for(self, seconds: float, enough: Callable[[], bool] = lambda: False) -> None:
        """Ask so long, or until it is enough."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and not enough():
            at = len(self.asked)
            person = self.people[at % len(self.people)]
            self.asked.append(person.says(self.questions[at % len(self.questions)]))
            time.sleep(1 / RATE)


def kill(folder: Path, times: int, seed: int, *, hurry: bool = False) -> Killed:
    """Kills so many bots one after the other, each at a random instant after it has caught up; in a
    `hurry` also before, so that one update may be in the act at several kills.

    Raises AssertionError where a file is not sound afterwards.
    """
    chance, found = random.Random(seed), Killed()
    database, questions = coverage(folder, PASSAGES)
    with TelegramServer() as telegram, Bots(telegram, database, folder) as bots:
        crowd = _Crowd(telegram, questions)
        telegram.fail("sendMessage", delay=SENDING, times=None)
        process = bots.start()
        for _ in range(times):
            if not hurry:
                crowd.ask_for(PATIENCE, lambda: _times(telegram, crowd.asked).count(0) <= RATE)
            crowd.ask_for(chance.uniform(0, LONGEST))
            bots.stop(process, signal.SIGKILL)
            begun = _begun(folder / "readers.db")
            found = replace(
                found,
                kills=found.kills + 1,
                in_the_act=found.in_the_act + begun,
                most_at_once=max(found.most_at_once, begun),
            )
            process = _restarted(bots, telegram, crowd)
        _wait_while_more_is_answered(telegram, crowd.asked)
        assert bots.stop(process) == 0
        assert telegram.violations == [], telegram.violations[:3]
        found = _counted(found, telegram, crowd.asked)
    with Archive(database) as archive:
        assert archive.doctor().findings == ()
    return found


def _restarted(bots: Bots, telegram: TelegramServer, crowd: _Crowd) -> Popen[bytes]:
    """Another bot, which polls; the readers do not wait for it."""
    polls = telegram.updates.polls
    process = bots.start(polling=False)
    crowd.ask_for(PATIENCE, lambda: telegram.updates.polls > polls or process.poll() is not None)
    assert telegram.updates.polls > polls, bots.log()
    return process


def _begun(path: Path) -> int:
    with closing(Readers(path)) as readers:
        assert readers.rows("pragma integrity_check") == [("ok",)]
        rows = readers.rows("select count(*) from updates where begun > 0 and done_at is null")
        return int(rows[0][0])


def _wait_while_more_is_answered(telegram: TelegramServer, asked: list[Message]) -> None:
    left, since = len(asked), time.monotonic()
    while left and time.monotonic() < since + PATIENCE:
        time.sleep(0.5)
        now = sum(not sent for sent in _times(telegram, asked))
        if now < left:
            left, since = now, time.monotonic()


def _times(telegram: TelegramServer, asked: list[Message]) -> list[int]:
    """How often each question has been answered."""
    times: Counter[tuple[int, int]] = Counter()
    for call in telegram.calls_of("sendMessage"):
        to = call.arguments.get("reply_parameters") or {}
        times[call.arguments["chat_id"], to.get("message_id", 0)] += 1
    return [times[message.chat_id, message.message_id] for message in asked]


def _counted(found: Killed, telegram: TelegramServer, asked: list[Message]) -> Killed:
    times = _times(telegram, asked)
    return replace(
        found,
        asked=len(asked),
        lost=sum(not sent for sent in times),
        repeated=sum(max(0, sent - 1) for sent in times),
    )
