"""How a plain text begins: its headline, kicker, outlet and byline, if it has them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from retrieval.articles.formats.lines.blocks import Line
from retrieval.articles.formats.lines.wrapping import starts
from retrieval.languages.forms.newspaper_words import BYLINE

_MOST_WORDS: Final = 25
_MOST_LETTERS: Final = 200
_MOST_WITH_A_STOP: Final = 12
"""Words of a headline, its letters, and its words if it ends with a stop; more is a paragraph."""
_MOST_LINES: Final = 3
_SHORT: Final = 60
"""Letters of each line of a headline that stands on several."""
_OUTLET_WORDS: Final = 6
_FULL_STOP: Final = re.compile(r"[.!?。][\s\"'’”»)]*$")
_STOP: Final = re.compile(r"[.?!…:;,][\s\"'’”»)]*$")
_NAMES: Final = r"[^\W\d_][\w.'’-]*"
_BYLINE: Final = re.compile(
    rf"(?:{'|'.join(BYLINE.split())}):?\s+{_NAMES}(?:,?\s+(?:(?:and|und|et|y|і|и|&)\s+)?{_NAMES})"
    r"{0,7}",
    re.IGNORECASE,
)


class Opening(NamedTuple):
    """The headline on one line, None where there is none, and how many lines it takes with those
    above it, such as blank ones."""

    headline: str | None
    lines: int


def opening(text: str, lines: Sequence[Line]) -> Opening:
    """How the text with these lines begins."""
    first = next((number for number, line in enumerate(lines) if not line.blank), len(lines))
    run = list[Line]()
    for line in lines[first:]:
        if line.blank:
            break
        run.append(line)
    words = [text[line.start : line.end] for line in run]
    if not words:
        return Opening(None, first)
    above = len(run) < len(lines) - first
    if 1 < len(run) <= _MOST_LINES and above and all(map(_is_part, words)):
        return Opening(" ".join(words), first + len(run))
    if not _is_headline(words[0]) or _goes_on(text, run):
        return Opening(None, first)
    return Opening(words[0], first + 1)


def named(title: str) -> tuple[str | None, str, str | None]:
    """The kicker, headline and outlet in `KICKER | HEADLINE` and `HEADLINE | OUTLET`: of two
    parts the longer is the headline."""
    first, _, last = (part.strip() for part in title.partition(" | "))
    if not first or not last:
        return None, title, None
    if len(first) <= len(last) or len(last.split()) > _OUTLET_WORDS:
        return first, last, None
    return None, first, last


def is_byline(words: str) -> bool:
    """Whether the line says who wrote the article, and nothing else."""
    return bool(_BYLINE.fullmatch(words)) and words.split()[1][:1].isupper()


def _is_part(words: str) -> bool:
    return len(words) <= _SHORT and not _STOP.search(words)


def _is_headline(words: str) -> bool:
    count = len(words.split())
    if count > _MOST_WORDS or len(words) > _MOST_LETTERS:
        return False
    return count <= _MOST_WITH_A_STOP or not _FULL_STOP.search(words)


def _goes_on(text: str, run: Sequence[Line]) -> bool:
    """Whether the first line is that of a paragraph which was wrapped."""
    return len(run) > 1 and not starts(text, run)[1]
