"""The texts that a question looks at, each read once, and what they gain for what they say."""

from __future__ import annotations

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


class Candidates:
    """Reads texts for the question `query`, and remembers what it has read."""

    def __init__(self, query: Query) -> None:
        self.query = query
        self.cues = Cues(query)
        self.kinds = Kinds(query)
        self.denied = Denied(query, self.cues)
        self.read = cache(self._read)
        self.figure = cache(self.cues.figure)
        self._ranked = cache(self._rank)

    def _read(self, text: str, language: str = DEFAULT) -> Candidate:
        return Candidate(self.query, text, language)

    def of(self, passage: Passage) -> Candidate:
        """The passage, read in its language."""
        return self.read(passage.text, passage.language)

    def ranked(self, text: Candidate) -> list[tuple[Span, Candidate]]:
        """The sentences of `text`, by the question's idf that they hold, the cue they answer, and
        the kind of thing they give.

        Equals stand in text order.
        """
        return [(span, sentence) for _, span, sentence in self._ranked(text)]

    def best(self, text: Candidate) -> tuple[Span, Span | None]:
        """The sentence of `text` that answers best, and the second where it is close to it."""
        (most, best, _), *others = self._ranked(text)
        close = (
            others and 0 < SECOND * most <= others[0][0] and not self.denied.is_none(others[0][2])
        )
        return best, others[0][1] if close else None

    def _rank(self, text: Candidate) -> list[tuple[float, Span, Candidate]]:
        weighed = [(self._worth(sentence), span, sentence) for span, sentence in text.sentences]
        return sorted(weighed, key=lambda each: (self.denied.is_none(each[2]), -each[0]))

    def _worth(self, sentence: Candidate) -> float:
        cue, kind = self.cues.gain(sentence), self.kinds.given(sentence)
        return sentence.held + CUE_SHARE * cue + KIND_SHARE * unit(self.query) * kind
