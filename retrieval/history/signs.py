"""Where words stand but for their signs: quotation marks, apostrophes, dashes, dots; pure."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from retrieval.history.wording import standing
from retrieval.model import Span

Sign = tuple[str, str]
"""A sign as it is in the words that are checked, and as the article has it; "" for none."""

_ALIKE: Final = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("’‘‚‛ʼ′`´", "'"),
        **dict.fromkeys("–—−‐‑‒―", "-"),
    }
)
_DOTS: Final = "..."
_STOP: Final = "."
_WORD: Final = re.compile(r"[^\W_ʼ]+")
_LOOKED_FOR: Final = 20


def standing_but_for_signs(text: str, body: str) -> tuple[Span, tuple[Sign, ...]] | None:
    """Where `text` stands in `body` if such signs count as alike and a final stop for nothing, and
    the signs that differ, each once."""
    if not all(word in body for word in _longest_words(text)):
        return None
    letters, places = _alike(body)
    wanted = _alike(text)[0]
    for each in dict.fromkeys((wanted, wanted.strip().removesuffix(_STOP))):
        if span := standing(each, letters):
            found = places[span[0]], places[span[1]]
            return found, _differing(text, body[slice(*found)])
    return None


@lru_cache(maxsize=8)
def _longest_words(text: str) -> tuple[str, ...]:
    """What must stand in a body, whatever its signs are: looked for first, for it is quick."""
    words = dict.fromkeys(_WORD.findall(text))
    return tuple(sorted(words, key=len, reverse=True)[:_LOOKED_FOR])


def _alike(text: str) -> tuple[str, list[int]]:
    """The text with one sign of a kind, and for each of its letters, and its end, its place."""
    places = list(range(len(text) + 1))
    if _DOTS in text:
        parts, kept = text.split(_DOTS), list[int]()
        at = 0
        for part in parts:
            kept += range(at, at + len(part) + 1)  # one for the dots behind it
            at += len(part) + len(_DOTS)
        text, places = "…".join(parts), [*kept[:-1], len(text)]
    return text.translate(_ALIKE), places


def _differing(text: str, words: str) -> tuple[Sign, ...]:
    """The signs that differ between two texts whose letters are the same."""
    given, stands = (_signs(each) for each in (text, words))
    while given and stands and len(given) > len(stands) and given[0] != stands[0]:
        given = given[1:]  # a mark around the words
    found = [(one, other) for one, other in zip(given, stands, strict=False) if one != other]
    stop = text.strip().endswith(_STOP) and not words.endswith(_STOP)
    if stop and not text.strip().endswith(_DOTS):
        found.append((_STOP, ""))
    return tuple(dict.fromkeys(found))


def _signs(text: str) -> list[str]:
    """The signs of a kind with others, in their order."""
    found, at = list[str](), 0
    while at < len(text):
        if text.startswith(_DOTS, at):
            found.append(_DOTS)
            at += len(_DOTS)
            continue
        if ord(text[at]) in _ALIKE or text[at] in "\"'-…":
            found.append(text[at])
        at += 1
    return found
