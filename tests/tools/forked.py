"""`nutgraf run` in a process that need not import it: forked from one that has, once.

Importing is most of what a bot costs a test: the bot itself 0.6 s of the processor, and each of its
processes that answer a quarter of a second. So it has one of these, not several.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

_FORKS: Final = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(
    ["bot.cli", "bot.commands.run", "bot.telegram.application", "bot.telegram.webhook"]
)


class Forked(subprocess.Popen[bytes]):
    """The bot with these arguments, in this folder; what it prints goes to the log."""

    def __init__(
        self, *arguments: str, folder: Path, environment: Mapping[str, str], log: Path
    ) -> None:
        self._process = _FORKS.Process(target=_run, args=(arguments, folder, environment, log))
        self._process.start()
        assert self._process.pid
        self.pid = self._process.pid
        self.stdin = self.stdout = self.stderr = None
        self.poll()

    def poll(self) -> int | None:
        """Its exit code; None while it runs."""
        self.returncode = self._process.exitcode
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code. Raises TimeoutExpired."""
        self._process.join(timeout)
        code = self.poll()
        if code is None:
            raise subprocess.TimeoutExpired("nutgraf run", timeout or 0)
        return code

    def send_signal(self, sig: int) -> None:
        """Send the signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, sig)


def _run(
    arguments: tuple[str, ...], folder: Path, environment: Mapping[str, str], log: Path
) -> None:
    from bot import cli
    from bot.backend.answerers import Answerers

    Answerers.__init__.__defaults__ = (1,)
    with log.open("ab") as file:
        for descriptor in (1, 2):
            os.dup2(file.fileno(), descriptor)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["nutgraf", "run", *arguments]
    signal.signal(signal.SIGINT, signal.default_int_handler)
    cli.main()
