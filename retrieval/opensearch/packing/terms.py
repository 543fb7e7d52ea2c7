"""How a term, and what it counts, is written down for a cluster to rank by.

A passage's terms are `rank_features`, whose `saturation` is BM25's share: S / (S + k1), with
S = tf / (1 - b + b dl / avgdl). Lucene keeps 9 significant bits of S, the rest is cut off
(FeatureField); what is exact lies beside it, in one packed doc value.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b, sha256
from typing import Final

from retrieval.index.postings import UNIT

LOST: Final = (1 + 2**-8) * (1 + 1e-5)
"""So many times what a cluster says of a score it is at most: bits that are cut, digits that are
not written."""
MOST_UNITS: Final = 120
"""Up to here a frequency in units can be told from a feature; above, it is written beside it."""
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
