"""Which passages hold the words that a question has in quotation marks, as such.

Posting lists say which passages have all the words; the best of these by BM25 are read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from retrieval.query.phrases import Phrase, plain
from retrieval.stored.looked import Looked
from retrieval.stored.passages import Passages
from retrieval.stored.scored import Scored

ENOUGH: Final = 60
"""Passages with the phrases, the best by BM25, that are looked for."""
READ: Final = 900
"""Passages with all words of a phrase that are read for it."""
REACHED: Final = 12_000_000
"""Characters that the bodies of their articles have up to them; beyond so many none is read."""
WHOLE: Final = 45
"""Articles that are read whole for phrases that stand elsewhere than in the passage."""
FOLDED: Final = 220_000
"""Characters of passages that are made plain for one question, beyond which none is read; with
articles twice it."""
AS_MUCH: Final = 10
"""Phrases, for each so many of which a letter counts as one more."""
FEW: Final = 3
"""Phrases, for more of which a look takes longer than to read."""
_DIGIT: Final = re.compile(r"\d")
_SIMPLE: Final = re.compile("[\\x00-\\x7f‘’“”–—…]*")


class _Read(NamedTuple):
    """A passage as it was read: which it is, its article's number, and which phrases it has."""

    at: int
    article: int
    held: Sequence[Phrase]


def with_phrases(
    stored: Passages, scored: Scored, wanted: Sequence[Phrase], looked: Looked
) -> Scored:
    """The first ENOUGH of those whose article has all the phrases as such, and the passage one.

    Where not all of their articles are read whole, those of passages with rarer phrases are.
    """
    whole = _Articles(stored, looked, 1 + len(wanted) // AS_MUCH)
    read = list(_read(whole, scored.take(slice(READ)), wanted))
    passages_with = Counter(phrase for each in read for phrase in each.held)
    read.sort(key=lambda each: min(passages_with[phrase] for phrase in each.held))
    read.sort(key=lambda each: len(each.held) < len(wanted))
    holding: list[int] = []
    for each in read:
        elsewhere = [phrase for phrase in wanted if phrase not in each.held]
        if not elsewhere or whole.have(each.article, elsewhere):
            holding.append(each.at)
        if len(holding) == ENOUGH:
            break
    return scored.take(holding)


def _read(whole: _Articles, scored: Scored, wanted: Sequence[Phrase]) -> Iterator[_Read]:
    """The passages that have one of the phrases, until ENOUGH have all."""
    may_hold = _look(wanted)
    reached = enough = 0
    texts = zip(scored.articles.tolist(), whole.stored.texts(scored), strict=True)
    for at, (article, (end, text)) in enumerate(texts):
        reached += end
        if reached > REACHED or whole.looked.letters > FOLDED or enough == ENOUGH:
            break
        if may_hold(text):
            words = whole.plain(text)
            if held := [phrase for phrase in wanted if phrase.plain in words]:
                enough += len(held) == len(wanted)
                yield _Read(at, article, held)


def _look(wanted: Sequence[Phrase]) -> Callable[[str], bool]:
    """Whether a text may hold one of a few phrases without figures, as a look tells where nothing
    of it needs folding but capitals: it takes a quarter of the time of `plain`."""
    if len(wanted) > FEW or any(map(_DIGIT.search, (phrase.plain for phrase in wanted))):
        return lambda _: True
    forms = (r"[\W_]+".join(map(re.escape, phrase.plain.split())) for phrase in wanted)
    found = [re.compile(form) for form in forms]

    def may_hold(text: str) -> bool:
        lower = text.lower()
        return any(each.search(lower) for each in found) or not _SIMPLE.fullmatch(text)

    return may_hold


class _Articles:
    """Whole articles as phrases are looked for in them, each read once, not more than a few."""

    def __init__(self, stored: Passages, looked: Looked, counts: int) -> None:
        self.stored, self.looked, self.counts = stored, looked, counts
        self.read: dict[int, str] = {}

    def have(self, article: int, phrases: Iterable[Phrase]) -> bool:
        """Whether the article has all the phrases; False for one that is not read."""
        if article not in self.read:
            if len(self.read) == WHOLE or self.looked.letters > 2 * FOLDED:
                return False
            self.read[article] = self.plain(self.stored.whole_text(article))
        words = self.read[article]
        return all(phrase.plain in words for phrase in phrases)

    def plain(self, text: str) -> str:
        """See `phrases.plain`; counts the letters."""
        self.looked.letters += self.counts * len(text)
        return plain(text)
