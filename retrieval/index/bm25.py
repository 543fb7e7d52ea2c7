"""rank-bm25's scores over the stored postings: exactly its top k, without scoring every passage.

`pruning` finds the passages that can be among them; the last of these get their scores from
rank-bm25's own code.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from sqlite3 import Connection
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from rank_bm25 import BM25Plus

from retrieval.index.max_score import candidates
from retrieval.index.posting_lists import PostingLists
from retrieval.index.postings import K1, B, Floats, Positions
from retrieval.index.statistics import Statistics, articles_at
from retrieval.index.word_lookup import known_words
from retrieval.spelling.candidates import Word
from retrieval.stored.numbers import numbered
from retrieval.stored.terms import Term

if TYPE_CHECKING:  # it takes as long to import as a question to answer
    from numpy.typing import NDArray

MANY: Final = 300
"""Frequencies, from which on it is faster to find those alike than to have each scored."""
SLACK: Final = 1e-9  # far above rounding, far below any difference between scores that matters


class Ranked(NamedTuple):
    """Where passages stand in the statistics, and their BM25 scores."""

    positions: Positions
    scores: Floats


class Scorer(BM25Plus):  # type: ignore[misc]
    """rank-bm25's formula over given statistics instead of a corpus in memory.

    delta = 0: idf is ln((N + 1) / df), and a passage without the term gets nothing for it.
    """

    def __init__(self, *, passages: int, average: float, df: dict[str, int]) -> None:
        self.k1, self.b, self.delta = K1, B, 0
        self.corpus_size, self.avgdl = passages, average
        self.idf: dict[str, float] = {}
        self._calc_idf({term: max(holding, 1) for term, holding in df.items()})

    def impacts(self, frequencies: Floats, lengths: NDArray[np.uint32]) -> Floats:
        """What each term (rows of `frequencies`) of idf 1 adds to the score of each passage
        (columns), given how often it stands there and the passages' lengths in terms.

        rank-bm25 is given each passage as one of its own for each of the terms that it holds, of
        MANY those alike once, and one term for all of them: its code then takes one pass, not one
        for each term.
        """
        found = np.zeros(frequencies.shape)
        rows, columns = frequencies.nonzero()
        held, long = frequencies[rows, columns], lengths[columns]
        which: Positions | slice = slice(None)
        if len(held) > MANY:
            held, long, which = _alike_once(held, long)
        each = held.tolist()
        passage_with = {frequency: {"": frequency} for frequency in set(each)}
        self.idf, self.corpus_size = {"": 1.0}, len(each)
        self.doc_freqs = [passage_with[frequency] for frequency in each]
        self.doc_len = long
        found[rows, columns] = self.get_scores([""])[which]
        return found


def _alike_once(
    held: Floats, lengths: NDArray[np.uint32]
) -> tuple[Floats, NDArray[np.uint32], Positions]:
    """The pairs of a frequency and a length, each once, and for each given which of these it is."""
    distinct, held_as = numbered(held)
    pairs, which = numbered(lengths.astype(np.int64) * len(distinct) + held_as)
    return distinct[pairs % len(distinct)], (pairs // len(distinct)).astype(np.uint32), which


def weigh(database: Connection, statistics: Statistics, terms: Iterable[str]) -> list[Term]:
    """Those of the distinct `terms` that the coverage holds, in the question's order."""
    known = known_words(database, statistics, terms)
    return weighed(statistics.passages, (each.word for each in known.values()))


def weighed(passages: int, words: Iterable[Word]) -> list[Term]:
    """The words of a coverage of so many passages as terms.

    idf = ln((N + 1) / df), as BM25Plus has it; a term that no body holds takes df 1.
    """
    words = list(words)
    idf = _scorer(passages, {word.term: word.df for word in words}).idf
    return [Term(each.term, ((each.term, 1.0),), each.df, idf[each.term]) for each in words]


def joined(passages: int, term: str, parts: Sequence[tuple[Term, float]]) -> Term:
    """One term for several spellings, each with what an occurrence of it counts (1 at most), and
    as much what a passage with it counts in df."""
    df = min(passages, max(1, round(sum(weight * part.df for part, weight in parts))))
    spellings = tuple((part.term, weight) for part, weight in parts)
    return Term(term, spellings, df, _scorer(passages, {term: df}).idf[term])


def _scorer(passages: int, df: dict[str, int], average: float = 1.0) -> Scorer:
    return Scorer(passages=passages, average=average, df=df)


def top(database: Connection, statistics: Statistics, terms: Sequence[str], k: int) -> Ranked:
    """The `k` passages with the highest BM25 score above 0, best first.

    Ties stand by article id, then by place in the article. Repeated terms count once.
    """
    return top_of(PostingLists(database, statistics, weigh(database, statistics, terms)), k)


def top_of(lists: PostingLists, k: int) -> Ranked:
    """As `top`, of lists at hand."""
    positions = candidates(lists, k)
    frequencies = lists.frequencies(positions)
    if len(positions) > 2 * k:
        best = _best(lists, positions, lists.scored(positions, frequencies), k)
        positions, frequencies = positions[best], frequencies[:, best]
    return _ranked(lists, positions, _scores_by_rank_bm25(lists, positions, frequencies), k)


def ranked_of(lists: PostingLists, positions: Positions, k: int) -> Ranked:
    """The best `k` of the passages at `positions`, but for those that are left out, as `top`."""
    positions = lists.statistics.alive(positions)
    frequencies = lists.frequencies(positions)
    scores = lists.scored(positions, frequencies)
    best = _best(lists, positions, scores, k)
    best = best[scores[best] > 0]
    exact = _scores_by_rank_bm25(lists, positions[best], frequencies[:, best])
    return _ranked(lists, positions[best], exact, k)


def _best(lists: PostingLists, positions: Positions, scores: Floats, k: int) -> Positions:
    """Indexes of the best k of `positions`; of those that tie for the last places the first."""
    if len(positions) <= k:
        return np.arange(len(positions))
    kth = np.partition(scores, -k)[-k]
    above = np.flatnonzero(scores > kth + SLACK)
    tied = np.flatnonzero(np.abs(scores - kth) <= SLACK)
    wanted = k - len(above)
    if len(tied) > wanted:
        tied = tied[np.lexsort(_in_order(lists, positions[tied]))[:wanted]]
    return np.concatenate([above, tied])


def _ranked(lists: PostingLists, positions: Positions, scores: Floats, k: int) -> Ranked:
    """The best `k` passages by score, best first, ties by article id, then by place."""
    order = np.lexsort((*_in_order(lists, positions), -scores))[:k]
    return Ranked(positions[order], scores[order])


def _in_order(lists: PostingLists, positions: Positions) -> tuple[Positions, NDArray[np.int32]]:
    """What the passages at these positions are sorted by: last by their articles' ids."""
    articles = articles_at(lists.database, lists.statistics)
    return positions, articles.ranks[articles.rows_of(positions)]


def _scores_by_rank_bm25(lists: PostingLists, positions: Positions, frequencies: Floats) -> Floats:
    if not len(positions):
        return np.empty(0)
    statistics = lists.statistics
    scorer = _scorer(statistics.passages, {}, statistics.average)
    impacts = scorer.impacts(frequencies, statistics.lengths[positions])
    idf = np.array([[term.idf] for term in lists.terms])
    scores: Floats = (idf * impacts).sum(axis=0)
    return scores
