"""The real bot under load: `python -m tests.tools.load` prints what it took.

The stand-in for Telegram delivers questions from many readers at a steady rate; what the bot sends
is matched with what was asked. With `--kill`, the bot is killed in the middle and started again.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import signal
import tempfile
import time
from collections import Counter
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.readers.database import Readers
from retrieval import Archive
from tests.benchmarks.corpus import articles
from tests.telegram.server import Message, TelegramServer
from tests.tools.bots import Bots
from tests.tools.weather import Plan, Weathered, weather

SEED = 311
_WARM = 20  # questions before the clock starts
_WORD = re.compile(r"[^\W\d_]{5,}")


@dataclass(frozen=True, slots=True)
class Load:
    """What was found; times are milliseconds from the update to the bot's sendMessage.

    `cpu` is the processor time for a question, in milliseconds, of the bot and of the process that
    answers for it; on a machine that has other work to do, it says more than the times.
    """

    asked: int
    lost: int
    repeated: int
    in_the_act: int
    median: float
    p99: float
    slowest: float
    cpu: float
    early_mb: float
    late_mb: float


def coverage(folder: Path, passages: int) -> tuple[Path, list[str]]:
    """A made-up coverage of so many passages, and questions about it."""
    chance, questions = random.Random(SEED), []
    source = folder / "articles.jsonl"
    with source.open("w", encoding="utf-8") as file:
        for article in articles(SEED, passages):
            text = "\n\n".join(article.paragraphs)
            row = {"id": article.id, "headline": article.headline, "text": text}
            row |= {"outlet": article.outlet, "published": article.published}
            file.write(json.dumps(row) + "\n")
            words = _WORD.findall(chance.choice(article.paragraphs).lower())
            if len(words) > 8:
                questions.append(f"What about {' '.join(chance.sample(words, 4))}?"[10:])
    path = folder / "coverage.db"
    with Archive(path) as archive:
        archive.reindex([source])
    return path, questions


def run(
    folder: Path,
    made: tuple[Path, list[str]],
    *,
    seconds: float,
    rate: float,
    readers: int,
    kill: bool = False,
) -> Load:
    """Ask a `coverage` so long and so fast, and see what came of it."""
    database, questions = made
    with TelegramServer() as telegram, Bots(telegram, database, folder) as bots:
        process = bots.start()
        people = [telegram.user(f"Reader {number}") for number in range(readers)]
        for person in people[-_WARM:]:
            person.says(questions[0])
        telegram.wait_for(lambda: len(telegram.calls_of("sendMessage")) >= _WARM, 60)
        asked: list[tuple[Message, float]] = []
        memory, in_the_act = [], 0
        began, spent = time.monotonic(), processor_time(process.pid)
        for number in range(round(seconds * rate)):
            time.sleep(max(0.0, began + number / rate - time.monotonic()))
            if kill and number == round(seconds * rate) // 2:
                bots.stop(process, signal.SIGKILL)
                in_the_act = _in_the_act(folder / "readers.db")
                process = bots.start(polling=False)
            person = people[number % (readers - _WARM)]
            asked.append((person.says(questions[number % len(questions)]), time.monotonic()))
            if number % round(rate) == 0:
                memory.append(_resident(process.pid))
        last = people[-1].says("/help")
        telegram.wait_until_confirmed(last, 60)
        spent = (processor_time(process.pid) - spent) / len(asked)
        bots.stop(process)
        assert telegram.violations == [], telegram.violations[:3]
        return _found(telegram, asked, memory, in_the_act, spent)


def _found(
    telegram: TelegramServer,
    asked: list[tuple[Message, float]],
    memory: list[float],
    in_the_act: int,
    spent: float,
) -> Load:
    sent: dict[tuple[int, int], float] = {}
    times: Counter[tuple[int, int]] = Counter()
    for call in telegram.calls_of("sendMessage"):
        to = call.arguments.get("reply_parameters") or {}
        key = (call.arguments["chat_id"], to.get("message_id", 0))
        sent.setdefault(key, call.at)
        times[key] += 1
    keys = [((message.chat_id, message.message_id), at) for message, at in asked]
    took = sorted(1000 * (sent[key] - at) for key, at in keys if key in sent)
    third = max(1, len(memory) // 3)
    return Load(
        asked=len(asked),
        lost=sum(key not in sent for key, _ in keys),
        repeated=sum(times[key] > 1 for key, _ in keys),
        in_the_act=in_the_act,
        median=round(took[len(took) // 2], 1),
        p99=round(took[int(0.99 * (len(took) - 1))], 1),
        slowest=round(took[-1], 1),
        cpu=round(1000 * spent, 1),
        early_mb=round(max(memory[:third]), 1),
        late_mb=round(max(memory[-third:]), 1),
    )


def _in_the_act(path: Path) -> int:
    """How many updates were begun and not done with."""
    with closing(Readers(path)) as readers:
        query = "select count(*) from updates where begun > 0 and done_at is null"
        assert readers.rows("pragma integrity_check") == [("ok",)]
        return int(readers.rows(query)[0][0])


def processor_time(process: int) -> float:
    """Seconds that the process and its children have had of the processor."""
    ticks = 0
    for each in _family(process):
        fields = Path(f"/proc/{each}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _resident(process: int) -> float:
    """The memory in MB of the process and its children, without what they share of files."""
    kilobytes = 0
    for each in _family(process):
        status = Path(f"/proc/{each}/status").read_text(encoding="ascii")
        found = re.search(r"RssAnon:\s+(\d+)", status)
        kilobytes += int(found[1]) if found else 0
    return kilobytes / 1024


def _family(process: int) -> list[int]:
    threads = Path(f"/proc/{process}/task").glob("*/children")
    return [process, *(int(each) for path in threads for each in path.read_text().split())]


def main() -> None:
    """Run it as the command line says, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--rate", type=float, help="questions a second: 30, in bad weather 20")
    parser.add_argument("--readers", type=int, default=1_000)
    parser.add_argument("--kill", action="store_true", help="kill the bot in the middle")
    parser.add_argument("--weather", action="store_true", help="slow sends, floods, an outage ...")
    with tempfile.TemporaryDirectory() as folder:
        options = vars(parser.parse_args())
        made = coverage(Path(folder), options.pop("passages"))
        found: Load | Weathered
        if options.pop("weather"):
            plan = Plan.lasting(options["seconds"], options["rate"] or 20)
            found = weather(Path(folder), made, plan)
        else:
            options["rate"] = options["rate"] or 30
            found = run(Path(folder), made, **options)
    for name, value in asdict(found).items():
        print(f"{name:12}{value}")


if __name__ == "__main__":
    main()
