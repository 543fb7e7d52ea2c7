"""Files that are packed with gzip, bzip2 or zstandard, told by their first bytes."""

from __future__ import annotations

import bz2
import gzip
import struct
import sys
import zlib
from io import BufferedReader, RawIOBase
from lzma import LZMAError
from typing import Any, BinaryIO, Final, cast
from zipfile import BadZipFile

LONGEST_SIGN: Final = 4
"""First bytes that tell."""
_ZSTANDARD: Final = b"\x28\xb5\x2f\xfd"
_SKIPPED: Final = b"\x2a\x4d\x18"  # after its first byte, what files in parts may begin with
_NAMES: Final = ((b"\x1f\x8b", "gzip"), (b"BZh", "bzip2"), (_ZSTANDARD, "zstandard"))
BROKEN: Final = (OSError, EOFError, zlib.error)
"""What is raised where a packed file is broken or cut off; such an OSError has no number."""
BROKEN_FOLDER: Final = (
    *BROKEN,
    BadZipFile,
    KeyError,
    LZMAError,
    NotImplementedError,
    RuntimeError,
    struct.error,
)
"""The same of a packed folder that is in memory, and of one that nothing here unpacks."""


def how(head: bytes) -> str | None:
    """With what the file with these first bytes is packed; None where it is not."""
    if head[1:4] == _SKIPPED and head[:1] in b"PQRSTUVWXYZ[\\]^_":
        return "zstandard"
    return next((name for sign, name in _NAMES if head.startswith(sign)), None)


def unpacked(file: BinaryIO, head: bytes) -> BinaryIO:
    """The file with these first bytes, unpacked where it is packed, whatever its name says. To read
    it raises one of BROKEN."""
    packed = how(head)
    if packed == "gzip":
        return cast("BinaryIO", gzip.GzipFile(fileobj=file))
    if packed == "bzip2":
        return cast("BinaryIO", bz2.BZ2File(file))
    return cast("BinaryIO", BufferedReader(_Zstandard(file), 2**17)) if packed else file


def first_bytes(head: bytes, most: int) -> bytes | None:
    """The first `most` bytes of what is packed, as far as `head` goes, nothing where it is broken;
    None for what is not packed."""
    packed = how(head)
    if packed is None:
        return None
    try:
        if packed == "gzip":
            return zlib.decompressobj(31).decompress(head, most)
        if packed == "bzip2":
            return bz2.BZ2Decompressor().decompress(head, most)
        return of_zstandard(head, most)
    except (ValueError, *BROKEN):
        return b""


def of_zstandard(raw: bytes, most: int) -> bytes:
    """At most so many bytes of what is packed with it. Raises one of BROKEN."""
    library = zstandard()
    try:
        return bytes(library.ZstdDecompressor().decompress(raw, most))
    except library.ZstdError as error:
        raise OSError(str(error)) from error


class _Zstandard(RawIOBase):
    """The file, unpacked; an OSError where it is broken."""

    def __init__(self, file: BinaryIO) -> None:
        library = zstandard()
        self._file, self._error = library.ZstdFile(file), library.ZstdError

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        try:
            return int(self._file.readinto(buffer))
        except self._error as error:
            raise OSError(str(error)) from error


def prepare() -> None:
    """Loads what a confined process cannot: Python's own library needs the system's."""
    if sys.version_info >= (3, 14):
        zstandard()


def zstandard() -> Any:
    """Python's own library from 3.14 on, before that the same as a package."""
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    return zstd
