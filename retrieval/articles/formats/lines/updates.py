"""A text that was written as it happened: the time on a line above an update heads it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from retrieval.articles.formats.lines.blocks import Stretch

_CLOCK: Final = re.compile(
    r"\[?\(?\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?:\s*(?:[ap]\.?m\.?|uhr|h))?(?:\s+[A-Z]{2,5})?\)?\]?:?",
    re.I,
)


def parted(text: str, found: Sequence[Stretch]) -> list[Stretch]:
    """The stretches; where several begin with a line that is a time, that line is one apart."""
    timed = [
        each.lines > 1 and bool(_CLOCK.fullmatch(_first(text, each).strip())) for each in found
    ]
    if sum(timed) < 2:
        return list(found)
    kept: list[Stretch] = []
    for each, is_timed in zip(found, timed, strict=True):
        if not is_timed:
            kept.append(each)
            continue
        line = _first(text, each)
        start = each.start + len(line) + 1
        start += len(text[start : each.end]) - len(text[start : each.end].lstrip())
        kept.append(Stretch(each.start, each.start + len(line.rstrip()), 1, each.gap))
        kept.append(Stretch(start, each.end, each.lines - 1, 1))
    return kept


def _first(text: str, stretch: Stretch) -> str:
    return text[stretch.start : stretch.end].partition("\n")[0]
