"""What goes on beside the honest readers of `weather`: a hostile reader, and reindexes."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
from pathlib import Path
from typing import Self

from tests.telegram.server import Reader
from tests.tools.bots import ROOT
from tests.tools.coverage_maker import write

SEED = 311
_LONGEST = 4_000  # letters: Telegram's clients part what is longer
_BURST = 40  # messages at once, each minute


class Hostile:
    """Writes, edits and types inline, always more than is answered, with words that cost most."""

    def __init__(self, reader: Reader, questions: list[str]) -> None:
        self.sent = 0
        self._reader = reader
        self._chance = random.Random(SEED)
        self._words = sorted({word for question in questions for word in question.split()})

    def at(self, second: int) -> None:
        """Do what is done in this second of the load."""
        for _ in range(_BURST if second % 60 == 30 else 2):
            message = self._reader.says(self._question())
            self.sent += 1
        self._reader.edits(message, self._question())
        for _ in range(2):
            self._reader.asks_inline(self._question()[:250])
        self.sent += 3

    def _question(self) -> str:
        """Many words of the coverage, every few of them as a phrase."""
        text, chance = "", self._chance
        while len(text) < _LONGEST - 60:
            words = " ".join(chance.choices(self._words, k=3))
            text += f'"{words}" ' if chance.random() < 0.5 else f"{words} "
        return text


class Reindexes:
    """Runs `nutgraf reindex FOLDER` again and again under a bot, each time with a new article."""

    def __init__(self, database: Path, folder: Path, every: float) -> None:
        self.done = 0
        self.failed: list[str] = []
        self._database = database
        self._folder = folder / "late"
        self._folder.mkdir()
        self._every = every
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._over.wait(self._every):
            number = self.done + len(self.failed)
            headline = f"Report {number}"
            write(self._folder, {f"late-{number % 10}": (headline, f"Word {number} came late.")})
            command = [sys.executable, "-m", "bot", "reindex", str(self._folder)]
            variables = {"PYTHONPATH": str(ROOT), "NUTGRAF_DATABASE": str(self._database)}
            ended = subprocess.run(
                command, env=os.environ | variables, cwd=self._folder, capture_output=True
            )
            if ended.returncode:
                self.failed.append(ended.stderr.decode("utf-8", "replace")[-300:])
            else:
                self.done += 1
