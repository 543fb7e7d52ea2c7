"""Which passages hold the words that a question has in quotation marks, as such.

Posting lists say which passages have all the words; the best of these by BM25 are read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from sqlite3 import Connection
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

import numpy as np

from retrieval.index.bm25 import Scored, weigh
from retrieval.index.posting_lists import PostingLists, Term
from retrieval.index.postings import Positions
from retrieval.index.statistics import articles_at
from retrieval.query.phrases import Phrase, plain
from retrieval.store.articles import headline_and_body, texts

if TYPE_CHECKING:  # it takes as long to import as a question to answer
    from numpy.typing import NDArray

Counts: TypeAlias = "NDArray[np.uint16]"
ENOUGH: Final = 60
"""Passages with the phrases, the best by BM25, that are looked for."""
READ: Final = 900
"""Passages with all words of a phrase that are read for it."""
REACHED: Final = 12_000_000
"""Characters that the bodies of their articles have up to them; beyond so many none is read."""
WHOLE: Final = 45
"""Articles that are read whole for phrases that stand elsewhere than in the passage."""
FOLDED: Final = 220_000
"""Characters of passages that are made plain, beyond which none is read; with articles twice it."""
LOOKED_UP: Final = 16
"""Words, the rarest of all phrases, whose posting lists are met."""
FEW: Final = 3
"""Phrases, for more of which a look takes longer than to read."""
_DIGIT: Final = re.compile(r"\d")
_SIMPLE: Final = re.compile("[\\x00-\\x7f‘’“”–—…]*")


def having_words(lists: PostingLists, phrases: Sequence[Phrase]) -> tuple[Positions, Counts]:
    """Where passages stand that may hold a phrase, in articles that may hold all of them; and for
    each passage of the coverage, how many phrases it has all words of."""
    database, statistics = lists.database, lists.statistics
    wanted = [phrase.terms for phrase in phrases]
    having = np.zeros(len(statistics.lengths), dtype=np.uint16)
    known = {term.term: term for term in weigh(database, statistics, sorted(set().union(*wanted)))}
    if not all(terms <= known.keys() for terms in wanted):
        return np.empty(0, dtype=np.intp), having
    rarest = sorted(known.values(), key=lambda term: (term.df, term.term))[:LOOKED_UP]
    if not rarest:
        return np.arange(len(statistics.lengths)), having
    met = PostingLists(database, statistics, rarest)
    if len(phrases) == 1:
        return _with_all(met, rarest, met.positions_of(0)), having
    positions = _of_articles(met)
    some = [[term for term in rarest if term.term in terms] for terms in wanted]
    for terms in filter(None, some):
        having[_with_all(met, terms, positions)] += 1
    return (np.flatnonzero(having) if all(some) else positions), having


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


class _Read(NamedTuple):
    """A passage as it was read: its article's number, and which phrases it has."""

    scored: Scored
    article: int
    held: Sequence[Phrase]


def with_phrases(
    database: Connection, scored: Sequence[Scored], wanted: Sequence[Phrase]
) -> Sequence[Scored]:
    """The first ENOUGH of those whose article has all the phrases as such, and the passage one.

    Where not all of their articles are read whole, those of passages with rarer phrases are.
    """
    whole = _Articles(database)
    read = list(_read(whole, scored[:READ], wanted))
    passages_with = Counter(phrase for each in read for phrase in each.held)
    read.sort(key=lambda each: min(passages_with[phrase] for phrase in each.held))
    read.sort(key=lambda each: len(each.held) < len(wanted))
    holding: list[Scored] = []
    for each in read:
        elsewhere = [phrase for phrase in wanted if phrase not in each.held]
        if not elsewhere or whole.have(each.article, elsewhere):
            holding.append(each.scored)
        if len(holding) == ENOUGH:
            break
    return holding


def _read(whole: _Articles, scored: Sequence[Scored], wanted: Sequence[Phrase]) -> Iterator[_Read]:
    """The passages that have one of the phrases, until ENOUGH have all."""
    of_number = {each.passage: each for each in scored}
    may_hold = _look(wanted)
    reached = enough = 0
    for number, article, end, text in texts(whole.database, list(of_number)):
        reached += end
        if reached > REACHED or whole.letters > FOLDED or enough == ENOUGH:
            break
        if may_hold(text):
            words = whole.plain(text)
            if held := [phrase for phrase in wanted if phrase.plain in words]:
                enough += len(held) == len(wanted)
                yield _Read(of_number[number], article, held)


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
            if len(self.read) == WHOLE or self.letters > 2 * FOLDED:
                return False
            self.read[article] = self.plain(headline_and_body(self.database, article))
        words = self.read[article]
        return all(phrase.plain in words for phrase in phrases)

    def plain(self, text: str) -> str:
        """See `phrases.plain`; counts the letters."""
        self.letters += len(text)
        return plain(text)
