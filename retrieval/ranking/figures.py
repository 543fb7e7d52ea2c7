"""The numbers in a text that count what a question counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from retrieval.analysis.terms import term, terms, tokens
from retrieval.languages.english.cues import COUNTS, IS_NUMBER, MONTH_NAME
from retrieval.languages.english.kinds.figures import (
    AGE,
    CURRENCY,
    JOINED,
    MEASURE,
    NO_COUNT,
    ORDINAL_OR_YEAR,
    PART_OF_A_NAME,
)
from retrieval.query.query import Query
from retrieval.ranking.candidate import Candidate, Word

BESIDE: Final = 4
"""Words around a number among which what it counts must stand."""
_AROUND: Final = 40
"""Characters beside a number that may say that it counts nothing."""
_REPORTING: Final = frozenset(terms("say tell report claim according count figure number"))
"""Terms that ask who says so, not what is counted."""


class Counted:
    """What the "how many" or "how much" of `query` counts: the first two terms after it that are no
    names, with their idf."""

    def __init__(self, query: Query) -> None:
        asks = COUNTS.search(query.text)
        after = (token.term for token in tokens(query.text[asks.end() :])) if asks else ()
        idf, none = query.idf, query.names | _REPORTING
        found = list(dict.fromkeys(each for each in after if each in idf and each not in none))
        self.idf: Mapping[str, float] = {each: idf[each] for each in found[:2]}
        self._whole = sum(self.idf.values())
        self._things = bool(asks and not asks.group().casefold().endswith("much"))

    def figures(self, candidate: Candidate) -> Iterator[tuple[float, Word]]:
        """The numbers beside what is counted, and how much of that, 0 to 1; none that count
        nothing: parts of names and dates, years, times, ages, measures of anything else."""
        words = candidate.words if self.idf else ()
        for index, word in enumerate(words):
            if not IS_NUMBER.fullmatch(word.written):
                continue
            near = words[max(0, index - BESIDE) : index + BESIDE + 1]
            owners = {other.question_term for other in near if other is not word}
            share = sum(idf for each, idf in self.idf.items() if each in owners)
            beside = [each.written for each in words[max(0, index - 1) : index + 2]]
            dated = any(map(MONTH_NAME.fullmatch, beside))
            if share and not dated and self._counts(candidate.text, word):
                yield share / self._whole, word

    def _counts(self, text: str, word: Word) -> bool:
        """Whether the number counts things or, for "how much", is an amount."""
        end, digits = word.start + len(word.written), word.written[0].isdigit()
        before = text[max(0, word.start - _AROUND) : word.start]
        if ORDINAL_OR_YEAR.fullmatch(word.written) or PART_OF_A_NAME.search(before):
            return False
        if AGE.match(text, max(0, word.start - 2)) or (digits and JOINED.search(before)):
            return False
        if not self._things:
            return True
        if digits and (NO_COUNT.match(text, end) or CURRENCY.search(before)):
            return False
        measure = MEASURE.match(text, end, end + _AROUND)
        return not measure or term(measure[1]) in self.idf
