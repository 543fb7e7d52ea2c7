"""What a passage loses for standing deep in its article, and for hardly saying anything."""

from __future__ import annotations

from typing import Final

from retrieval.model import Passage
from retrieval.query.query import Query

PLACE: Final = 0.35
"""What a passage deep in a dated article loses against its beginning, in idf of the rarest word."""
FADES: Final = 500
"""Characters into the article where half of that is lost."""
FEW: Final = 10
"""Words below which a passage is a heading, a name, a mere exclamation."""
EMPTY: Final = 0.9
"""What such a passage loses, in idf of the rarest word."""


def standing(query: Query, passage: Passage, *, dated: bool) -> float:
    """What a passage loses, as a figure below nothing, or nothing. News say first what matters;
    an article that is not `dated` may be no news."""
    deep = passage.start / (passage.start + FADES) if dated else 0.0
    short = len(passage.text.split(maxsplit=FEW)) < FEW
    return -(PLACE * deep + EMPTY * short) * query.rarest
