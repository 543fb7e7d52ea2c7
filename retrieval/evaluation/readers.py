"""Questions as readers type them, over several coverages, and what an answer shows of the answers.

JSON Lines: `{"coverage", "question", "after", "asked_on", "expect", "evidence"}`; `after` is the
question before it, `expect` "answer" or "refuse", and `evidence` lists strings, one of which a
right answer shows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final, Literal

from retrieval.answers import Answer
from retrieval.evaluation.questions import all_of, day_of, from_lines, text_of

Verdict = Literal["bold", "second", "quoted", "wrong", "refused", "left", "answered"]
"""Of an answerable question: the answer stands in the first quote's sentence; in the second one
that it offers; in another quote, or elsewhere in the first; in none; it was refused. Of one that
the coverage does not answer: it was left unanswered, or answered."""
RIGHT: Final = ("bold", "left")


@dataclass(frozen=True, slots=True)
class ReaderQuestion:
    """A question as typed, perhaps `after` another, on which coverage; `evidence` is empty where
    it is to be refused."""

    coverage: str
    text: str
    after: str
    asked_on: date | None
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reaction:
    """What came for a question: how its answer is judged, and the first sentence it shows."""

    question: ReaderQuestion
    verdict: Verdict
    confidence: float
    sentence: str

    def as_json(self) -> dict[str, Any]:
        """The reaction as plain values."""
        plain = asdict(self)
        plain |= plain.pop("question")
        day = self.question.asked_on
        return plain | {"asked_on": day and day.isoformat()}


@dataclass(frozen=True, slots=True)
class Tally:
    """Of a coverage's questions: how many there are of each verdict."""

    answerable: int
    bold: int
    sentences: int
    quotes: int
    refused: int
    unanswerable: int
    answered: int

    @property
    def shares(self) -> Mapping[str, tuple[int, int]]:
        """Each figure as so many of so many, in the order of a report."""
        return {
            "bold": (self.bold, self.answerable),
            "bold or second": (self.sentences, self.answerable),
            "some quote": (self.quotes, self.answerable),
            "refused": (self.refused, self.answerable),
            "answered, not covered": (self.answered, self.unanswerable),
        }


def read_readers(path: Path) -> tuple[ReaderQuestion, ...]:
    """The questions in the file `path`. Raises QuestionsError."""
    return all_of(path, from_lines(path, _from_record))


def judged(question: ReaderQuestion, answer: Answer) -> Reaction:
    """What the answer is worth. An answer without quotes, whatever stands near, is a refusal."""
    first = answer.quotes[0] if answer.quotes else None
    return Reaction(
        question, _verdict(question, answer), answer.confidence, first.sentence if first else ""
    )


def tally(reactions: Sequence[Reaction]) -> Tally:
    """How many there are of each kind."""
    found = [each.verdict for each in reactions]
    answerable = sum(bool(each.question.evidence) for each in reactions)
    sentences = found.count("bold") + found.count("second")
    return Tally(
        answerable=answerable,
        bold=found.count("bold"),
        sentences=sentences,
        quotes=sentences + found.count("quoted"),
        refused=found.count("refused"),
        unanswerable=len(found) - answerable,
        answered=found.count("answered"),
    )


def _verdict(question: ReaderQuestion, answer: Answer) -> Verdict:
    if not question.evidence:
        return "answered" if answer.answered else "left"
    if not answer.quotes:
        return "refused"
    first = answer.quotes[0]
    if _holds(question, first.sentence):
        return "bold"
    if _holds(question, first.second or ""):
        return "second"
    return "quoted" if any(_holds(question, each.text) for each in answer.quotes) else "wrong"


def _holds(question: ReaderQuestion, text: str) -> bool:
    plain = _plain(text)
    return any(_plain(evidence) in plain for evidence in question.evidence)


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())


def _from_record(record: Mapping[object, object], number: int) -> ReaderQuestion:  # noqa: ARG001
    expect, evidence = record.get("expect"), record.get("evidence") or []
    if expect not in ("answer", "refuse"):
        raise ValueError('expect must be "answer" or "refuse"')
    if not isinstance(evidence, list) or not all(isinstance(each, str) for each in evidence):
        raise ValueError("evidence must be a list of strings")
    if (expect == "answer") != bool(evidence):
        raise ValueError("evidence is what a right answer shows; leave it out of a refusal")
    return ReaderQuestion(
        coverage=text_of(record, "coverage"),
        text=text_of(record, "question"),
        after=text_of(record, "after") if record.get("after") else "",
        asked_on=day_of(record),
        evidence=tuple(evidence),
    )
