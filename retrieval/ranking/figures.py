"""The numbers in a text that count what a question counts: none denied, none of another side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from retrieval.analysis.analysers import asked_tokens
from retrieval.analysis.terms import term, terms
from retrieval.languages.cues import asking, giving
from retrieval.languages.english.kinds.figures import (
    AGE,
    CURRENCY,
    JOINED,
    MEASURE,
    NO_COUNT,
    ORDINAL_OR_YEAR,
    PART_OF_A_NAME,
)
from retrieval.languages.english.speaking.counted import DEATHS
from retrieval.query.query import Query
from retrieval.ranking.candidate import Candidate, Word
from retrieval.speakers.denials import denied_at
from retrieval.speakers.sides import asked_side, side_of_figure

BESIDE: Final = 4
"""Words around a number among which what it counts must stand."""
_AROUND: Final = 40
"""Characters beside a number that may say that it counts nothing."""
DEATHS_TERMS: Final = frozenset(terms(" ".join(sorted(DEATHS))))
_REPORTING: Final = frozenset(terms("say tell report claim according count figure number"))
"""Terms that ask who says so, not what is counted."""


class Counted:
    """What the "how many" or "how much" of `query` counts: the first two terms after it that are no
    names, with their idf, and of which `side` they are, None where it does not say."""

    def __init__(self, query: Query) -> None:
        asks = asking(query.language).counts.search(query.text)
        after = (
            (token.term for token in asked_tokens(query.text[asks.end() :], query.language))
            if asks
            else ()
        )
        idf, none = query.idf, query.names | _REPORTING
        found = list(dict.fromkeys(each for each in after if each in idf and each not in none))
        self.idf: Mapping[str, float] = {each: idf[each] for each in found[:2]}
        self.side = asked_side(query.text)
        self._deaths = not DEATHS_TERMS.isdisjoint(self.idf)
        self._whole = sum(self.idf.values())
        self._things = bool(asks and not asks.group().casefold().endswith("much"))

    def figures(self, candidate: Candidate) -> Iterator[tuple[float, Word]]:
        """The numbers beside what is counted that stand, and how much of that, 0 to 1: none that
        is denied, or of another side."""
        for share, index, theirs in self._sided(candidate):
            word = candidate.words[index]
            if theirs in (None, self.side) and not denied_at(candidate.denials, word.start):
                yield share, word

    def is_of_side(self, candidate: Candidate) -> bool:
        """Whether a number that stands is surely of the side."""
        return any(
            theirs == self.side and not denied_at(candidate.denials, candidate.words[at].start)
            for _, at, theirs in self._sided(candidate)
        )

    def _sided(self, candidate: Candidate) -> Iterator[tuple[float, int, str | None]]:
        """The numbers beside what is counted, each with the side of those that it counts, if a
        side is asked for: it says so itself, or the one before it does."""
        opening = candidate.text.find(")") if candidate.text.startswith("(") else -1
        written: list[str] = []
        if self.side:
            written = [word.written for word in candidate.words if word.start > opening]
        first = len(candidate.words) - len(written)
        last: str | None = None
        for share, index in self.numbers(candidate):
            if self.side:
                last = side_of_figure(written, index - first) or last
            yield share, index, last

    def numbers(self, candidate: Candidate) -> Iterator[tuple[float, int]]:
        """The numbers beside what is counted, by their place among the words, and how much of that,
        0 to 1; none that count nothing: parts of names and dates, years, times, ages, measures of
        anything else."""
        words = candidate.words if self.idf else ()
        gives = giving(candidate.language)
        for index, word in enumerate(words):
            if not gives.is_number.fullmatch(word.written):
                continue
            near = words[max(0, index - BESIDE) : index + BESIDE + 1]
            owners = {other.question_term for other in near if other is not word}
            if self._deaths and any(other.written.lower() in DEATHS for other in near):
                owners |= DEATHS_TERMS
            share = sum(idf for each, idf in self.idf.items() if each in owners)
            beside = [each.written for each in words[max(0, index - 1) : index + 2]]
            dated = any(map(gives.month.fullmatch, beside))
            if share and not dated and self._counts(candidate.text, word):
                yield share / self._whole, index

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
