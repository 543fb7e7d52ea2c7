"""What a reader says beside questions: thanks, greetings, "source?"; by tables, without a model."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, Literal

from bot.locales.small_talk import CLAIM_CHECK, CLAIM_CORE, FILLERS, PHRASES, WORDS

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
    known = all(word in CLAIM_CHECK for word in words)
    return not text.strip(" ?!.…") or (
        bool(words) and known and any(word in CLAIM_CORE for word in words)
    )


def _kind(words: list[str]) -> Talk | None:
    for phrase in _readings(words):
        for kind in _KINDS:
            if phrase in PHRASES[kind]:
                return kind
    for kind in _KINDS:
        core, beside = WORDS.get(kind, (frozenset(), frozenset()))
        if core.intersection(words) and all(each in core | beside | FILLERS for each in words):
            return kind
    return None


def _readings(words: list[str]) -> list[str]:
    """The words as a phrase: all of them, those without what may stand around, the long drawn."""
    inner = list(words)
    while len(inner) > 1 and inner[-1] in FILLERS:
        inner.pop()
    while len(inner) > 1 and inner[0] in FILLERS:
        inner.pop(0)
    phrases = [" ".join(words), " ".join(inner)]
    short = [re.sub(r"(.)\1{2,}", r"\1", phrase) for phrase in phrases]
    return [*phrases, *short, " ".join(re.sub(r"(.)\1+$", r"\1", word) for word in inner)]


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
