"""How a term, and what it counts, is written down for a cluster to rank by.

A passage's terms are `rank_features`, whose `saturation` is BM25's share: S / (S + k1), with
S = tf / (1 - b + b dl / avgdl). Lucene keeps 9 significant bits of S, the rest is cut off
(FeatureField); what is exact lies beside it, in one packed doc value.
"""

from __future__ import annotations

from base64 import b64encode, urlsafe_b64decode
from collections.abc import Iterable, Sequence
from hashlib import sha256
from struct import Struct
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from retrieval.index.postings import UNIT

if TYPE_CHECKING:
    from numpy.typing import NDArray

LOST: Final = (1 + 2**-8) * (1 + 1e-5)
"""So many times what a cluster says of a score it is at most: bits that are cut, digits that are
not written."""
PACKED: Final = 32_000
"""Bytes that a doc value may have here; Lucene takes 32,766."""
MOST_UNITS: Final = 120
"""Up to here a frequency in units can be told from a feature; above, it is written beside it."""
_HEAD: Final = Struct("<QQIIIHHH")
"""Number, article, ordinal, published, length; how many days, bytes of units and of the article's
id, which follow."""
_DAYS: Final = Struct("<II")
_WORD: Final = 3
"""Bytes that base64 writes down together."""
_LONGEST: Final = 400
"""Bytes of a term that is written as it is; of a longer one its digest, for a key has 512."""


def key(term: str) -> str:
    """The term as a document's key, which is never empty."""
    raw = term.encode(errors="replace")
    return (term or "·") if len(raw) <= _LONGEST else f"·{sha256(raw).hexdigest()}"


def feature(term: str) -> str:
    """The term as a feature's name: a dot would begin an object there."""
    return key(term).replace("·", "··").replace(".", "·d").replace(" ", "·s")


def saturated(units: float, length: float, average: float, b: float) -> float:
    """The feature of a term with this frequency in units."""
    return units * UNIT / (1 - b + b * length / average)


class Packed(NamedTuple):
    """What is needed of a passage that is found, before its text is read. `units` are " term:n"
    for each of its terms, in UTF-8, with a space at the end; None where they are too many to be
    packed."""

    number: int
    article: int
    ordinal: int
    published: int
    length: int
    days: tuple[tuple[int, int], ...]
    units: bytes | None
    article_id: str


def spaceless(term: str) -> str:
    """The term as it stands among packed units."""
    return term.replace(" ", "·s") if " " in term else term


def units_text(terms: Iterable[str], units: Iterable[int]) -> str:
    """Terms, `spaceless`, and their units, as they are packed."""
    return f" {' '.join([f'{term}:{some}' for term, some in zip(terms, units, strict=True)])} "


class UnitsOf:
    """Looks terms up in the units of `size` passages at once."""

    def __init__(self, found: Iterable[Packed]) -> None:
        each = [some.units or b"" for some in found]
        self.size, self._all = len(each), b"".join(each)
        self._ends = np.cumsum([len(some) for some in each])

    def of(self, term: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The places of those of the passages that have the term, and how often, in units."""
        lead = f" {spaceless(term)}:".encode(errors="replace")
        pieces = self._all.split(lead)
        if len(pieces) == 1:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        begins = np.cumsum([len(each) for each in pieces[:-1]])
        begins += len(lead) * np.arange(len(begins))
        units = np.array([int(each[: each.index(b" ")]) for each in pieces[1:]])
        return np.searchsorted(self._ends, begins, side="right"), units


def packed(
    number: int,
    article: int,
    ordinal: int,
    published: int,
    length: int,
    days: Sequence[tuple[int, int]],
    units: str,
    article_id: str,
) -> tuple[str, bool]:
    """The doc value in base64, and whether the units have no place in it. It is binary, for a
    cluster looks a keyword's up in pressed blocks of 64, and takes no padding in base64, so that
    many are told from their bytes at once."""
    spoken = b"".join([_DAYS.pack(first, last) for first, last in days])
    counted, name = units.encode(errors="replace"), article_id.encode(errors="replace")
    apart = _HEAD.size + len(spoken) + len(counted) + len(name) > PACKED
    counted = b"" if apart else counted
    head = _HEAD.pack(
        number, article, ordinal, published, length, len(days), len(counted), len(name)
    )
    whole = b"".join((head, spoken, counted, name))
    return b64encode(whole + bytes(-len(whole) % _WORD)).decode(), apart


def unpacked(texts: Sequence[str]) -> list[Packed]:
    """What `packed` made these doc values of: a cluster writes them as in a URL."""
    everything = urlsafe_b64decode("".join(texts))
    found, begin = [], 0
    for text in texts:
        number, article, ordinal, published, length, spoken, much, name = _HEAD.unpack_from(
            everything, begin
        )
        at = begin + _HEAD.size
        days: tuple[Any, ...] = ()
        if spoken:
            days = tuple(_DAYS.iter_unpack(everything[at : at + spoken * _DAYS.size]))
            at += spoken * _DAYS.size
        units, article_id = everything[at : at + much], everything[at + much : at + much + name]
        found.append(
            Packed(
                number,
                article,
                ordinal,
                published,
                length,
                days,
                units or None,
                article_id.decode(),
            )
        )
        begin += len(text) * 3 // 4
    return found
