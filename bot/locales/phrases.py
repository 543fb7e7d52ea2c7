"""Who says a quote's sentence, in a reader's words."""

from __future__ import annotations

from collections.abc import Sequence

from bot.locales.texts import Texts
from bot.telegram.rendering.markup import cut, units
from retrieval import Quote

_PRONOUNS = frozenset(("he", "she", "they", "it"))
_LONGEST = 120  # units


def who_says(texts: Texts, quote: Quote) -> str:
    """Who says a quote's sentence, in a short line; "" where nobody is named by a name."""
    speaker = quote.speaker
    if speaker is None or speaker.text.lower() in _PRONOUNS:
        return ""
    words = " ".join(speaker.text.split())
    if units(words) > _LONGEST:
        words = f"{cut(words, _LONGEST)}…"
    return texts.says.format(speaker=words, verb=speaker.verb)


def no_such_party(texts: Texts, parties: Sequence[str]) -> str:
    """That nobody of the party is known, and which parties are."""
    known = ", ".join(parties)
    return texts.unknown_party.format(parties=known) if parties else texts.no_parties
