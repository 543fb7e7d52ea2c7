"""The years that a question asks about, met with the years and ranges of years in a passage."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from retrieval.days.asked import Asked
from retrieval.languages.english.years import RANGES, YEAR
from retrieval.query.query import Query

MET: Final = 3.0
"""What it counts that a passage's years are those asked about, in idf of the rarest word."""
LONGEST: Final = 60
"""Years from the first to the last of a range; what looks longer is none, but a month, a score."""
Range = tuple[int, int]


class Years:
    """What a text gains for speaking of the years that the question `query` asks about."""

    def __init__(self, query: Query, asked: Asked | None) -> None:
        exact = asked and asked.first and asked.last and (asked.last - asked.first).days < 300
        self.asked = [] if exact else list(_ranges(query.text))
        self._gain = MET * query.rarest

    def gain(self, text: str) -> float:
        """What the text gains."""
        if not self.asked:
            return 0.0
        held = list(_ranges(text))
        return self._gain * max(
            (_met(one, other) for one in self.asked for other in held), default=0.0
        )


def _met(asked: Range, held: Range) -> float:
    """1 where the years held hold those asked about, and are few; less, the more there are
    besides; the share of those asked about that are held otherwise."""
    common = min(asked[1], held[1]) - max(asked[0], held[0]) + 1
    if common <= 0:
        return 0.0
    return common / (asked[1] - asked[0] + 1)


def _ranges(text: str) -> Iterator[Range]:
    """The ranges of years in the text, in order, single years among them."""
    end = 0
    for match in YEAR.finditer(text):
        if match.start() < end:
            continue
        ranged = RANGES.match(text, match.start())
        first = int(match[0])
        last = _last(first, ranged[2]) if ranged else first
        end = ranged.end() if ranged else match.end()
        yield (first, last) if first <= last <= first + LONGEST else (first, first)


def _last(first: int, written: str) -> int:
    """The year that "17" means in "2015-17", and "06" in "1999-06"."""
    if len(written) > 2:
        return int(written)
    return first + (int(written) - first) % 100
