"""Who says a quote's sentence, and why a passage was chosen, in a reader's words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.locales.texts import Texts
from bot.text import cut, units
from retrieval import Explanation, Quote, Share

_PART: Final = "{name} {score:.1f}"
_OTHER: Final = "{word} = {words}"
_LEAST: Final = 0.05


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


def reasons(explanation: Explanation, texts: Texts) -> str:
    """What made up a passage's score: the words first, then the rest, each the largest first."""
    words = [(each.score, _word(each, texts)) for each in explanation.words]
    rest = [(getattr(explanation, part), name) for part, name in texts.score_parts.items()]
    ranked = [*sorted(words, reverse=True), *sorted(rest, reverse=True)]
    parts = [_PART.format(name=name, score=score) for score, name in ranked if score >= _LEAST]
    return texts.score.format(score=f"{explanation.score:.1f}", parts=" · ".join(parts))


def _word(share: Share, texts: Texts) -> str:
    """A word of the question, with the passage's own where that is another."""
    if not share.found:
        return texts.in_headline.format(word=share.word)
    others = [each for each in share.found if each.casefold() != share.word.casefold()]
    return _OTHER.format(word=share.word, words=", ".join(others)) if others else share.word
