"""The real bot in bad weather: slow sends, floods, errors, drops, an outage, processes killed,
reindexes, and a reader who wants it ended.

`python -m tests.tools.load --weather` prints what it took; `--seconds 3600` takes an hour.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.telegram.model import Call, Fault, Json, Message
from tests.telegram.server import Reader, TelegramServer
from tests.tools.bots import Bots
from tests.tools.trouble import Hostile, Reindexes

SEED = 311
_SENDS = 0.5  # seconds that Telegram takes for a message
_WARM = 20


@dataclass
class NowAndThen(Fault):
    """Meets so large a share of the calls."""

    share: float = 1.0
    chance: random.Random = field(default_factory=lambda: random.Random(SEED))

    def meets(self, method: str, arguments: Json) -> bool:
        """Whether this call is one of them."""
        return super().meets(method, arguments) and self.chance.random() < self.share


def faults() -> list[Fault]:
    """What Telegram does to messages: 2 % floods, 1 % errors, .5 % drops, and all are slow."""

    def sends(**how: object) -> Fault:
        return NowAndThen("sendMessage", times=None, **how)  # type: ignore[arg-type]

    return [
        sends(share=0.02, status=429, retry_after=1),
        sends(share=0.01, status=500, delay=_SENDS),
        sends(share=0.005, drop=True, delay=_SENDS),
        sends(delay=_SENDS),
    ]


@dataclass(frozen=True, slots=True)
class Weathered:
    """What was found; times in seconds from the update to the message that Telegram took.

    `p50` is of all questions, `fair` the p99 of those asked when all had settled: before the outage
    and from `settle` seconds after it on. `hostile`: what one more reader sent, answered or not.
    """

    asked: int
    lost: int
    repeated: int
    floods: int
    killed: int
    reindexed: int
    hostile: int
    p50: float
    fair: float
    slowest: float
    early_mb: float
    late_mb: float


@dataclass(slots=True)
class Plan:
    """What happens when, in seconds from the start."""

    seconds: float
    rate: float = 20
    readers: int = 2_000
    outage_at: float = 600
    outage: float = 60
    settle: float = 180
    kill_every: float = 300
    reindex_every: float = 60

    @classmethod
    def lasting(cls, seconds: float, rate: float = 20) -> Plan:
        """For an hour as it stands above, for less with everything sooner and shorter."""
        share = min(1.0, seconds / 1_200)
        return cls(
            seconds,
            rate,
            outage_at=300 * share,
            outage=60 * min(1.0, seconds / 600),
            settle=180 * share,
            kill_every=300 * share,
            reindex_every=60 * min(1.0, seconds / 600),
        )


def weather(folder: Path, made: tuple[Path, list[str]], plan: Plan) -> Weathered:
    """Ask a `coverage` as planned, and see what came of it."""
    database, questions = made
    with TelegramServer() as telegram, Bots(telegram, database, folder) as bots:
        process = bots.start()
        people = [telegram.user(f"Reader {number}") for number in range(plan.readers)]
        for person in people[-_WARM:]:
            person.says(questions[0])
        telegram.wait_for(lambda: len(telegram.calls_of("sendMessage")) >= _WARM, 60)
        telegram._faults += faults()
        outage = Fault("sendMessage", status=502, times=0)
        telegram._faults.insert(0, outage)
        asked, memory, killed, began = [], [], 0, time.monotonic()
        hostile = Hostile(telegram.user("Hostile"), questions)
        with Reindexes(database, folder, plan.reindex_every) as reindexes:
            for number, at in _ticks(plan, began):
                outage.times = None if plan.outage_at <= at < plan.outage_at + plan.outage else 0
                if at >= (killed + 1) * plan.kill_every:
                    killed += _kill_one(process.pid)
                person = people[number % (plan.readers - _WARM)]
                asked.append((person.says(questions[number % len(questions)]), at))
                if number % round(plan.rate) == 0:
                    hostile.at(round(number / plan.rate))
                    memory.append(_resident(process.pid))
        _settle(telegram, [people[-1]])
        bots.stop(process)
        assert reindexes.failed == [], reindexes.failed[:3]
        assert telegram.violations == [], telegram.violations[:3]
        counts = {"killed": killed, "reindexed": reindexes.done, "hostile": hostile.sent}
        return _found(telegram, plan, began, asked, memory, counts)


def _ticks(plan: Plan, began: float) -> Iterator[tuple[int, float]]:
    for number in range(round(plan.seconds * plan.rate)):
        time.sleep(max(0.0, began + number / plan.rate - time.monotonic()))
        yield number, time.monotonic() - began


def _settle(telegram: TelegramServer, last: list[Reader]) -> None:
    """Wait until nothing has been sent for some seconds."""
    for person in last:
        telegram.wait_until_confirmed(person.says("/help"), 600)
    sent = -1
    while sent != (sent := len(_taken(telegram))):
        time.sleep(12)


def _taken(telegram: TelegramServer) -> list[Call]:
    return [call for call in telegram.calls_of("sendMessage") if (call.response or {}).get("ok")]


def _found(
    telegram: TelegramServer,
    plan: Plan,
    began: float,
    asked: list[tuple[Message, float]],
    memory: list[float],
    counts: dict[str, int],
) -> Weathered:
    sent: dict[tuple[int, int], float] = {}
    times: Counter[tuple[int, int]] = Counter()
    for call in _taken(telegram):
        to = call.arguments.get("reply_parameters") or {}
        key = (call.arguments["chat_id"], to.get("message_id", 0))
        sent.setdefault(key, call.at - began)
        times[key] += 1
    keys = [((message.chat_id, message.message_id), at) for message, at in asked]
    took = [(at, sent[key] - at) for key, at in keys if key in sent]
    calm = plan.outage_at + plan.outage + plan.settle
    fair = sorted(each for at, each in took if at < plan.outage_at - 5 or at >= calm)
    every = sorted(each for _, each in took)
    tenth = max(1, len(memory) // 6)
    return Weathered(
        asked=len(asked),
        lost=sum(key not in sent for key, _ in keys),
        repeated=sum(times[key] > 1 for key, _ in keys),
        floods=sum(fault.hits for fault in telegram._faults if fault.status == 429),
        **counts,
        p50=round(every[len(every) // 2], 2),
        fair=round(fair[int(0.99 * (len(fair) - 1))], 2),
        slowest=round(every[-1], 2),
        early_mb=round(max(memory[tenth : 2 * tenth]), 1),
        late_mb=round(max(memory[-tenth:]), 1),
    )


def _children(process: int) -> list[int]:
    threads = Path(f"/proc/{process}/task").glob("*/children")
    return [int(each) for path in threads for each in path.read_text("ascii").split()]


def _kill_one(process: int) -> int:
    """Kill a process that answers."""
    os.kill(_children(process)[0], signal.SIGKILL)
    return 1


def _resident(process: int) -> float:
    """Megabytes of the bot's own memory, without the processes that answer."""
    pages = Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE") / 2**20
