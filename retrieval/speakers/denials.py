"""Which words of a sentence are denied, or negated: "it is not true that 90 ..."; pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from retrieval.languages.english.speaking.denials import (
    AFFIRMED,
    AFTER,
    ASIDE,
    BEFORE,
    ENDS,
    ENDS_NEGATED,
    HINT,
    NEGATED,
    SILENT,
    SUBJECT,
    SUBORDINATE,
    TURNED,
)

LONGEST: Final = 2_000
"""Characters of a text that are looked at; no sentence is longer."""


class Denial(NamedTuple):
    """Words that do not hold, from `start` to `end`; `denied`: somebody turns down what others say,
    and it is no plain negation."""

    start: int
    end: int
    denied: bool


def may_deny(text: str) -> bool:
    """Whether a sentence of the text may deny or negate something, as a look tells."""
    return HINT.search(text.casefold()) is not None


def may_turn_down(text: str) -> bool:
    """Whether what somebody turns down may stand in a sentence of the text, as a look tells."""
    return TURNED.search(text.casefold()) is not None


def denials(sentence: str) -> tuple[Denial, ...]:
    """What is denied or negated in the sentence, in the order of the text. Never raises."""
    sentence = sentence[:LONGEST]
    if not may_deny(sentence):
        return ()
    affirmed = [each.span() for each in AFFIRMED.finditer(sentence)]
    found = (each for each in _found(sentence) if not _is_affirmed(each, affirmed))
    return tuple(sorted(found))


def denied_at(found: Sequence[Denial], at: int, *, only_denied: bool = False) -> bool:
    """Whether the word at `at` does not hold."""
    return any(each.start <= at < each.end for each in found if each.denied or not only_denied)


def _is_affirmed(denial: Denial, affirmed: Sequence[tuple[int, int]]) -> bool:
    return any(start <= denial.start < end for start, end in affirmed)


def _found(sentence: str) -> Iterator[Denial]:
    silent = [each.span() for each in SILENT.finditer(sentence)]
    for form in AFTER:
        for match in form.finditer(sentence):
            aside = ASIDE.match(sentence, match.end())
            end = ENDS.search(sentence, aside.end() if aside else match.end())
            yield Denial(match.start(), end.start() if end else len(sentence), True)
    for form in BEFORE:
        for match in form.finditer(sentence):
            yield Denial(*match.span(), True)
    for match in NEGATED.finditer(sentence):
        if not any(start <= match.start() < end for start, end in silent):
            yield Denial(match.start(), _end(sentence, match.start(), match.end()), False)
    for match in SUBJECT.finditer(sentence):
        yield Denial(*match.span("subject"), False)


def _end(sentence: str, start: int, at: int) -> int:
    """Where the clause ends that a negation from `start` to `at` is in."""
    match = ENDS_NEGATED.search(sentence, at)
    end = match.start() if match else len(sentence)
    comma = sentence.find(",", at, end)
    return comma if comma >= 0 and SUBORDINATE.search(sentence[:start]) else end
