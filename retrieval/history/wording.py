"""Where words stand in a text letter for letter, spaces aside, and cut no word; pure."""

from __future__ import annotations

import re
from typing import Final
from unicodedata import combining

from retrieval.model import Span

_MARKS: Final = "\"'“”„‘’«»›‹ \n\t"
_TELLING: Final = 3
_TRIED: Final = 10_000
"""Places where the letters stand that are looked at; of a letter or two there are as many."""
_IN_WORD_BEFORE: Final = re.compile(r"(?:\w|\d[.,]|\w['’ʼ]|(?<!\w)[^\W\d_]\.)\Z")
_IN_WORD_AFTER: Final = re.compile(r"\w|[.,]\d|['’ʼ]\w")
_OPENS_OR_ENDS_A_WORD: Final = re.compile(r"\w")
_WITHOUT_SPACES: Final = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\U0003ffff]")
"""Letters of scripts that part no words."""


def standing(text: str, body: str) -> Span | None:
    """Where `text` stands in `body`, spaces and quotation marks around it aside."""
    for wanted in dict.fromkeys((text.strip(), text.strip(_MARKS))):
        if wanted and (span := _as_written(wanted, body) or _with_other_spaces(wanted, body)):
            return span
    return None


def _as_written(wanted: str, body: str) -> Span | None:
    at = -1
    for _ in range(_TRIED):
        at = body.find(wanted, at + 1)
        if at < 0:
            break
        span = at, at + len(wanted)
        if not _cuts_a_word(body, span):
            return span
    return None


def _with_other_spaces(wanted: str, body: str) -> Span | None:
    """The same, where other spaces or line ends part the words."""
    words = wanted.split()
    if not all(word in body for word in sorted(words, key=len)[-_TELLING:]):
        return None
    spaced = " ".join(body.split())
    span = _as_written(" ".join(words), spaced)
    if span is None:
        return None
    letters = len(spaced[: span[0]].replace(" ", ""))
    return _of_letters(body, letters, letters + sum(map(len, words)))


def _of_letters(body: str, first: int, last: int) -> Span:
    """Where the letters number `first` to `last` of `body` stand, spaces not counted."""
    seen = start = 0
    for match in re.finditer(r"\S+", body):
        if seen <= first < seen + len(match.group()):
            start = match.start() + first - seen
        seen += len(match.group())
        if seen >= last:
            return start, match.end() - (seen - last)
    raise AssertionError("the letters are those of the body")


def _cuts_a_word(body: str, span: Span) -> bool:
    """Whether the span begins or ends in the midst of a word or number."""
    start, end = span
    first, last = body[start], body[end - 1]
    if _is_of_a_word(first) and (before := _IN_WORD_BEFORE.search(body, max(0, start - 3), start)):
        in_number = before[0][-1] in ".," and before[0][0].isdigit()
        if first.isdigit() or not in_number:
            return True
    after = body[end : end + 2]
    if after and combining(after[0]):
        return True
    if not _is_of_a_word(last):
        return False
    match = _IN_WORD_AFTER.match(after)
    return bool(match) and (last.isdigit() or after[0] not in ".,")


def _is_of_a_word(letter: str) -> bool:
    return bool(_OPENS_OR_ENDS_A_WORD.match(letter)) and not _WITHOUT_SPACES.match(letter)
