"""What is needed of a passage before its text, written down as one doc value of a cluster; and the
order of its terms, which stands beside its text.

Integers, the least significant byte first: `HEAD`; first and last of each day it speaks of; its
article's id; the code of each of its terms, and how often each stands there, in units.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Sequence
from struct import Struct, pack
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

PACKED: Final = 32_000
"""Bytes that a doc value may have here; Lucene takes 32,766."""
HEAD: Final = np.dtype(
    [
        ("number", "<u8"),
        ("article", "<u8"),
        ("ordinal", "<u4"),
        ("published", "<u4"),
        ("length", "<u4"),
        ("days", "<u2"),
        ("terms", "<u2"),
        ("id", "<u2"),
    ]
)
"""The last three say how many days, terms and bytes of the article's id follow."""
DAYS: Final = Struct("<II")
CODE: Final = np.dtype("<u8")
FEW: Final = np.dtype("<u2")
MANY: Final = np.dtype("<u4")
APART: Final = 2**16 - 1
"""So many terms are said of a passage whose terms and units have no place there: they stand beside
it, units as `MANY`."""
_HEAD: Final = Struct("<QQIIIHHH")
_MOST: Final = 2**16 - 1
_PLACE, _PLACE_MOST = np.dtype("u1"), 2**8 - 1
_WORD: Final = 3
"""Bytes that base64 writes down together."""


def packed(
    number: int,
    article: int,
    ordinal: int,
    published: int,
    length: int,
    days: Sequence[tuple[int, int]],
    codes: Sequence[bytes],
    units: Sequence[int],
    article_id: str,
) -> tuple[str, str | None]:
    """The doc value in base64, and beside it the terms and units that have no place in it. It is
    binary, for a cluster looks a keyword's up in pressed blocks of 64, and takes no padding in
    base64, so that many are told from their bytes at once."""
    spoken = b"".join([DAYS.pack(first, last) for first, last in days])
    name = article_id.encode(errors="replace")
    size = _HEAD.size + len(spoken) + 10 * len(codes) + len(name)
    apart = size > PACKED or max(units, default=0) > _MOST
    some = APART if apart else len(codes)
    head = _HEAD.pack(number, article, ordinal, published, length, len(days), some, len(name))
    parts = [head, spoken, name]
    if not apart:
        parts += [*codes, pack(f"<{len(units)}H", *units)]
    whole = b"".join(parts)
    value = b64encode(whole + bytes(-len(whole) % _WORD)).decode()
    if not apart:
        return value, None
    return value, b64encode(b"".join([*codes, pack(f"<{len(units)}I", *units)])).decode()


def worded(places: NDArray[np.signedinteger]) -> str:
    """The terms of a passage in text order, each as its place among those that are packed."""
    many = places.max(initial=0)
    kind = _PLACE if many <= _PLACE_MOST else FEW if many <= _MOST else MANY
    return b64encode(bytes([kind.itemsize]) + places.astype(kind).tobytes()).decode()


def unworded(text: str) -> NDArray[np.int64]:
    """What `worded` wrote down."""
    raw = b64decode(text)
    kind = next(each for each in (_PLACE, FEW, MANY) if each.itemsize == raw[0])
    return np.frombuffer(raw[1:], dtype=kind).astype(np.int64)
