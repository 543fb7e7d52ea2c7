"""A question's terms -> ranked Hits: BM25's best, re-ranked by what surrounds them."""

from __future__ import annotations

from typing import Final

import numpy as np
from sqlite_utils import Database

from retrieval.bm25 import Lists
from retrieval.cues import cue
from retrieval.model import Article, Hit
from retrieval.query import Query
from retrieval.ranking import ARTICLE, article_scores, held_together
from retrieval.rows import passages_by_number
from retrieval.statistics import Statistics

CANDIDATES: Final = 200
"""BM25's best passages that are re-ranked by their articles."""
READ: Final = 40
"""Of those, the best that are read to be re-ranked by their words."""


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
    gain = cue(query)
    hits = []
    for at in best:
        passage, _ = found[scored[at].passage]
        score = scores[at] + held_together(query, passage.text) + gain(passage.text)
        hits.append(Hit(passage, bm25=scored[at].score, score=float(score)))
    hits.sort(key=lambda hit: (-hit.score, hit.passage.article_id, hit.passage.start))
    return hits[:limit], {article.id: article for _, article in found.values()}
