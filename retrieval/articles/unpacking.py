"""A process that parts files of many articles, or of a foreign form, into records.

It is fed with a file's bytes and gives plain JSON back: it opens nothing itself, and nothing that
it gives is trusted.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import asdict
from io import BufferedReader, RawIOBase
from typing import IO, BinaryIO, Final, NamedTuple, cast

from retrieval.articles.frames import read, write
from retrieval.articles.reading import Reading
from retrieval.confinement import confine, seconds_for, within

SERVE: Final = "from retrieval.articles.unpacking import serve; serve()"
OUT_OF_MEMORY: Final = 77


class Unpacked(NamedTuple):
    """A record in a file and the place where it stands there, such as `17`; without a record, why
    there is none. `place` is empty where the file is one article."""

    place: str
    record: dict[str, object] | None
    reason: str = ""


class Asked(NamedTuple):
    """What is to be unpacked: a file of that form and name, of so many bytes."""

    form: str
    name: str
    size: int
    reading: Reading

    def as_bytes(self) -> bytes:
        return json.dumps([self.form, self.name, self.size, asdict(self.reading)]).encode()

    @classmethod
    def of(cls, message: bytes) -> Asked:
        form, name, size, reading = json.loads(message)
        return cls(form, name, size, Reading(**reading))


class _Fed(RawIOBase):
    """The bytes that come through a pipe, up to an empty message."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe = pipe
        self._rest = b""
        self._ended = False
        self.taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        if not self._rest and not self._ended:
            self._rest = read(self._pipe) or b""
            self._ended = not self._rest
        part = self._rest[: len(buffer)]
        buffer[: len(part)] = part
        self._rest = self._rest[len(part) :]
        self.taken += len(part)
        return len(part)

    def drain(self) -> None:
        """Takes what is left, so that the other side can go on."""
        self._rest = b""
        while not self._ended:
            self._ended = not read(self._pipe)


def serve() -> None:
    """What the process does: files from standard input, records to standard output."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the caller ends, and with it the input
    with os.fdopen(os.dup(1), "wb") as results:
        os.dup2(2, 1)  # nothing that is printed may come between
        from retrieval.articles.files import FORMS, prepare

        prepare()
        confine()
        while (message := read(sys.stdin.buffer)) is not None:
            asked, fed = Asked.of(message), _Fed(sys.stdin.buffer)
            unpack = FORMS[asked.form].unpack
            assert unpack is not None, asked.form
            try:
                with within(seconds_for(asked.size)):
                    file = cast("BinaryIO", BufferedReader(fed, 2**16))
                    for each in _safely(unpack(file, asked.name, asked.reading)):
                        write(results, json.dumps([*each, fed.taken]).encode())
                    fed.drain()
                write(results, b"")
            except MemoryError:
                os._exit(OUT_OF_MEMORY)
            except BrokenPipeError:  # the caller was killed
                os._exit(1)
        os._exit(0)


def _safely(records: Iterator[Unpacked]) -> Iterator[Unpacked]:
    """The records, up to the one at which what reads them fails."""
    try:
        yield from records
    except (MemoryError, BrokenPipeError):
        raise
    except ValueError as error:
        yield Unpacked("", None, str(error)[:500] or "cannot be read; save it anew")
    except Exception as error:
        reason = f"nutgraf fails at it ({type(error).__name__}: {error}); please report it"
        yield Unpacked("", None, reason[:500])
