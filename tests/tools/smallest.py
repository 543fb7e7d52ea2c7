"""The smallest machine: a bot and a reindex beside it on one core, with 1 GB between them.

`python -m tests.tools.smallest` makes 50,000 articles up, indexes them, and asks the bot while
nothing else happens, while a reindex takes new and changed articles, and while one takes all of
them, which have changed. `--texts FILE`, JSON Lines, makes articles of the paragraphs of real ones.
The stand-in for Telegram and the readers have another core, and memory of their own.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

from tests.benchmarks.corpus import PARAGRAPHS, articles
from tests.telegram.server import Message, Reader, TelegramServer
from tests.tools.bots import ROOT, Bots
from tests.tools.confined import Confined, confined
from tests.tools.load import processor_time

SEED: Final = 311
_WORD: Final = re.compile(r"[^\W\d_]{5,}")
_PATIENCE: Final = 120.0  # seconds for the last answers
_HEAD: Final = (
    f"{'':34}{'s':>8}{'cpu s':>8}{'asked':>7}{'lost':>6}{'ms each':>9}{'p50 ms':>8}{'p99 ms':>9}"
    f"{'slowest':>9}{'peak MB':>9}{'killed':>8}"
)

Rows = Iterator[dict[str, Any]]


@dataclass(slots=True)
class Machine:
    """What is measured on: a place for processes, the articles' file, and the coverage."""

    place: Confined
    source: Path
    folder: Path

    def reindex(self) -> subprocess.Popen[bytes]:
        """One that has begun."""
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "reindex", str(self.source)],
            cwd=self.folder,
            env=os.environ
            | {"PYTHONPATH": str(ROOT), "NUTGRAF_DATABASE": "coverage.db"}
            | {"NUTGRAF_MEANING": "false"},  # as without the extra
            stdout=subprocess.DEVNULL,
            stderr=(self.folder / "reindex.log").open("ab"),
        )
        self.place.take(process.pid)
        return process


def made_up(number: int) -> Rows:
    """So many articles of 25 paragraphs, whose words are as skew as real ones."""
    for article in islice(articles(SEED, number * PARAGRAPHS), number):
        yield {
            "id": article.id,
            "headline": article.headline,
            "text": "\n\n".join(article.paragraphs),
            "outlet": article.outlet,
            "published": article.published,
        }


def shuffled(file: Path, number: int) -> Rows:
    """So many articles, each as long as a real one, of any real ones' paragraphs."""
    opened = gzip.open if file.suffix == ".gz" else open
    with opened(file, "rt", encoding="utf-8") as lines:
        real = [json.loads(line) for line in lines]
    pool = [each for row in real for each in row["text"].split("\n\n") if each.strip()]
    chance = random.Random(SEED)
    for at in range(number):
        row = chance.choice(real)
        paragraphs = chance.choices(pool, k=row["text"].count("\n\n") + 1)
        yield {
            "id": f"s{at:06}",
            "headline": row["headline"],
            "text": "\n\n".join(paragraphs),
            "outlet": row["outlet"],
            "published": row["published"],
        }


def written(rows: Rows, file: Path) -> list[str]:
    """Questions about the articles, which are written to the file."""
    chance, questions = random.Random(SEED), []
    with file.open("w", encoding="utf-8") as out:
        for row in rows:
            out.write(json.dumps(row) + "\n")
            words = _WORD.findall(chance.choice(row["text"].lower().split("\n\n")))
            if len(words) > 8:
                questions.append(f"What about {' '.join(chance.sample(words, 4))}?")
    return chance.sample(questions, min(2_000, len(questions)))


def changed(file: Path, share: float) -> None:
    """Of the articles so many have a paragraph more, and as many are new."""
    chance, after = random.Random(SEED), file.with_suffix(".new")
    with file.open(encoding="utf-8") as lines, after.open("w", encoding="utf-8") as out:
        for line in lines:
            row = json.loads(line)
            if chance.random() < share:
                row["text"] += "\n\nThe editors have added this paragraph to what was published."
                if share < 1:
                    out.write(json.dumps({**row, "id": f"{row['id']}-new"}) + "\n")
            out.write(json.dumps(row) + "\n")
    after.replace(file)


def asked_meanwhile(
    people: list[Reader], questions: list[str], rate: float, goes_on: Callable[[], bool]
) -> list[tuple[Message, float]]:
    """What was asked, and when, for as long as something goes on."""
    asked: list[tuple[Message, float]] = []
    began = time.monotonic()
    while goes_on():
        number = len(asked)
        time.sleep(max(0.0, began + number / rate - time.monotonic()))
        question = questions[number % len(questions)]
        asked.append((people[number % len(people)].says(question), time.monotonic()))
    return asked


def told(
    telegram: TelegramServer,
    name: str,
    asked: list[tuple[Message, float]],
    rest: str,
    spent: str,
    each: Callable[[], float],
) -> None:
    """Prints how long answers took, of the processor too, and how many never came."""
    keys = [((message.chat_id, message.message_id), at) for message, at in asked]
    until, sent = time.monotonic() + _PATIENCE, _sent(telegram)
    while time.monotonic() < until and not all(key in sent for key, _ in keys):
        time.sleep(1)
        sent = _sent(telegram)
    took = sorted(1000 * (sent[key] - at) for key, at in keys if key in sent)
    figures = f"{len(asked):7}{len(asked) - len(took):6}{1000 * each() / len(asked):9.0f}"
    figures += f"{took[len(took) // 2]:8.0f}"
    slow = f"{took[int(0.99 * (len(took) - 1))]:9.0f}{took[-1]:9.0f}"
    print(f"{name:34}{spent}{figures}{slow}{rest}", flush=True)


def _sent(telegram: TelegramServer) -> dict[tuple[int, int], float]:
    found: dict[tuple[int, int], float] = {}
    for call in telegram.calls_of("sendMessage"):
        to = call.arguments.get("reply_parameters") or {}
        found.setdefault((call.arguments["chat_id"], to.get("message_id", 0)), call.at)
    return found


def _since(process: int) -> Callable[[], float]:
    """Tells how many seconds of the processor the process and its children have had since."""
    before = processor_time(process)
    return lambda: processor_time(process) - before


def _children_spent() -> float:
    """Processor time in seconds of this program's processes that have ended."""
    found = resource.getrusage(resource.RUSAGE_CHILDREN)
    return found.ru_utime + found.ru_stime


def measure(machine: Machine, questions: list[str], rate: float, share: float) -> None:
    """Index, then ask: alone, beside a reindex of some articles, and beside one of all."""
    place = machine.place
    began, before = time.monotonic(), _children_spent()
    code = machine.reindex().wait()
    spent = f"{time.monotonic() - began:8.0f}{_children_spent() - before:8.0f}"
    rest = f"{place.peak_mb:9.0f}{place.killed:8}"
    size = (machine.folder / "coverage.db").stat().st_size / 2**20
    print(f"{'the first reindex':34}{spent}{'':48}{rest}  exit {code}, {size:.0f} MB", flush=True)
    with (
        TelegramServer() as telegram,
        Bots(telegram, machine.folder / "coverage.db", machine.folder) as bots,
    ):
        bot = bots.start(polling=False, NUTGRAF_MEANING="false")
        place.take(bot.pid)
        telegram.wait_until_polling(60)
        people = [telegram.user(f"Reader {number}") for number in range(200)]
        place.start_anew()
        over, spent_by_bot = time.monotonic() + 60, _since(bot.pid)
        asked = asked_meanwhile(people, questions, rate, lambda: time.monotonic() < over)
        rest = f"{place.peak_mb:9.0f}{place.killed:8}"
        told(telegram, "the bot alone", asked, rest, f"{60:8}{'':8}", spent_by_bot)
        for name, part in (("a reindex of 2 x 2 % beside it", share), ("of all beside it", 1.0)):
            changed(machine.source, part)
            place.start_anew()
            began, before, spent_by_bot = time.monotonic(), _children_spent(), _since(bot.pid)
            process = machine.reindex()
            asked = asked_meanwhile(people, questions, rate, lambda: process.poll() is None)  # noqa: B023
            spent = f"{time.monotonic() - began:8.0f}{_children_spent() - before:8.0f}"
            rest = f"{place.peak_mb:9.0f}{place.killed:8}  exit {process.returncode}"
            told(telegram, name, asked, rest, spent, spent_by_bot)
        assert bot.poll() is None, "the bot has ended"
        bots.stop(bot)


def main() -> None:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=50_000)
    parser.add_argument("--megabytes", type=int, default=1_024)
    parser.add_argument("--rate", type=float, default=2.0, help="questions a second")
    parser.add_argument("--share", type=float, default=0.02, help="of articles that change")
    parser.add_argument("--texts", type=Path, help="JSON Lines, whose paragraphs are taken")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, confined(options.megabytes) as place:
        machine = Machine(place, Path(name, "articles.jsonl"), Path(name))
        number = options.articles
        rows = shuffled(options.texts, number) if options.texts else made_up(number)
        questions = written(rows, machine.source)
        print(f"{number} articles, {machine.source.stat().st_size / 2**20:.0f} MB")
        print(_HEAD)
        measure(machine, questions, options.rate, options.share)


if __name__ == "__main__":
    main()
