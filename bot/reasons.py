"""Why a passage was chosen, in a reader's words: the parts of its score."""

from __future__ import annotations

from typing import Final

from retrieval import Explanation, Share

BUTTON: Final = "Why this passage"
_TITLE: Final = "Score {score:.1f}: {parts}"
_PART: Final = "{name} {score:.1f}"
_IN_HEADLINE: Final = "{name} (in the headline)"
_OTHER: Final = "{name} = {words}"
_BESIDE_WORDS: Final = {
    "article": "the whole article",
    "together": "words close together",
    "names": "names",
    "cue": "has what is asked for",
    "day": "its day",
}
_LEAST: Final = 0.05


def reasons(explanation: Explanation) -> str:
    """What made up a passage's score: the words first, then the rest, each the largest first."""
    words = [(each.score, _word(each)) for each in explanation.words]
    rest = [(getattr(explanation, part), name) for part, name in _BESIDE_WORDS.items()]
    ranked = [*sorted(words, reverse=True), *sorted(rest, reverse=True)]
    parts = [_PART.format(name=name, score=score) for score, name in ranked if score >= _LEAST]
    return _TITLE.format(score=explanation.score, parts=" · ".join(parts))


def _word(share: Share) -> str:
    """A word of the question, with the passage's own where that is another."""
    if not share.found:
        return _IN_HEADLINE.format(name=share.word)
    others = [each for each in share.found if each.casefold() != share.word.casefold()]
    return _OTHER.format(name=share.word, words=", ".join(others)) if others else share.word
