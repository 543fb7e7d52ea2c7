"""The years that a question asks about, met with the years and ranges of years in a passage."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from retrieval.days.asked import Asked
from retrieval.languages.english.kinds.years import DECADE, RANGES, YEAR
from retrieval.query.query import Query
from retrieval.ranking.candidate import Candidate

MET: Final = 2.0
"""What it counts, in idf of the rarest word, that a passage's years are those asked about, where it
has all other words of the question; less with fewer."""
LONGEST: Final = 60
"""Years from the first to the last of a range; what looks longer is none, but a month, a score."""
_A_YEAR: Final = 300
"""Days asked about that are fewer than these are looked up as days."""
Range = tuple[int, int]


class Years:
    """What a text gains for speaking of the years that the question `query` asks about."""

    def __init__(self, query: Query, asked: Asked | None) -> None:
        self.query = query
        exact = asked and asked.first and asked.last and (asked.last - asked.first).days < _A_YEAR
        self.asked = [] if exact else list(_ranges(query.text))
        self._others = {
            term: idf
            for term, idf in query.idf.items()
            if term not in query.day_terms and not YEAR.fullmatch(term)
        }

    def gain(self, candidate: Candidate) -> float:
        """What the text gains."""
        if not self.asked or not self._others:
            return 0.0
        held = list(_ranges(candidate.text))
        met = max((_met(one, other) for one in self.asked for other in held), default=0.0)
        return MET * self.query.rarest * met * self._share(candidate) if met else 0.0

    def may_be(self, published: str | None) -> bool:
        """Whether an article of that day may be of the years asked about, if any are."""
        year = int(published[:4]) if published else 0
        return not self.asked or any(first <= year <= last for first, last in self.asked)

    def _share(self, candidate: Candidate) -> float:
        """The share that the text has of the question's other words."""
        held = sum(idf for term, idf in self._others.items() if term in candidate.asked)
        return held / sum(self._others.values())


def _met(asked: Range, held: Range) -> float:
    """The share of the years asked about that are held."""
    common = min(asked[1], held[1]) - max(asked[0], held[0]) + 1
    return max(0, common) / (asked[1] - asked[0] + 1)


def _ranges(text: str) -> Iterator[Range]:
    """The ranges of years in the text, single years and decades among them."""
    end = 0
    for match in YEAR.finditer(text):
        if match.start() < end:
            continue
        ranged = RANGES.match(text, match.start())
        first = int(match[0])
        last = _last(first, ranged[2]) if ranged else first
        end = ranged.end() if ranged else match.end()
        yield (first, last) if first <= last <= first + LONGEST else (first, first)
    for match in DECADE.finditer(text):
        yield int(match[1]), int(match[1]) + 9


def _last(first: int, written: str) -> int:
    """The year that "17" means in "2015-17", and "06" in "1999-06"."""
    if len(written) > 2:
        return int(written)
    return first + (int(written) - first) % 100
