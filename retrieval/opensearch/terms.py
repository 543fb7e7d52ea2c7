"""How a term, and what it counts, is written down for a cluster to rank by.

A passage's terms are `rank_features`, whose `saturation` is BM25's share: S / (S + k1), with
S = tf / (1 - b + b dl / avgdl). Lucene keeps 9 significant bits of S, the rest is cut off
(FeatureField); what is exact lies beside it, in one packed doc value.
"""

from __future__ import annotations

from base64 import b64encode, urlsafe_b64decode
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Final, NamedTuple

from retrieval.index.postings import UNIT

LOST: Final = (1 + 2**-8) * (1 + 1e-5)
"""So many times what a cluster says of a score it is at most: bits that are cut, digits that are
not written."""
PACKED: Final = 32_000
"""Bytes that a doc value may have here; Lucene takes 32,766."""
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


class Packed(NamedTuple):
    """What is needed of a passage that is found, before its text is read. `units` are " term:n"
    for each of its terms, with a space at the end; None where they are too many to be packed."""

    number: int
    article: int
    ordinal: int
    published: int
    length: int
    days: tuple[tuple[int, int], ...]
    units: str | None
    article_id: str

    def units_of(self, term: str) -> int:
        """How often the term stands in it, in units."""
        return next((units for _, units in units_in([self.units or ""], term)), 0)


def spaceless(term: str) -> str:
    """The term as it stands among packed units."""
    return term.replace(" ", "·s") if " " in term else term


def units_in(texts: Iterable[str], term: str) -> Iterator[tuple[int, int]]:
    """The places of those of the texts, as units are packed, that have the term, and how often."""
    lead = f" {spaceless(term)}:"
    for place, text in enumerate(texts):
        if lead in text:
            begin = text.index(lead) + len(lead)
            yield place, int(text[begin : text.index(" ", begin)])


def units_text(terms: Iterable[str], units: Iterable[int]) -> str:
    """Terms, `spaceless`, and their units, as they are packed."""
    return f" {' '.join([f'{term}:{some}' for term, some in zip(terms, units, strict=True)])} "


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
    cluster looks a keyword's up in pressed blocks of 64."""
    spoken = ",".join([f"{first}-{last}" for first, last in days])
    head = f"{number}\t{article}\t{ordinal}\t{published}\t{length}\t{spoken}\t"
    whole = f"{head}{units}\t{article_id}".encode(errors="replace")
    apart = len(whole) > PACKED
    said = f"{head}\t{article_id}".encode(errors="replace") if apart else whole
    return b64encode(said).decode(), apart


def unpacked(text: str) -> Packed:
    """What `packed` made a doc value of: a cluster writes it as in a URL, without padding."""
    columns = urlsafe_b64decode(f"{text}==").decode().split("\t", 7)
    number, article, ordinal, published, length, spoken, units, article_id = columns
    days = tuple(
        (int(first), int(last))
        for first, _, last in (each.partition("-") for each in spoken.split(",") if each)
    )
    return Packed(
        int(number),
        int(article),
        int(ordinal),
        int(published),
        int(length),
        days,
        units or None,
        article_id,
    )
