"""How a term, and what it counts, is written down for a cluster to rank by.

A passage's terms are `rank_features`, whose `saturation` is BM25's share: S / (S + k1), with
S = tf / (1 - b + b dl / avgdl). Lucene keeps 9 significant bits of S, the rest is cut off
(FeatureField); what is exact lies beside it, in one packed doc value.
"""

from __future__ import annotations

from base64 import b64decode, b64encode, urlsafe_b64decode
from collections.abc import Iterable, Sequence
from hashlib import blake2b, sha256
from struct import Struct, pack
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
"""Number, article, ordinal, published, length; how many days, terms, and bytes of the article's id
follow."""
_DAYS: Final = Struct("<II")
_CODE: Final = np.dtype("<u8")
_FEW, _MANY = np.dtype("<u2"), np.dtype("<u4")
_MOST = _APART = 2**16 - 1
_PLACE, _PLACE_MOST = np.dtype("u1"), 2**8 - 1
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
    """What is needed of a passage that is found, before its text is read: among it the `code` of
    each of its terms, eight bytes each, and how often it stands there, in units, two bytes each,
    or four; None where they are too many to be packed."""

    number: int
    article: int
    ordinal: int
    published: int
    length: int
    days: tuple[tuple[int, int], ...]
    terms: bytes | None
    units: bytes | None
    article_id: str


def spaceless(term: str) -> str:
    """The term as it stands in `units_text`."""
    return term.replace(" ", "·s") if " " in term else term


def units_text(terms: Iterable[str], units: Iterable[int]) -> str:
    """Terms, `spaceless`, and their units, as text."""
    return " ".join([f"{term}:{some}" for term, some in zip(terms, units, strict=True)])


def code(term: str) -> bytes:
    """Eight bytes that stand for a term: of a billion terms two have the same with a chance of
    .03."""
    return blake2b(term.encode(errors="replace"), digest_size=8).digest()


class UnitsOf:
    """Looks terms up in the units of `size` passages at once."""

    def __init__(self, found: Sequence[Packed]) -> None:
        terms, units = [each.terms or b"" for each in found], [each.units or b"" for each in found]
        self.size = len(terms)
        self._terms = np.frombuffer(b"".join(terms), dtype=_CODE)
        self._ends = np.cumsum([len(each) for each in terms]) // _CODE.itemsize
        if sum(map(len, units)) == len(self._terms) * _FEW.itemsize:
            self._units = np.frombuffer(b"".join(units), dtype=_FEW).astype(np.int64)
        else:
            each = (_numbers(*both) for both in zip(terms, units, strict=True))
            self._units = np.concatenate([*each])

    def of(self, term: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The places of those of the passages that have the term, and how often, in units."""
        at = np.flatnonzero(self._terms == np.frombuffer(code(term), dtype=_CODE))
        return np.searchsorted(self._ends, at, side="right"), self._units[at]

    def pairs(self) -> list[tuple[int, int]]:
        """The terms' codes with their units, in order."""
        return sorted(zip(self._terms.tolist(), self._units.tolist(), strict=True))


def _numbers(terms: bytes, units: bytes) -> NDArray[np.int64]:
    many = len(units) * _CODE.itemsize > len(terms) * _FEW.itemsize
    return np.frombuffer(units, dtype=_MANY if many else _FEW).astype(np.int64)


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
    spoken = b"".join([_DAYS.pack(first, last) for first, last in days])
    name = article_id.encode(errors="replace")
    size = _HEAD.size + len(spoken) + 10 * len(codes) + len(name)
    apart = size > PACKED or max(units, default=0) > _MOST
    some = _APART if apart else len(codes)
    head = _HEAD.pack(number, article, ordinal, published, length, len(days), some, len(name))
    parts = [head, spoken, name]
    if not apart:
        parts += [*codes, pack(f"<{len(units)}H", *units)]
    whole = b"".join(parts)
    value = b64encode(whole + bytes(-len(whole) % _WORD)).decode()
    if not apart:
        return value, None
    return value, b64encode(b"".join([*codes, pack(f"<{len(units)}I", *units)])).decode()


def unpacked(texts: Sequence[str]) -> list[Packed]:
    """What `packed` made these doc values of: a cluster writes them as in a URL."""
    everything = urlsafe_b64decode("".join(texts))
    found, begin = [], 0
    for text in texts:
        number, article, ordinal, published, length, spoken, some, name = _HEAD.unpack_from(
            everything, begin
        )
        at = begin + _HEAD.size
        days: tuple[Any, ...] = ()
        if spoken:
            days = tuple(_DAYS.iter_unpack(everything[at : at + spoken * _DAYS.size]))
            at += spoken * _DAYS.size
        article_id = everything[at : at + name].decode()
        terms = units = None
        if some != _APART:
            middle, end = at + name + 8 * some, at + name + 10 * some
            terms, units = everything[at + name : middle], everything[middle:end]
        found.append(
            Packed(number, article, ordinal, published, length, days, terms, units, article_id)
        )
        begin += len(text) * 3 // 4
    return found


def beside(passage: Packed, text: str) -> Packed:
    """The passage with what stands beside its doc value."""
    raw = b64decode(text)
    middle = len(raw) // 12 * 8
    return passage._replace(terms=raw[:middle], units=raw[middle:])


def worded(places: NDArray[np.signedinteger]) -> str:
    """The terms of a passage in text order, each as its place among those that are packed."""
    many = places.max(initial=0)
    kind = _PLACE if many <= _PLACE_MOST else _FEW if many <= _MOST else _MANY
    return b64encode(bytes([kind.itemsize]) + places.astype(kind).tobytes()).decode()


def unworded(text: str) -> NDArray[np.int64]:
    """What `worded` wrote down."""
    raw = b64decode(text)
    kind = next(each for each in (_PLACE, _FEW, _MANY) if each.itemsize == raw[0])
    return np.frombuffer(raw[1:], dtype=kind).astype(np.int64)
