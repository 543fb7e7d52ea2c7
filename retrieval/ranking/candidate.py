"""A text as it is read for a question, each thing worked out once: a passage, or a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from retrieval.analysis.analysers import analyser, spans_with
from retrieval.analysis.sentences import sentences
from retrieval.languages.detection import DEFAULT
from retrieval.model import Span
from retrieval.query.query import Query
from retrieval.speakers.denials import Denial, denials, may_deny, may_turn_down


class Word(NamedTuple):
    """A word as written, where it begins, and the question's term it stands for, "" if none."""

    written: str
    start: int
    question_term: str


class Candidate:
    """A text in a language, by its code, that may answer the question `query`."""

    def __init__(self, query: Query, text: str, language: str = DEFAULT) -> None:
        self.query = query
        self.text = text
        self.language = language
        self._own = analyser(language)

    @cached_property
    def terms(self) -> list[str]:
        """Its terms, in text order."""
        return self._own.terms(self.text)

    @cached_property
    def held(self) -> float:
        """The idf of the question's terms that it holds, in any spelling."""
        return self.query.held(self.terms)

    @cached_property
    def places(self) -> list[tuple[int, str]]:
        """Where in it, counted in terms, the question's terms stand, in any spelling."""
        question_term = self.query.question_term
        return [
            (index, question_term[each])
            for index, each in enumerate(self.terms)
            if each in question_term
        ]

    @cached_property
    def asked(self) -> frozenset[str]:
        """The question's terms that it holds."""
        return frozenset([term for _, term in self.places])

    @cached_property
    def words(self) -> list[Word]:
        """Its words, numbers as one."""
        of, text, term = self.query.question_term, self.text, self._own.term
        return [
            Word(written := text[start:end], start, of.get(term(written), ""))
            for start, end in self._own.words(text)
        ]

    def capitals(self) -> Iterator[str]:
        """Its words that begin with a capital letter, as written."""
        text = self.text
        spans = self._own.words(text)
        return (text[start:end] for start, end in spans if text[start].isupper())

    @cached_property
    def denials(self) -> tuple[Denial, ...]:
        """What it denies or negates, in text order."""
        if self.language != DEFAULT or not may_deny(self.text):
            return ()
        return tuple(
            denial._replace(start=denial.start + start, end=denial.end + start)
            for (start, _), sentence in self.sentences
            for denial in denials(sentence.text)
        )

    @cached_property
    def turned_down(self) -> tuple[Denial, ...]:
        """Of these, what somebody turns down."""
        if self.language != DEFAULT or not may_turn_down(self.text):
            return ()
        return tuple(denial for denial in self.denials if denial.denied)

    @cached_property
    def matched(self) -> list[Span]:
        """The words of it that stand for one of the question's."""
        spans: list[Span] = []
        for start, end in spans_with(self._own, self.text, self.query.question_term):
            if spans and start < spans[-1][1]:
                start, _ = spans.pop()
            spans.append((start, end))
        return spans

    @cached_property
    def sentences(self) -> list[tuple[Span, Candidate]]:
        """Its sentences, in text order; a text of none is one."""
        spans = sentences(self.text, self.language) or [(0, len(self.text))]
        return [
            (span, Candidate(self.query, self.text[slice(*span)], self.language)) for span in spans
        ]
