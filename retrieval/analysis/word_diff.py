"""Two texts word by word: what both have, what only one of them has; pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

from retrieval.model import Span

_SLACK: Final = 4
_WORD: Final = re.compile(r"\w+(?:[-'’.,]\w+)*|[^\w\s]")

Tokens = Sequence[Span]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a word diff, of one `side`: `both`, only the `text` checked, or the
    `article`."""

    side: Literal["both", "text", "article"]
    words: str


def diff(text: str, words: str) -> tuple[tuple[Part, ...], Span]:
    """The word diff from `text` to the stretch of `words` most like it, and that stretch."""
    ours = _tokens(text)
    theirs = _around(ours, text, _tokens(words), words)
    codes = _trimmed(_codes(_words(text, ours), _words(words, theirs)))
    parts = []
    for tag, i1, i2, j1, j2 in codes:
        if tag == "equal":
            parts.append(Part("both", _slice(words, theirs, j1, j2)))
            continue
        if i1 < i2:
            parts.append(Part("text", _slice(text, ours, i1, i2)))
        if j1 < j2:
            parts.append(Part("article", _slice(words, theirs, j1, j2)))
    kept = [(j1, j2) for *_, j1, j2 in codes if j1 < j2]
    if not kept:
        return tuple(parts), (0, 0)
    start, end = theirs[kept[0][0]][0], theirs[kept[-1][1] - 1][1]
    return tuple(parts), (start, end)


def likeness(parts: Sequence[Part]) -> float:
    """The share of the words of a diff that is common to both texts."""
    counts = dict.fromkeys(("both", "text", "article"), 0)
    for part in parts:
        counts[part.side] += len(_tokens(part.words))
    return counts["both"] / max(1, counts["both"] + max(counts["text"], counts["article"]))


def counted(text: str) -> Counter[str]:
    """How often the text has each of its words."""
    return Counter(_WORD.findall(text))


def likeness_at_most(text: Counter[str], words: Counter[str]) -> float:
    """What the `likeness` of the diff from one text to another, counted, cannot exceed."""
    return (text & words).total() / max(1, text.total())


def shared(text: str, words: str) -> float:
    """The share of the shorter text's words, in whatever order, that the other has."""
    return shared_of(counted(text), counted(words))


def shared_of(one: Counter[str], other: Counter[str]) -> float:
    """The same, of texts that are counted."""
    return (one & other).total() / max(1, min(one.total(), other.total()))


def _around(ours: Tokens, text: str, theirs: Tokens, words: str) -> Tokens:
    """The tokens near the longest run that both have: a lone word far away is no part of it."""
    match = _matcher(_words(text, ours), _words(words, theirs)).find_longest_match()
    if not match.size:
        return theirs[:0]
    slack = _SLACK + len(ours) // 4
    start = max(0, match.b - match.a - slack)
    return theirs[start : match.b + len(ours) - match.a + slack]


def _trimmed(codes: list[tuple[str, int, int, int, int]]) -> list[tuple[str, int, int, int, int]]:
    """Without the article's words before and after what the text is about."""
    while codes and codes[0][0] == "insert":
        del codes[0]
    while codes and codes[-1][0] == "insert":
        del codes[-1]
    if codes and codes[0][0] == "replace":
        tag, i1, i2, j1, j2 = codes[0]
        codes[0] = (tag, i1, i2, max(j1, j2 - (i2 - i1)), j2)
    if len(codes) > 1 and codes[-1][0] == "replace":
        tag, i1, i2, j1, j2 = codes[-1]
        codes[-1] = (tag, i1, i2, j1, min(j2, j1 + (i2 - i1)))
    return codes


def _codes(ours: Sequence[str], theirs: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    return list(_matcher(ours, theirs).get_opcodes())


def _matcher(ours: Sequence[str], theirs: Sequence[str]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, ours, theirs, autojunk=False)


def _tokens(text: str) -> list[Span]:
    return [match.span() for match in _WORD.finditer(text)]


def _words(text: str, tokens: Tokens) -> list[str]:
    return [text[slice(*span)] for span in tokens]


def _slice(text: str, tokens: Tokens, first: int, last: int) -> str:
    """The tokens' characters, with the space that follows them where more tokens do."""
    end = tokens[last][0] if last < len(tokens) else tokens[last - 1][1]
    return text[tokens[first][0] : end]
