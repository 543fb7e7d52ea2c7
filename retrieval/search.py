"""A question's terms and days -> ranked Hits: BM25's best, re-ranked by what surrounds them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

import numpy as np
from sqlite_utils import Database

from retrieval import days
from retrieval.asked_days import Asked
from retrieval.bm25 import Lists, Scored
from retrieval.cues import cue
from retrieval.model import Article, Hit
from retrieval.postings import Floats
from retrieval.query import Query
from retrieval.ranking import ARTICLE, article_scores, held_together
from retrieval.rows import passages_by_number, places
from retrieval.statistics import Statistics

CANDIDATES: Final = 200
"""BM25's best passages that are re-ranked by their articles and days."""
READ: Final = 40
"""Of those, the best that are read to be re-ranked by their words."""


class Moment(NamedTuple):
    """When a question is asked, and the days that it asks about, if it names any."""

    asked_on: date
    asked: Asked | None


@dataclass(frozen=True, slots=True)
class Found:
    """Hits, best first, with their articles by id.

    `match` is the best hit's score for its words alone, whatever its day; `outside`: passages
    match, but all are of other days than the reader's "since", "before" or "between".
    """

    hits: tuple[Hit, ...] = ()
    articles: Mapping[str, Article] = field(default_factory=dict)
    match: float = 0.0
    outside: bool = False


def search(
    database: Database, known: Statistics, query: Query, moment: Moment, *, limit: int
) -> Found:
    """The best passages for `query`."""
    lists = Lists(database, known, query.terms)
    scored = _candidates(database, lists, moment, max(limit, CANDIDATES))
    if not scored:
        return Found()
    matches = np.array([each.score for each in scored])
    matches += ARTICLE * article_scores(database, lists, scored)
    boosts = query.rarest * _boosts(database, scored, moment)
    order = np.argsort(-(matches + boosts), kind="stable").tolist()
    best = [at for at in order if boosts[at] >= 0][: max(limit, READ)]
    found = passages_by_number(database, [scored[at].passage for at in best])
    gain = cue(query)
    ranked = []
    for at in best:
        passage, _ = found[scored[at].passage]
        match = matches[at] + held_together(query, passage.text) + gain(passage.text)
        hit = Hit(passage, bm25=scored[at].score, score=float(match + boosts[at]))
        ranked.append((hit, float(match)))
    ranked.sort(
        key=lambda each: (-each[0].score, each[0].passage.article_id, each[0].passage.start)
    )
    return Found(
        hits=tuple(hit for hit, _ in ranked[:limit]),
        articles={article.id: article for _, article in found.values()},
        match=ranked[0][1] if ranked else 0.0,
        outside=not ranked,
    )


def _rank(ranked: tuple[Hit, float]) -> tuple[float, str, int]:
    hit, _ = ranked
    return -hit.score, hit.passage.article_id, hit.passage.start


def _candidates(database: Database, lists: Lists, moment: Moment, limit: int) -> Sequence[Scored]:
    """BM25's best, and the best of the asked days."""
    best = lists.top(limit)
    of_days = days.passages_of(database, moment.asked) if moment.asked and best else []
    return [*best, *lists.best_of(of_days, limit, besides=best)] if of_days else best


def _boosts(database: Database, scored: Sequence[Scored], moment: Moment) -> Floats:
    """What each passage's day counts, in idf of the rarest word; below 0: it is to be left out."""
    numbers = [each.passage for each in scored]
    where = places(database, numbers)
    in_order = [where[number] for number in numbers]
    if moment.asked:
        return days.DAY * np.array(days.met(database, moment.asked, in_order, numbers))
    return days.CLOSE * np.array(
        [days.closeness(place.published, moment.asked_on) for place in in_order]
    )
