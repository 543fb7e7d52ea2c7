"""Words that were parted at the end of a line, to be whole again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from retrieval.languages.detection import language
from retrieval.languages.frequencies import frequency

Cut = tuple[int, int]
"""What is left out of a text: from its first character to the one after it."""
_PARTED: Final = re.compile(
    r"(?<![^\W\d_])([^\W\d_]{2,30})([-‐\u00ad])[ \t]*\n[ \t]*([^\W\d_]{1,30})(?![^\W\d_])"
)
_LINE_END: Final = re.compile(r"[-‐\u00ad][ \t]*\n")
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_SAMPLE: Final = 4_000
"""Letters that tell the text's language."""
_SOFT: Final = "\u00ad"
_NOTE: Final = "words that were parted at the end of a line are whole again, in quotes too"


def hyphenated(text: str) -> tuple[list[Cut], tuple[str, ...]]:
    """What is to be cut so that words are whole, and what is to be said of it.

    A word is made whole where it is known, or stands so elsewhere in the text, with its hyphen or
    without; all else stays as it is.
    """
    if not _LINE_END.search(text):
        return [], ()
    found = [each for each in _PARTED.finditer(text) if each[3][0].islower()]
    if not found:
        return [], ()
    elsewhere = _words(without(text, [each.span() for each in found], " "))
    read = language(text[:_SAMPLE])
    cuts = [cut for each in found if (cut := _cut(each, elsewhere, read))]
    return cuts, (_NOTE,) if cuts else ()


def without(text: str, cuts: Sequence[Cut], instead: str = "") -> str:
    """The text without the cuts, which are in its order."""
    parts, at = list[str](), 0
    for start, end in cuts:
        parts.append(text[at:start])
        at = end
    return instead.join([*parts, text[at:]])


def _cut(parted: re.Match[str], elsewhere: Counter[str], read: str) -> Cut | None:
    first, hyphen, rest = parted.group(1, 2, 3)
    word = f"{first}{rest}".casefold()
    with_hyphen = elsewhere[f"{first}-{rest}".casefold()]
    if hyphen == _SOFT:
        return parted.start(2), parted.start(3)
    if with_hyphen and with_hyphen >= elsewhere[word]:
        return parted.end(2), parted.start(3)
    if elsewhere[word] or frequency(word, read):
        return parted.start(2), parted.start(3)
    return None


def _words(text: str) -> Counter[str]:
    return Counter(each.group().replace("‐", "-").casefold() for each in _WORD.finditer(text))
