"""Which passages hold the words that a question has in quotation marks, as such.

Posting lists say which passages have all the words; the best of these by BM25 are read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from sqlite3 import Connection
from typing import Final

import numpy as np

from retrieval.index.bm25 import Scored, weigh
from retrieval.index.posting_lists import PostingLists, Term
from retrieval.index.postings import Positions
from retrieval.index.statistics import articles_at
from retrieval.query.phrases import Phrase, plain
from retrieval.store.articles import headline_and_body, texts

ENOUGH: Final = 60
"""Passages with the phrases, the best by BM25, that are looked for."""
READ: Final = 1_500
"""Passages with all words of a phrase that are read for it."""
REACHED: Final = 20_000_000
"""Characters that the bodies of their articles have up to them; beyond so many none is read."""
WHOLE: Final = 60
"""Articles that are read whole for phrases that stand elsewhere than in the passage."""
WHOLE_LETTERS: Final = 600_000
"""The same in characters."""
LOOKED_UP: Final = 16
"""Words, the rarest of all phrases, whose posting lists are met."""
FEW: Final = 3
"""Phrases, for more of which a look takes longer than to read."""
_DIGIT: Final = re.compile(r"\d")
_SIMPLE: Final = re.compile("[\\x00-\\x7f‘’“”–—…]*")


def having_words(lists: PostingLists, phrases: Sequence[Phrase]) -> Positions:
    """Where passages stand that may hold a phrase, in articles that may hold all of them."""
    database, statistics = lists.database, lists.statistics
    wanted = [phrase.terms for phrase in phrases]
    known = {term.term: term for term in weigh(database, statistics, sorted(set().union(*wanted)))}
    if not all(terms <= known.keys() for terms in wanted):
        return np.empty(0, dtype=np.intp)
    rarest = sorted(known.values(), key=lambda term: (term.df, term.term))[:LOOKED_UP]
    if not rarest:
        return np.arange(len(statistics.lengths))
    met = PostingLists(database, statistics, rarest)
    if len(phrases) == 1:
        return _with_all(met, rarest, met.positions_of(0))
    positions = _of_articles(met)
    some = [[term for term in rarest if term.term in terms] for terms in wanted]
    if not all(some):
        return positions
    found = [_with_all(met, terms, positions) for terms in some]
    return np.unique(np.concatenate(found))


def _with_all(met: PostingLists, terms: Iterable[Term], positions: Positions) -> Positions:
    """Those of the positions whose passage has all the terms in its own words."""
    for term in terms:
        one = PostingLists(met.database, met.statistics, [term])
        positions = positions[one.frequencies(positions)[0] >= 1]
    return positions


def _of_articles(met: PostingLists) -> Positions:
    """All positions of the articles that have all terms, the rarest of which comes first."""
    starts, counts = articles_at(met.database, met.statistics)
    having = np.ones(len(starts), dtype=np.bool_)
    for at in range(len(met.terms)):
        positions = met.positions_of(at)
        articles = np.searchsorted(starts, positions, "right") - 1
        inside = positions < starts[articles] + counts[articles]  # no removed article's
        term_in = np.zeros(len(starts), dtype=np.bool_)
        term_in[articles[inside]] = True
        having &= term_in
    articles = np.flatnonzero(having)
    starts, counts = starts[articles], counts[articles]
    offsets = np.cumsum(counts) - counts
    every: Positions = np.repeat(starts - offsets, counts) + np.arange(counts.sum())
    return every


def with_phrases(
    database: Connection, scored: Sequence[Scored], wanted: Sequence[Phrase]
) -> Sequence[Scored]:
    """The best ENOUGH of those whose article has all the phrases as such, and the passage one."""
    of_number = {each.passage: each for each in scored[:READ]}
    whole, may_hold = _Articles(database), _look(wanted)
    holding: list[Scored] = []
    reached = 0
    for number, article, end, text in texts(database, list(of_number)):
        reached += end
        if reached > REACHED or len(holding) == ENOUGH:
            break
        if not may_hold(text):
            continue
        words = plain(text)
        elsewhere = [phrase for phrase in wanted if phrase.plain not in words]
        if len(elsewhere) < len(wanted) and (not elsewhere or whole.have(article, elsewhere)):
            holding.append(of_number[number])
    return holding


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

    def __init__(self, database: Connection) -> None:
        self.database = database
        self.read: dict[int, str] = {}
        self.letters = 0

    def have(self, article: int, phrases: Iterable[Phrase]) -> bool:
        """Whether the article has all the phrases; False for one that is not read."""
        if article not in self.read:
            if len(self.read) == WHOLE or self.letters > WHOLE_LETTERS:
                return False
            text = headline_and_body(self.database, article)
            self.letters += len(text)
            self.read[article] = plain(text)
        words = self.read[article]
        return all(phrase.plain in words for phrase in phrases)
