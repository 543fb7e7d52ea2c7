"""Which lines of a transcript begin a turn of speech."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.analysis.speech.turns import is_transcript, label_at
from retrieval.articles.formats.lines.blocks import Line

_LEAST = 3


def turn_lines(text: str, lines: Sequence[Line]) -> dict[int, bool]:
    """Where lines stand that begin a turn, each with whether it has nothing but who speaks;
    nothing where the text is no transcript."""
    if text.count(":") + text.count("：") < _LEAST:
        return {}
    found = [
        (line, label)
        for line in lines
        if not line.blank and (label := label_at(text, line.start, line.end))
    ]
    if len(found) < _LEAST:
        return {}
    ends = [line.start for line, _ in found[1:]] + [lines[-1].end if lines else 0]
    turns = [
        (label.alike, text[label.colon[1] : end].strip())
        for (_, label), end in zip(found, ends, strict=True)
    ]
    starts = {line.start: label.colon[1] == line.end for line, label in found}
    paragraphs = len(found) + _runs_without(lines, starts)
    return starts if is_transcript(turns, paragraphs) else {}


def _runs_without(lines: Sequence[Line], starts: dict[int, bool]) -> int:
    """How many stretches between blank lines have no line that begins a turn."""
    count, has_turn, is_on = 0, False, False
    for line in lines:
        if line.blank:
            count += is_on and not has_turn
            has_turn = is_on = False
        else:
            is_on, has_turn = True, has_turn or line.start in starts
    return count + (is_on and not has_turn)
