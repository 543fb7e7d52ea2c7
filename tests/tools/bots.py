"""The real `nutgraf run`, in processes of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Self

from tests.telegram.server import TelegramServer
from tests.tools.forked import Forked

ROOT = Path(__file__).parents[2]
QUESTION = "How many people were injured in the warehouse fire?"


class Bots:
    """Starts bots over one coverage and one readers' file; their logs may hold no secret.

    One that is not `whole` is forked, and has one process that answers: it costs less.
    """

    def __init__(
        self, telegram: TelegramServer, coverage: Path, folder: Path, *, whole: bool = True
    ) -> None:
        self.folder = folder
        self.coverage = coverage
        self._whole = whole
        self.telegram = telegram
        self._cleanup = ExitStack()
        self._logs: list[Path] = []
        self._environment = os.environ | {
            "PYTHONPATH": str(ROOT),
            "TMPDIR": str(folder),
            "NUTGRAF_TOKEN": telegram.token,
            "NUTGRAF_TELEGRAM_API": telegram.url,
        }

    def start(
        self, *arguments: str, polling: bool = True, out: int | None = None, **variables: str
    ) -> subprocess.Popen[bytes]:
        polls = self.telegram.updates.polls
        log = self.folder / f"bot-{len(self._logs)}.log"
        self._logs.append(log)
        environment = self._environment | {"NUTGRAF_DATABASE": str(self.coverage)} | variables
        if self._whole or out:
            file: IO[bytes] = self._cleanup.enter_context(log.open("wb"))
            process = subprocess.Popen(
                [sys.executable, "-m", "bot", "run", *arguments],
                cwd=self.folder,
                env=environment,
                stdout=out or file,
                stderr=subprocess.STDOUT,
            )
        else:
            log.touch()
            process = Forked(*arguments, folder=self.folder, environment=environment, log=log)
        self._cleanup.callback(self._end, process)
        if polling:
            self.telegram.wait_until_polling(60, after=polls)
        return process

    def log(self, number: int = -1) -> str:
        return self._logs[number].read_text(encoding="utf-8")

    def stop(self, process: subprocess.Popen[bytes], number: int = signal.SIGTERM) -> int:
        process.send_signal(number)
        return process.wait(timeout=60)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._cleanup.close()
        for log in self._logs:
            text = log.read_text(encoding="utf-8")
            assert self.telegram.token not in text
            assert self.telegram.token.partition(":")[2] not in text
            assert "Traceback" not in text

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        if process.poll() is None:
            process.kill()
            process.wait(timeout=20)
