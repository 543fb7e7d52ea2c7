"""Whether a text turns down what the question asks for, rather than saying it."""

from __future__ import annotations

from typing import Final

from retrieval.languages.english.speaking.denials import ASKS_OF_DENIALS
from retrieval.query.query import Query
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.cues import Cues
from retrieval.speakers.denials import denied_at

MOST: Final = 0.5
"""Of the idf of the question's words in a text, what stands in denials of a text that is one."""


class Denied:
    """Which texts turn down what the question `query` asks for."""

    def __init__(self, query: Query, cues: Cues) -> None:
        self.query, self.cues = query, cues
        self.asked = bool(ASKS_OF_DENIALS.search(query.text))

    def is_none(self, candidate: Candidate) -> bool:
        """Whether the text is no answer: all its figures for what is counted are denied, or of
        another side; of another question, it is denied, and the question asks for nothing such."""
        if self.cues.counts:
            if any(self.cues.counted.numbers(candidate)):
                return self.cues.figure(candidate) is None
            return _is_denied(candidate)
        return not self.asked and _is_denied(candidate)

    def is_denied(self, candidate: Candidate) -> bool:
        """Whether what the text says of the question is denied in it."""
        if self.cues.counts:
            given = [candidate.words[at] for _, at in self.cues.counted.numbers(candidate)]
            if given:
                return all(denied_at(candidate.denials, word.start) for word in given)
        return _is_denied(candidate)


def _is_denied(candidate: Candidate) -> bool:
    """Whether most of the question's words in the text stand in denials."""
    denials = candidate.turned_down
    if not denials:
        return False
    idf = candidate.query.idf
    inside: dict[str, float] = {}
    outside: dict[str, float] = {}
    for word in candidate.words:
        if word.question_term in idf:
            where = inside if denied_at(denials, word.start) else outside
            where[word.question_term] = idf[word.question_term]
    held = sum((outside | inside).values())
    return held > 0 and sum(inside.values()) > MOST * held
