"""Messages between processes, each with its size before it."""

from __future__ import annotations

from struct import Struct
from typing import IO, Final

_SIZE: Final = Struct("<Q")


def write(pipe: IO[bytes], message: bytes) -> None:
    """Sends a message."""
    pipe.write(_SIZE.pack(len(message)))
    pipe.write(message)
    pipe.flush()


def read(pipe: IO[bytes]) -> bytes | None:
    """The next message; None where the other side has ended."""
    size = pipe.read(_SIZE.size)
    if len(size) < _SIZE.size:
        return None
    (expected,) = _SIZE.unpack(size)
    message = pipe.read(expected)
    return message if len(message) == expected else None
