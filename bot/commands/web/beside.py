"""`nutgraf watch` in a process of its own beside the bot: it does not know the token from the
bot's environment, and ends with the bot."""

from __future__ import annotations

import logging
import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from bot.config import PREFIX
from bot.telegram.watched.lines import Lines
from retrieval import children

_PROGRAM: Final = "from bot.cli import main; main()"
_SECRETS: Final = ("TOKEN", "TOKEN_FILE")
_ENDING: Final = 15.0


@contextmanager
def watching(file: Path | None, lines: Lines) -> Iterator[None]:
    """Watches meanwhile, as the configuration `file` says; what it says is among the `lines`."""
    named = ["--config", str(file)] if file else []
    process = subprocess.Popen(
        [*children.command(_PROGRAM), "watch", "--until-eof", *named],
        stdin=subprocess.PIPE,
        stdout=lines.pipe("watch", logging.INFO),
        stderr=lines.pipe("watch", logging.WARNING),
        env=children.environment() | _settings(),
        start_new_session=True,  # Ctrl-C is for the bot, which ends it
    )
    over = threading.Event()
    threading.Thread(target=_notice, args=(process, over, lines), daemon=True).start()
    try:
        yield
    finally:
        over.set()
        assert process.stdin
        process.stdin.close()
        try:
            process.wait(_ENDING)
        except subprocess.TimeoutExpired:
            process.kill()


def _settings() -> dict[str, str]:
    secrets = {PREFIX + each for each in _SECRETS}
    return {
        name: value
        for name, value in os.environ.items()
        if name.upper().startswith(PREFIX) and name.upper() not in secrets
    }


def _notice(process: subprocess.Popen[bytes], over: threading.Event, lines: Lines) -> None:
    code = process.wait()
    if not over.is_set():
        lines.warn(f"`nutgraf watch` has ended ({code}); the bot goes on without it")
