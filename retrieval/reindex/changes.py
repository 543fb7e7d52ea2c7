"""What a changed article's new version changed, sentence by sentence, and since when it is there.

Only changed articles cost anything: both versions are split where their passages differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from sqlite3 import Connection
from typing import Final

from retrieval.analysis.sentences import sentences
from retrieval.analysis.word_diff import shared
from retrieval.inversion.inverted import Inverted
from retrieval.languages.detection import DEFAULT
from retrieval.model import SHOW
from retrieval.store.corrections import (
    OF_AN_ARTICLE,
    Pair,
    Presence,
    drop_changes,
    write_change,
)
from retrieval.stored.articles import marks_of

_LIKE: Final = 0.5  # of the words, for one sentence to be the other's new version
_COMPARED: Final = 30  # sentences; of more that changed at once, no pairs are looked for


def keep_change(
    database: Connection, old: Inverted, new: Inverted, been: Presence, *, number: int, moment: str
) -> None:
    """Keeps what changed in the article, which now has this number, and which passages stayed; of
    one of which the headline alone may be shown, no earlier words."""
    before, after = _texts(old), _texts(new)
    since = {text: been.stayed.get(at, been.moment) for at, text in enumerate(before)}
    stayed = [(at, since[text]) for at, text in enumerate(after) if text in since]
    pairs = list(changes(before, after, new.language))[:OF_AN_ARTICLE]
    if f"{SHOW}headline" in marks_of(new.article):
        drop_changes(database, new.article.id)
        pairs = []
    write_change(database, number, stayed, new.article.id, moment, pairs)


def changes(old: Sequence[str], new: Sequence[str], language: str = DEFAULT) -> Iterator[Pair]:
    """The sentences of passages that changed, each as it was and is; None: it came or went."""
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from _pairs(_sentences(old[i1:i2], language), _sentences(new[j1:j2], language))


def _texts(article: Inverted) -> list[str]:
    return [article.article.body[start:end] for *_, start, end in article.passages]


def _pairs(old: list[str], new: list[str]) -> Iterator[Pair]:
    """Sentences that both have are left out; of the others, those alike make a pair."""
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from _paired(old[i1:i2], new[j1:j2])


def _paired(old: list[str], new: list[str]) -> Iterator[Pair]:
    if len(old) == len(new) == 1:
        yield old[0], new[0]
        return
    if len(old) + len(new) > _COMPARED:
        yield from zip_longest(old, ())
        yield from zip_longest((), new)
        return
    left = list(new)
    for sentence in old:
        alike = max(left, key=lambda each: shared(sentence, each), default=None)
        if alike is not None and shared(sentence, alike) >= _LIKE:
            left.remove(alike)
            yield sentence, alike
        else:
            yield sentence, None
    yield from ((None, each) for each in left)


def _sentences(texts: Sequence[str], language: str) -> list[str]:
    return [
        text[slice(*span)]
        for text in texts
        for span in sentences(text, language) or [(0, len(text))]
    ]
