"""Who says what in a transcript: whose turn of speech a passage is, or belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from retrieval.analysis.speech.turns import Label, turns
from retrieval.model import Passage, Span
from retrieval.speakers.attribution import Speaking


def said_in_turns(passages: Sequence[Passage]) -> Mapping[int, tuple[Speaking, ...]] | None:
    """For the ordinal of each passage that is a turn, or goes on with one, who says it: the colon
    stands for the verb, of what goes on nothing does. Whoever only asks or answers is nobody.
    None for what is no transcript.
    """
    spoken = [at for at, each in enumerate(passages) if each.kind == "paragraph"]
    labels = turns(passages[at].text for at in spoken)
    if labels is None:
        return None
    last = max(number for number, label in enumerate(labels) if label)
    found: dict[int, tuple[Speaking, ...]] = {}
    turn: Span | None = None
    is_on = False
    before: Passage | None = None
    for number, (at, label) in enumerate(zip(spoken, labels, strict=True)):
        passage = passages[at]
        if label:
            turn, is_on = _speaker(passage, label), True
        elif before is None or not _goes_on(before, passage, is_last=number > last):
            turn, is_on = None, False
        if is_on:
            found[at] = (_said(passage, label, turn),) if turn else ()
        before = passage
    return found


def _goes_on(before: Passage, passage: Passage, *, is_last: bool) -> bool:
    """Whether the passage may be of the turn of the one before it: not under another heading, and
    after the last turn only where it is of the same paragraph, or that says who speaks alone."""
    if before.number == passage.number or before.text.rstrip().endswith((":", "：")):
        return True
    return not is_last and before.section == passage.section


def _speaker(passage: Passage, label: Label) -> Span | None:
    if label.name is None:
        return None
    return passage.start + label.speaker[0], passage.start + label.speaker[1]


def _said(passage: Passage, label: Label | None, speaker: Span) -> Speaking:
    start = passage.start
    verb = (start + label.colon[0], start + label.colon[1]) if label else (start, start)
    return *verb, *speaker, verb[1], passage.end, "said"
