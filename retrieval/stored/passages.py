"""What answering asks of a coverage's passages: which are found, and what is known of these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Protocol, TypeAlias

from retrieval.days.calendar import Days
from retrieval.model import Article, Passage
from retrieval.stored.articles import ArticleRow
from retrieval.stored.scored import Floats, Scored
from retrieval.stored.terms import Term

Places: TypeAlias = list[tuple[int, str]]
"""Where some terms stand in a text, counted in terms, and which."""


Placed: TypeAlias = tuple[Passage, ArticleRow, Places | None]
"""A passage, its article, and where terms stand in it; None where that is not kept."""


class Passages(Protocol):
    """The passages that the limits leave, found and read."""

    def best(self, terms: Sequence[Term], k: int) -> Scored:
        """The `k` passages with the highest BM25 score above 0, best first, exactly; ties by
        article id, then by place in the article."""
        ...

    def best_and_of_days(self, terms: Sequence[Term], k: int, days: Days) -> Scored:
        """The same, and after them the `k` best besides of the passages that speak of one of the
        days, first to last, or stand in articles published from the first to two days after the
        last."""
        ...

    def of_days(self, days: Days, k: int) -> Scored:
        """Of the same passages `k` with no terms to rank them: the first of each article before any
        second, and so on; of a place those whose article's day is nearest to the first of the days
        come first, undated ones last, then by article id."""
        ...

    def leads(self, first: date | None, last: date | None, k: int) -> Scored:
        """The first passages of the `k` newest articles published on these days, an end open where
        it is None; the newest first, then by article id."""
        ...

    def last(self, k: int) -> Scored:
        """The passages that were indexed last, the latest first."""
        ...

    def with_words(
        self, wanted: Sequence[frozenset[str]], terms: Sequence[Term], k: int, days: Days | None
    ) -> Scored:
        """The passages that have all of one of the sets of `wanted` terms in their own words, in
        articles that have all of all sets: of more than `k` BM25's best for `terms`, and the best
        of the `days`. Those that have all of most sets come first, then by score, as `best`.

        A few more than have them may be given, but none is left out.
        """
        ...

    def holding(self, terms: Sequence[str]) -> Scored:
        """Every passage that has each of the terms in its own words, in no order; a few more may be
        given."""
        ...

    def place_of(self, article: Article, passage: Passage) -> Scored:
        """A passage of the article as one found, whether or not the limits leave it."""
        ...

    def is_left(self, number: int) -> bool:
        """Whether the limits leave the passage with this number."""
        ...

    def is_empty(self) -> bool:
        """Whether the limits leave none."""
        ...

    def frequencies(self, terms: Sequence[Term], scored: Scored) -> Floats:
        """How often each term (rows) stands in each passage (columns): a body's word counts 1, a
        headline's half, each times the weight of its spelling."""
        ...

    def shares(self, terms: Sequence[Term], scored: Scored) -> Floats:
        """What each term (rows) adds to the BM25 score of each passage (columns)."""
        ...

    def article_scores(self, terms: Sequence[Term], scored: Scored) -> Floats:
        """The BM25 score of each passage's whole article, k1 1.2 and b .75, its headline in each
        passage counted; N and df are those of passages, the usual length that of an article."""
        ...

    def days_spoken_of(self, scored: Scored) -> list[Sequence[Days]]:
        """The days that each passage speaks of, by their first day."""
        ...

    def languages_of(self, articles: Iterable[int]) -> Mapping[int, str]:
        """The languages of those of the articles, by their numbers, that are not in English."""
        ...

    def passages(self, scored: Scored) -> list[tuple[Passage, ArticleRow]]:
        """Each passage, in its language, with its article; one row for all of an article."""
        ...

    def passages_with_places(self, scored: Scored, terms: Mapping[str, str]) -> list[Placed]:
        """The same, and where in the passage's text, counted in terms, those of `terms` stand, each
        as what it stands for; None where the text itself must be looked through."""
        ...

    def texts(self, scored: Scored) -> Iterator[tuple[int, str]]:
        """For each passage, in their order: how many characters its article's body has up to its
        end, and its text. Read a few at a time, as far as is asked for."""
        ...

    def whole_text(self, article: int) -> str:
        """The headline and the body of the article with this number, a line each."""
        ...
