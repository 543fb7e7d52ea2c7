"""Passages found in one SQLite file, and what is known of them; see `stored.passages`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

import numpy as np

from retrieval.days.calendar import Days, shifted
from retrieval.index import filters
from retrieval.index.bm25 import ranked_of, top_of
from retrieval.index.posting_lists import PostingLists
from retrieval.index.postings import K1, Floats, Positions, impact
from retrieval.index.statistics import articles_at
from retrieval.index.word_lookup import known_words
from retrieval.languages.detection import DEFAULT
from retrieval.model import Article, Passage
from retrieval.sqlite.article_scores import article_scores
from retrieval.sqlite.holding import having, holding
from retrieval.sqlite.moment import Moment
from retrieval.store.articles import headline_and_body, passages_at, place_of, texts
from retrieval.store.days import days_spoken_of, leads_of, speaking_of
from retrieval.store.traits.languages import languages_of
from retrieval.store.traits.worded import places
from retrieval.stored.articles import ArticleRow
from retrieval.stored.numbers import each_once
from retrieval.stored.passages import Placed
from retrieval.stored.scored import Scored
from retrieval.stored.terms import Term

FEW: Final = 5_000
"""Passages, up to which it is faster to score all than to find which can be among the best."""
FAR: Final = np.iinfo(np.int32).max
"""How far from any day an undated article is."""


class Finding(Moment):
    """Finds passages, and reads them."""

    def best(self, terms: Sequence[Term], k: int) -> Scored:
        """See `Passages.best`."""
        return self.scored(*top_of(self._lists(terms), k))

    def best_and_of_days(self, terms: Sequence[Term], k: int, days: Days) -> Scored:
        """See `Passages.best_and_of_days`."""
        found = self.best(terms, k)
        return found.and_then(self.best_of_days(terms, days, 2 * k).besides(found, k))

    def best_of_days(self, terms: Sequence[Term], days: Days, k: int) -> Scored:
        """The best of the days' passages, whether or not they are among the best of all."""
        positions = self._of_days(days)
        if len(positions) <= FEW:
            return self.scored(*ranked_of(self._lists(terms), positions, k))
        of_days = filters.those(self.statistics, positions)
        return self.scored(*top_of(PostingLists(self.database, of_days, terms), k))

    def of_days(self, days: Days, k: int) -> Scored:
        """See `Passages.of_days`."""
        positions = self.statistics.alive(self._of_days(days))
        articles = articles_at(self.database, self.statistics)
        rows = articles.rows_of(positions)
        published = articles.published[rows]
        away = np.where(published == 0, FAR, np.abs(published - days[0].toordinal()))
        in_turn = (articles.ranks[rows], away, positions - articles.starts[rows])
        return self.scored(positions[np.lexsort(in_turn)[:k]])

    def leads(self, first: date | None, last: date | None, k: int) -> Scored:
        """See `Passages.leads`."""
        return self._alive(leads_of(self.database, first, last, k))

    def last(self, k: int) -> Scored:
        """See `Passages.last`."""
        positions = self.statistics.alive(np.arange(len(self.statistics.lengths)))
        if k < 1 or not len(positions):
            return self.scored(positions[:0])
        articles = articles_at(self.database, self.statistics)
        numbers = articles.numbers[articles.rows_of(positions)]  # merged segments stand anywhere
        if len(positions) > k:
            late = numbers >= np.partition(numbers, -k)[-k]
            positions, numbers = positions[late], numbers[late]
        return self.scored(positions[np.lexsort((positions, numbers))[::-1][:k]])

    def with_words(
        self, wanted: Sequence[frozenset[str]], terms: Sequence[Term], k: int, days: Days | None
    ) -> Scored:
        """See `Passages.with_words`."""
        positions, counts = having(self.database, self.statistics, wanted)
        if len(positions) > k:
            may_have = np.zeros(len(counts), dtype=np.bool_)
            may_have[positions] = True
            found = self.best_and_of_days(terms, k, days) if days else self.best(terms, k)
            found = found.take(may_have[self.positions(found)])
        else:
            found = self.scored(*ranked_of(self._lists(terms), positions, k))
        have = counts[self.positions(found)].astype(np.int32)
        return found.take(np.argsort(-have, kind="stable"))

    def holding(self, terms: Sequence[str]) -> Scored:
        """See `Passages.holding`."""
        positions = holding(self.database, self.statistics, terms)
        return self.scored(self.statistics.alive(positions))

    def place_of(self, article: Article, passage: Passage) -> Scored:
        """See `Passages.place_of`."""
        number, _ = place_of(self.database, article, passage)
        return self.scored(self.statistics.positions(np.array([number], dtype=np.int64)))

    def is_left(self, number: int) -> bool:
        """See `Passages.is_left`."""
        positions = self.statistics.positions(np.array([number], dtype=np.int64))
        return len(self.statistics.alive(positions)) == len(positions)

    def is_empty(self) -> bool:
        """See `Passages.is_empty`."""
        dead = self.statistics.dead
        return dead is not None and bool(dead.all())

    def frequencies(self, terms: Sequence[Term], scored: Scored) -> Floats:
        """See `Passages.frequencies`."""
        return self._lists(terms).frequencies(self.positions(scored))

    def shares(self, terms: Sequence[Term], scored: Scored) -> Floats:
        """See `Passages.shares`."""
        positions = self.positions(scored)
        lengths = self.statistics.lengths[positions].astype(np.float64)
        frequencies = self._lists(terms).frequencies(positions)
        idf = np.array([[term.idf] for term in terms]).reshape(-1, 1)
        shares: Floats = idf * (K1 + 1) * impact(frequencies, lengths, self.statistics.average)
        return shares

    def article_scores(self, terms: Sequence[Term], scored: Scored) -> Floats:
        """See `Passages.article_scores`."""
        return article_scores(self._lists(terms), self.positions(scored))

    def days_spoken_of(self, scored: Scored) -> list[Sequence[Days]]:
        """See `Passages.days_spoken_of`."""
        where = _places(scored)
        spoken = days_spoken_of(self.database, set(where))
        return [spoken.get(place, ()) for place in where]

    def languages_of(self, articles: Iterable[int]) -> Mapping[int, str]:
        """See `Passages.languages_of`."""
        if self.languages == (DEFAULT,):
            return {}
        return languages_of(self.database, articles)

    def passages(self, scored: Scored) -> list[tuple[Passage, ArticleRow]]:
        """See `Passages.passages`."""
        return [(passage, article) for passage, article, _ in self._read(scored)]

    def passages_with_places(self, scored: Scored, terms: Mapping[str, str]) -> list[Placed]:
        """See `Passages.passages_with_places`."""
        read = self._read(scored)
        if any(worded is None for *_, worded in read):
            return [(passage, article, None) for passage, article, _ in read]
        known = known_words(self.database, self.statistics, terms)
        of_numbers = {each.number: terms[term] for term, each in known.items()}
        lengths = self.statistics.lengths[self.positions(scored)].tolist()
        found = places([worded or b"" for *_, worded in read], lengths, of_numbers)
        return [(*each[:2], at) for each, at in zip(read, found, strict=True)]

    def texts(self, scored: Scored) -> Iterator[tuple[int, str]]:
        """See `Passages.texts`."""
        return texts(self.database, scored.numbers.tolist())

    def whole_text(self, article: int) -> str:
        """See `Passages.whole_text`."""
        return headline_and_body(self.database, article)

    def _read(self, scored: Scored) -> list[tuple[Passage, ArticleRow, bytes | None]]:
        where = _places(scored)
        languages = self.languages_of({article for article, _ in where})
        return passages_at(self.database, where, languages)

    def _lists(self, terms: Sequence[Term]) -> PostingLists:
        return PostingLists(self.database, self.statistics, terms)

    def _alive(self, numbers: Sequence[int]) -> Scored:
        positions = self.statistics.positions_of(np.array(numbers, dtype=np.int64))
        return self.scored(self.statistics.alive(positions))

    def _of_days(self, days: Days) -> Positions:
        """Where the passages stand that speak of these days, or are of articles of them or of the
        two days after; ascending."""
        known: Positions | None = self.statistics.recent.masks.get(days)
        if known is None:
            articles = articles_at(self.database, self.statistics)
            first, until = days[0].toordinal(), shifted(days[1], 3).toordinal()
            of_days = (articles.published >= first) & (articles.published < until)
            published = articles.passages_of(np.flatnonzero(of_days))
            speaking = np.array(speaking_of(self.database, days), dtype=np.int64)
            known = each_once(np.append(published, self.statistics.positions(speaking)))
            self.statistics.recent.masks.put(days, known, known.nbytes)
        return known


def _places(scored: Scored) -> list[tuple[int, int]]:
    """The passages' articles and ordinals."""
    return list(zip(scored.articles.tolist(), scored.ordinals.tolist(), strict=True))
