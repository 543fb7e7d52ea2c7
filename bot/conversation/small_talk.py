"""What a reader says beside questions: thanks, greetings, "source?"; by tables, without a model."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final, Literal

from bot.locales.typed.tables import typed

Talk = Literal["thanks", "ok", "greeting", "help", "latest", "since", "source", "summary"]

IDLE: Final[tuple[Talk, ...]] = ("thanks", "ok")
"""What wants no answer."""
_KINDS: Final[tuple[Talk, ...]] = (
    "thanks",
    "greeting",
    "help",
    "since",
    "latest",
    "source",
    "summary",
    "ok",
)
_WORD: Final = re.compile(r"[^\W_]+(?:['’ʼ-][^\W_]+)*")
_MOST: Final = 9  # words


def small_talk(text: str) -> Talk | None:
    """Of which kind the text is; None for what may be a question."""
    words = _words(text)
    if not words:
        return "ok" if _is_emoji(text) else None
    if len(words) > _MOST:
        return None
    return _kind(words) or _several(words)


def asks_after(text: str) -> bool:
    """Whether the text adds nothing to the message that it points at: "is this true?"."""
    words = _words(text)
    return not text.strip(" \u00a0\u202f¿?¡!.…") or any(
        each.claims.says(words) for each in typed().values()
    )


def _kind(words: list[str]) -> Talk | None:
    known, tables = _phrases(), typed().values()
    without = [_inner(words, table.fillers) for table in tables]
    for each in (words, *(inner for inner in without if len(inner) < len(words))):
        for phrase in _readings(each):
            if phrase in known:
                return known[phrase]
    for kind in _KINDS:
        for table in tables:
            if kind in table.words and table.words[kind].says(words):
                return kind
    return None


@cache
def _phrases() -> dict[str, Talk]:
    """The phrases of all languages with their kinds; one that is of two is of the first."""
    return {
        phrase: kind
        for kind in reversed(_KINDS)
        for table in typed().values()
        for phrase in table.phrases[kind]
    }


def _inner(words: list[str], fillers: frozenset[str]) -> list[str]:
    """The words without those at both ends that change nothing, but for one."""
    first, last = 0, len(words)
    while last > 1 and words[last - 1] in fillers:
        last -= 1
    while first < last - 1 and words[first] in fillers:
        first += 1
    return words[first:last]


def _readings(words: list[str]) -> list[str]:
    """The words as a phrase, as they are, and where letters are long drawn."""
    phrase = " ".join(words)
    short = re.sub(r"(.)\1{2,}", r"\1", phrase)
    return [phrase, short, " ".join(re.sub(r"(.)\1+$", r"\1", word) for word in words)]


def _several(words: list[str]) -> Talk | None:
    """The kind of two phrases in a row, as in "ok thanks"; the telling one counts."""
    for at in range(1, len(words)):
        first = _kind(words[:at])
        second = first and (_kind(words[at:]) or _several(words[at:]))
        if first and second:
            return min(first, second, key=_WEIGHT.index)
    return None


_WEIGHT: Final[tuple[Talk, ...]] = (
    "source",
    "summary",
    "since",
    "latest",
    "help",
    "thanks",
    "greeting",
    "ok",
)


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFC", text).lower()
    return [re.sub("['’ʼ]", "", word) for word in _WORD.findall(plain)]


def _is_emoji(text: str) -> bool:
    """Whether nothing but emoji, signs and smileys is to be seen."""
    if re.fullmatch(r"\s*[:;=x]?['-]?[()\[\]<>|/\\*]+\s*", text):
        return True
    return any(unicodedata.category(each) in ("So", "Sk") for each in text)
