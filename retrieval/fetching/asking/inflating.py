"""Packed bodies, unpacked as they come and no further than they may grow."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import Final

ACCEPTED: Final = "gzip, deflate"
_STEP: Final = 2**18
_GZIP_OR_ZLIB: Final = 32 + zlib.MAX_WBITS


def inflated(chunks: Iterable[bytes], coding: str) -> Iterator[bytes]:
    """The bytes of a body with this Content-Encoding, in pieces of at most 256 KB.

    Raises ValueError where it is broken, or packed in another way than was asked for.
    """
    names = [each.strip().lower() for each in coding.split(",") if each.strip()]
    names = [each for each in names if each != "identity"]
    if not names:
        yield from chunks
        return
    if len(names) > 1 or names[0] not in ("gzip", "x-gzip", "deflate"):
        raise ValueError("packed in a way that was not asked for")
    machine = None
    for chunk in chunks:
        if machine is None:
            machine = zlib.decompressobj(_GZIP_OR_ZLIB if _has_head(chunk) else -zlib.MAX_WBITS)
        rest = chunk
        while rest:
            try:
                piece = machine.decompress(rest, _STEP)
            except zlib.error:
                raise ValueError("broken where it is packed") from None
            rest = machine.unconsumed_tail
            yield piece
            if machine.eof:
                return


def _has_head(chunk: bytes) -> bool:
    """Whether it is gzip or zlib; some servers send deflate without any head."""
    return chunk[:2] == b"\x1f\x8b" or (chunk[:1] == b"\x78" and len(chunk) > 1)
