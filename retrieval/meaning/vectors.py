"""Vectors as they are kept: rounded to a byte a number, and to a bit; pure.

All that decides an order is worked out in whole numbers, so that it is the same everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from retrieval.meaning.centre import CENTRE

if TYPE_CHECKING:  # it takes as long to import as a question to answer
    from numpy.typing import NDArray

NUMBERS: Final = 384
"""Of a vector."""
_WORDS: Final = NUMBERS // 64
_BLOCK: Final = 1 << 16
"""Passages whose bits are compared at once, in the processor's own memory."""
_LARGEST: Final = 127


class Kept(NamedTuple):
    """A passage's vectors as they are kept: its own as `bits`; and as bytes, first its own, then,
    where it has several sentences, one for each."""

    bits: bytes
    vectors: bytes


class Likeness(NamedTuple):
    """How alike a passage and a question mean, as cosines: the `passage` as a whole, and each of
    its `sentences`."""

    passage: float
    sentences: tuple[float, ...]

    @property
    def best(self) -> float:
        """The likeness of the sentence that is most alike."""
        return max(self.sentences)


def kept(sentences: NDArray[np.float32]) -> Kept:
    """The vectors of a passage's sentences, and their mean, which is its own, as they are kept."""
    mean = sentences.mean(axis=0, dtype=np.float64)
    mean /= np.sqrt(mean @ mean) or 1.0
    rows = [mean, *sentences] if len(sentences) > 1 else [mean]
    return Kept(bits(mean).tobytes(), np.concatenate([rounded(row) for row in rows]).tobytes())


def rounded(vector: NDArray[np.floating]) -> NDArray[np.int8]:
    """The vector in whole numbers; its length is lost."""
    most = float(np.abs(vector).max()) or 1.0
    whole: NDArray[np.int8] = np.rint(vector * (_LARGEST / most)).astype(np.int8)
    return whole


def bits(vector: NDArray[np.floating]) -> NDArray[np.uint8]:
    """On which side of the CENTRE each of its numbers lies; 48 bytes."""
    return np.packbits(vector > CENTRE)


def columns(packed: NDArray[np.uint8]) -> NDArray[np.uint64]:
    """The bits of many vectors, 48 bytes a row, as six columns, which are compared fastest."""
    return np.ascontiguousarray(packed.view(np.uint64).reshape(-1, _WORDS).T)


def distances(scanned: NDArray[np.uint64], question: NDArray[np.floating]) -> NDArray[np.uint16]:
    """How many bits of each vector in the `columns` are not those of the question's."""
    words = bits(question).view(np.uint64)
    found = np.empty(scanned.shape[1], dtype=np.uint16)
    for start in range(0, scanned.shape[1], _BLOCK):
        block = scanned[:, start : start + _BLOCK]
        unlike = np.bitwise_count(block ^ words[:, None])
        found[start : start + _BLOCK] = unlike.sum(axis=0, dtype=np.uint16)
    return found


def nearest(found: NDArray[np.uint16], most: int) -> NDArray[np.intp]:
    """Where the `most` smallest distances stand, and all that equal the largest of these."""
    upto = np.cumsum(np.bincount(np.minimum(found, NUMBERS + 1), minlength=NUMBERS + 2))
    last = min(int(np.searchsorted(upto, most)), NUMBERS)
    return np.flatnonzero(found <= last)


def likenesses(vectors: Sequence[bytes], question: NDArray[np.floating]) -> list[Likeness]:
    """How alike the question is to each passage, given its `vectors` as they are kept."""
    if not vectors:
        return []
    rows = np.frombuffer(b"".join(vectors), dtype=np.int8).reshape(-1, NUMBERS).astype(np.int32)
    asked = rounded(question).astype(np.int32)
    lengths = np.sqrt((rows * rows).sum(axis=1) * float((asked * asked).sum()))
    cosines = np.divide(rows @ asked, lengths, out=np.zeros(len(rows)), where=lengths > 0).tolist()
    found, at = [], 0
    for each in vectors:
        end = at + len(each) // NUMBERS
        found.append(Likeness(cosines[at], tuple(cosines[at + 1 : end] or cosines[at:end])))
        at = end
    return found
