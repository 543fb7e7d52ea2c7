"""Runs what makes plain text of a file: bounded in time, memory and output, and confined."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Final

from retrieval import children, confinement
from retrieval.articles.source import LONGEST, check_size

SECONDS: Final = 60
"""That a file may take, by the clock; and of processor time."""
_LONGEST_COMPLAINT: Final = 4096
_WORD: Final = re.compile(rb"[^\W\d_]{2}|[\x80-\xff]{2}")
_SCANNED: Final = (
    "scanned: its pages hold no text; recognise the letters first: ocrmypdf FILE.pdf FILE.pdf"
)
_NOTHING: Final = "no text comes of it; leave it out, or change `convert` in [[coverage]]"


def converted(command: Sequence[str], *, seconds: int = SECONDS) -> bytes:
    """The plain text that the command writes to its standard output.

    Raises ValueError with the remedy where it does not.
    """
    name = Path(command[0]).name
    program = shutil.which(command[0])
    if program is None:
        raise ValueError(f"no program {name}; install it, or change `convert` in [[coverage]]")
    with TemporaryDirectory(prefix="nutgraf-", ignore_cleanup_errors=True) as folder:
        told = [str(confinement.__file__), folder, str(seconds), os.path.abspath(program)]
        process = subprocess.Popen(
            [sys.executable, "-I", "-S", *told, *command[1:]],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=children.without_secrets() | dict.fromkeys(("HOME", "TMPDIR", "TMP"), folder),
            start_new_session=True,
        )
        try:
            text, complaint = _read(process, name, seconds)
        finally:
            _end(process)
    if process.returncode:
        raise ValueError(f"{name} {_ended(process.returncode)}{complaint}; mend the file")
    if not _WORD.search(text):
        raise ValueError(_SCANNED if b"\f" in text else _NOTHING)
    return text


def _read(process: subprocess.Popen[bytes], name: str, seconds: int) -> tuple[bytes, str]:
    """What it writes, and the first line of what it complains of. Raises ValueError where it takes
    too long, or does not stop."""
    assert process.stdout
    assert process.stderr
    until = time.monotonic() + seconds
    text = _Reader(process.stdout, LONGEST + 1)
    complaint = _Reader(process.stderr, _LONGEST_COMPLAINT, drain=True)
    for each in (text, complaint):
        each.join(max(0.0, until - time.monotonic()))
        check_size(text.read)
    try:
        process.wait(max(0.0, until - time.monotonic()))
        late = text.is_alive() or complaint.is_alive()
    except subprocess.TimeoutExpired:
        late = True
    if late:
        raise ValueError(f"{name} takes over {seconds} s; leave the file out, or split it")
    return text.read, _first_line(complaint.read)


class _Reader(threading.Thread):
    """Reads what is written to a pipe, up to `most` bytes, and forgets the rest if it is to
    `drain` it."""

    def __init__(self, pipe: IO[bytes], most: int, *, drain: bool = False) -> None:
        super().__init__(daemon=True)
        self.read = b""
        self._pipe, self._most, self._drain = pipe, most, drain
        self.start()

    def run(self) -> None:
        with suppress(OSError), self._pipe:
            self.read = self._pipe.read(self._most)
            while self._drain and self._pipe.read(2**16):
                continue


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends it and all that it has started."""
    with suppress(OSError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _ended(code: int) -> str:
    """How it ended, in words that a complaint may follow."""
    if code > 0:
        return f"ends with exit code {code}"
    with suppress(ValueError):
        return f"is ended by {signal.Signals(-code).name}"
    return f"is ended by signal {-code}"


def _first_line(complaint: bytes) -> str:
    lines = (line.strip() for line in complaint.decode("utf-8", "replace").splitlines())
    first = next(filter(None, lines), "")
    return f": {first[:300]}" if first else ""
