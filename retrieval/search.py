"""A question -> ranked Hits, and what is known of the question's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import log
from typing import Final

import numpy as np
from sqlite_utils import Database

from retrieval.analysis import tokens
from retrieval.bm25 import Lists, Term, weigh
from retrieval.model import Article, Hit
from retrieval.ranking import ARTICLE, CUE, PAIR, article_scores, cue, pairs
from retrieval.rows import passages_by_number
from retrieval.statistics import Statistics

LONGEST: Final = 64
"""A question's terms; of a longer one the rarest are searched for."""
CANDIDATES: Final = 200
"""BM25's best passages that are re-ranked by their articles."""
READ: Final = 40
"""Of those, the best that are read to be re-ranked by their words."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question as searched for: its distinct terms with their idf, in the question's order.

    `terms` are those that the coverage holds. `unknown` are the words, as the reader wrote them,
    that it never uses; their terms weigh as much as one that a single passage holds.
    """

    text: str
    idf: Mapping[str, float]
    terms: tuple[Term, ...]
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
    weighed = {term.term: term for term in weigh(database, known, list(written))}
    rarest = log(known.passages + 1)
    terms = list(written)
    if len(terms) > LONGEST:
        kept = sorted(weighed.values(), key=lambda term: -term.idf)[:LONGEST]
        weighed = {term.term: term for term in weighed.values() if term in kept}
        terms = list(weighed)
    return Query(
        text=question,
        idf={term: weighed[term].idf if term in weighed else rarest for term in terms},
        terms=tuple(weighed.values()),
        unknown=tuple(word for term, word in written.items() if term not in weighed),
    )


def search(
    database: Database, known: Statistics, query: Query, *, limit: int
) -> tuple[list[Hit], dict[str, Article]]:
    """The best passages for `query`, best first, and their articles by id."""
    lists = Lists(database, known, query.terms)
    scored = lists.top(max(limit, CANDIDATES))
    if not scored:
        return [], {}
    scores = np.array([each.score for each in scored])
    scores += ARTICLE * article_scores(database, lists, scored)
    best = np.argsort(-scores, kind="stable")[: max(limit, READ)].tolist()
    found = passages_by_number(database, [scored[at].passage for at in best])
    asked = cue(query.text)
    hits = []
    for at in best:
        passage, _ = found[scored[at].passage]
        words = list(tokens(passage.text))
        score = scores[at] + PAIR * pairs(list(query.idf), words)
        score += CUE * bool(asked and asked.search(passage.text))
        hits.append(Hit(passage, bm25=scored[at].score, score=float(score)))
    hits.sort(key=lambda hit: -hit.score)
    return hits[:limit], {article.id: article for _, article in found.values()}
