"""The texts that a question looks at, each read once, and what they gain for what they say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from retrieval.languages.detection import DEFAULT
from retrieval.model import Passage, Span
from retrieval.query.query import Query
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.cues import Cues
from retrieval.ranking.denied import Denied
from retrieval.ranking.gains.kinds import Kinds
from retrieval.ranking.gains.unit import unit

CUE_SHARE: Final = 0.5
"""What a cue counts in a sentence, of what it counts in a passage."""
KIND_SHARE: Final = 0.7
"""What the kind of thing that is asked for counts in a sentence, in the unit of gains."""
SECOND: Final = 0.2
"""Of the best sentence's worth, what the second must reach to be offered too."""


ALIKE: Final = 0.05
"""How much less alike than the best a sentence is that is worth nothing."""


class Candidates:
    """Reads texts for the question `query`, and remembers what it has read.

    `likeness`, by text: how alike each of its sentences is to a question whose words do not tell.
    """

    def __init__(self, query: Query, likeness: Mapping[str, Sequence[float]] | None = None) -> None:
        self.query = query
        self._kind_counts = KIND_SHARE * unit(query)
        self._likeness = likeness or {}
        self.cues = Cues(query)
        self.kinds = Kinds(query)
        self.denied = Denied(query, self.cues)
        self.figure = cache(self.cues.figure)
        self._read: dict[tuple[str, str], Candidate] = {}
        self._ranked: dict[Candidate, list[tuple[float, Span, Candidate]]] = {}

    def read(self, text: str, language: str = DEFAULT) -> Candidate:
        """The text, read in that language."""
        found = self._read.get((text, language))
        if found is None:
            found = self._read[text, language] = Candidate(self.query, text, language)
        return found

    def of(self, passage: Passage) -> Candidate:
        """The passage, read in its language."""
        return self.read(passage.text, passage.language)

    def ranked(self, text: Candidate) -> list[tuple[Span, Candidate]]:
        """The sentences of `text`, by the question's idf that they hold, the cue they answer, and
        the kind of thing they give.

        Equals stand in text order.
        """
        return [(span, sentence) for _, span, sentence in self._rank(text)]

    def best(self, text: Candidate) -> tuple[Span, Span | None]:
        """The sentence of `text` that answers best, and the second where it is close to it."""
        (most, best, _), *others = self._rank(text)
        close = (
            others and 0 < SECOND * most <= others[0][0] and not self.denied.is_none(others[0][2])
        )
        return best, others[0][1] if close else None

    def _rank(self, text: Candidate) -> list[tuple[float, Span, Candidate]]:
        if text not in self._ranked:
            self._ranked[text] = self._new_rank(text)
        return self._ranked[text]

    def _new_rank(self, text: Candidate) -> list[tuple[float, Span, Candidate]]:
        alike = self._likeness.get(text.text, ())
        if len(alike) == len(text.sentences):
            worth = [_standing(each, max(alike)) for each in alike]
        else:
            worth = [self._worth(sentence) for _, sentence in text.sentences]
        if len(worth) == 1:
            return [(worth[0], *text.sentences[0])]
        weighed = [(of, *each) for of, each in zip(worth, text.sentences, strict=True)]
        return sorted(weighed, key=lambda each: (self.denied.is_none(each[2]), -each[0]))

    def _worth(self, sentence: Candidate) -> float:
        cue, kind = self.cues.gain(sentence), self.kinds.given(sentence)
        return sentence.held + CUE_SHARE * cue + self._kind_counts * kind


def _standing(alike: float, best: float) -> float:
    """What a sentence is worth, 1 to 0, by how alike it is to the question."""
    return max(0.0, 1 - (best - alike) / ALIKE)
