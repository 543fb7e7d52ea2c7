"""A question -> ranked Hits, and what is known of the question's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import log

from sqlite_utils import Database

from retrieval.analysis import tokens
from retrieval.bm25 import Statistics, top, weigh
from retrieval.model import Article, Hit
from retrieval.rows import passages_by_number

LONGEST = 64
"""A question's terms; of a longer one the rarest are searched for."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question as searched for: its distinct terms with their idf, in the question's order.

    `unknown` are the words, as the reader wrote them, that the coverage never uses; their terms
    weigh as much as one that a single passage holds.
    """

    idf: Mapping[str, float]
    unknown: tuple[str, ...]

    @property
    def mass(self) -> float:
        """The sum of all idf."""
        return sum(self.idf.values())


def read(database: Database, known: Statistics, question: str) -> Query:
    """The question's terms, weighed."""
    written: dict[str, str] = {}
    for token in tokens(question):
        written.setdefault(token.term, question[slice(*token.span)])
    weighed = {term.term: term.idf for term in weigh(database, known, list(written))}
    rarest = log(known.passages + 1)
    idf = {term: weighed.get(term, rarest) for term in written}
    if len(idf) > LONGEST:
        kept = set(sorted(weighed, key=lambda term: -weighed[term])[:LONGEST])
        idf = {term: weight for term, weight in idf.items() if term in kept}
    return Query(idf, tuple(word for term, word in written.items() if term not in weighed))


def search(
    database: Database, known: Statistics, query: Query, *, limit: int
) -> tuple[list[Hit], dict[str, Article]]:
    """The best passages for `query`, best first, and their articles by id."""
    scored = top(database, known, list(query.idf), limit)
    found = passages_by_number(database, [passage for passage, _ in scored])
    hits = [Hit(found[passage][0], bm25=score, score=score) for passage, score in scored]
    return hits, {article.id: article for _, article in found.values()}
