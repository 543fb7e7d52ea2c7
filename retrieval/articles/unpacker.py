"""Speaks to the process that parts files into records; see `unpacking`."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

from retrieval import children
from retrieval.articles.folders import opened
from retrieval.articles.frames import read, write
from retrieval.articles.unpacking import OUT_OF_MEMORY, SERVE, Asked, Unpacked
from retrieval.confinement import MEMORY, seconds_for

_CHUNK: Final = 2**18
_MOST: Final = 64 * 2**20
"""Bytes of a record as JSON."""


class Unpacker:
    """The process, started when it is first needed; it may end over a file, and another takes its
    place for the next one."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def close(self) -> None:
        """Ends the process."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def records(self, path: Path, asked: Asked) -> Iterator[tuple[Unpacked, int]]:
        """What is in the file at `path`, each with the bytes of the file that were read by then.

        Raises OSError where the file cannot be read.
        """
        with opened(path) as file:
            yield from self.records_in(file, asked)

    def records_in(self, file: IO[bytes], asked: Asked) -> Iterator[tuple[Unpacked, int]]:
        """The same of a file that is open, or of bytes that were fetched."""
        process = self._started()
        assert process.stdin
        assert process.stdout
        feeding = threading.Thread(target=_feed, args=(process.stdin, file, asked), daemon=True)
        feeding.start()
        try:
            yield from _received(process.stdout)
        except EOFError:
            code = process.wait()
            self.close()
            yield Unpacked("", None, _reason(code, asked.size)), 0
        except GeneratorExit:
            self.close()
            raise
        finally:
            feeding.join()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._process = subprocess.Popen(
                children.command(SERVE),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=children.environment(),
            )
        return self._process


def _feed(pipe: IO[bytes], file: IO[bytes], asked: Asked) -> None:
    with suppress(OSError, ValueError):  # it ended, or was ended
        write(pipe, asked.as_bytes())
        while chunk := file.read(_CHUNK):
            write(pipe, chunk)
        write(pipe, b"")


def _received(pipe: IO[bytes]) -> Iterator[tuple[Unpacked, int]]:
    """What comes, checked. Raises EOFError where the process ends before the file does."""
    while True:
        message = read(pipe)
        if message is None:
            raise EOFError
        if not message:
            return
        place, record, reason, taken = json.loads(message)
        if len(message) > _MOST:
            record, reason = None, f"over {_MOST >> 20} MB; no article is that long: split it"
        yield Unpacked(str(place), record, str(reason)), int(taken)


def _reason(code: int, size: int) -> str:
    if code == OUT_OF_MEMORY:
        return f"takes over {MEMORY >> 30} GB of memory to read; split it, or leave it out"
    if code in (-14, -24):  # SIGALRM, SIGXCPU
        return f"takes over {seconds_for(size)} s to read; split it, or leave it out"
    return "what reads it crashed; leave it out"
