"""A question's terms and days -> ranked Hits: BM25's best, re-ranked by what surrounds them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple, TypeAlias

import numpy as np

from retrieval.days.asked import Asked
from retrieval.days.moment import TimeContext
from retrieval.languages.detection import DEFAULT
from retrieval.model import Hit
from retrieval.query.query import Query
from retrieval.ranking import days
from retrieval.ranking.candidates import Candidates
from retrieval.ranking.gains.further import FurtherGains
from retrieval.ranking.phrases import with_phrases
from retrieval.ranking.proximity import ARTICLE, proximity_and_names
from retrieval.snapshot import Snapshot
from retrieval.stored.articles import ArticleRow
from retrieval.stored.coverage import StoredCoverage
from retrieval.stored.looked import Looked
from retrieval.stored.numbers import numbered
from retrieval.stored.scored import Floats, Scored, none_scored
from retrieval.stored.terms import Term

CANDIDATES: Final = 200
"""BM25's best passages that are re-ranked by their articles and days."""
DEEP: Final = 1_500
"""The same for a question with a phrase in quotation marks, which few of them may hold."""
OWN_LANGUAGE: Final = 0.15
"""Of the question's idf, what a passage in its language gains in a coverage of several."""
READ: Final = 40
"""Of those, the best that are read to be re-ranked by their words."""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Hits, best first, with their articles by id, and the `candidates` as they were read.

    `match` is a score for words alone, that of the hit which is best by words and day, `surest`
    (None: the first hit): what else ranks hits does not tell how surely one answers. `nearness` is
    how near that one's day is to an asked one or to the day of asking, 0 to 1, None where nothing
    tells. `outside`: all hits are of other days than the reader's "since", "before" or "between";
    `unphrased`: none has the reader's phrases. `likely`: the probability that the first hit
    answers, of hits that were found by what they mean, whose words do not tell; None of others.
    """

    candidates: Candidates
    hits: tuple[Hit, ...] = ()
    articles: Mapping[str, ArticleRow] = field(default_factory=dict)
    match: float = 0.0
    surest: Hit | None = None
    nearness: float | None = None
    outside: bool = False
    unphrased: bool = False
    likely: float | None = None


Meant: TypeAlias = Callable[[Scored], Mapping[int, float]]


def search(
    snapshot: Snapshot,
    query: Query,
    moment: TimeContext,
    *,
    limit: int,
    meant: Meant = lambda _: {},
) -> SearchResult:
    """The best passages for `query`; `meant` says what those that are read gain for their meaning,
    by their numbers."""
    stored, terms = snapshot.stored, query.terms
    holding = _with_phrases(snapshot, query, moment.sought) if query.phrases else none_scored()
    scored = holding or _candidates(stored, terms, moment.sought, max(limit, CANDIDATES))
    if not holding and moment.since and not terms and not query.idf:
        scored = stored.last(CANDIDATES)
    unphrased = bool(query.phrases) and not holding
    if not scored:
        return SearchResult(Candidates(query))
    matches = scored.scores + ARTICLE * stored.article_scores(terms, scored)
    nearness = nearness_of(stored, scored, moment)
    outside = bool(np.all(nearness < 0))
    by_day = boosts(query, moment, nearness)
    gained = by_day + own_language(query, snapshot, scored)
    order = np.argsort(-(matches + gained), kind="stable")
    best = (order if outside else order[by_day[order] >= 0])[: max(limit, READ)]
    read = scored.take(best)
    found, meanings = stored.passages_with_places(read, query.question_term), meant(read)
    candidates = Candidates(query)
    gains, of_days = FurtherGains(candidates, moment), moment.since or moment.sought
    ranked = []
    columns = (read.numbers, read.scores, matches[best], gained[best], nearness[best])
    for (passage, article, places), number, bm25, by_words, gain, near in zip(
        found, *(column.tolist() for column in columns), strict=True
    ):
        text = candidates.of(passage)
        if places is not None:
            text.places = places
        match = by_words + proximity_and_names(text) + candidates.cues.gain(text)
        by_meaning = meanings.get(number, 0.0)
        further = sum(gains.of(passage, text, article.headline, article.published)) + by_meaning
        score = match + gain + further
        hit = Hit(passage, bm25=bm25, score=score, meant=by_meaning)
        told = of_days or article.published
        ranked.append(_Ranked(hit, match, further, near if told else None))
    ranked.sort(key=_rank)
    surest = max(ranked, key=lambda each: each.hit.score - each.further)
    return SearchResult(
        hits=tuple(each.hit for each in ranked[:limit]),
        articles={article.id: article for _, article, _ in found},
        match=surest.match,
        surest=surest.hit,
        nearness=surest.nearness,
        outside=outside,
        unphrased=unphrased,
        candidates=candidates,
    )


def own_language(query: Query, snapshot: Snapshot, scored: Scored) -> Floats:
    """What passages gain for being in the language in which the question is read."""
    if len(snapshot.languages) == 1:
        return np.zeros(scored.size)
    articles = scored.articles.tolist()
    languages = snapshot.stored.languages_of(articles)
    own = [languages.get(article, DEFAULT) == query.language for article in articles]
    return OWN_LANGUAGE * query.mass * np.array(own)


class _Ranked(NamedTuple):
    """A hit, its score for its words alone, what it gains besides, and how near its day is, None
    where nothing tells."""

    hit: Hit
    match: float
    further: float
    nearness: float | None


def _rank(ranked: _Ranked) -> tuple[float, str, int]:
    hit = ranked.hit
    return -hit.score, hit.passage.article_id, hit.passage.start


def _candidates(
    stored: StoredCoverage, terms: Sequence[Term], asked: Asked | None, limit: int
) -> Scored:
    """BM25's best and the best of the asked days; all of these where only a day is asked for."""
    of_days = days.listed(asked)
    if not terms:
        found = stored.of_days(of_days, limit) if of_days else none_scored()
        return found or (stored.leads(asked.first, asked.last, limit) if asked else found)
    if of_days:
        return stored.best_and_of_days(terms, limit, of_days)
    return stored.best(terms, limit)


def _with_phrases(snapshot: Snapshot, query: Query, asked: Asked | None) -> Scored:
    """The passages with the question's phrases; of many that may have them BM25's best are read,
    those with the words of most phrases first."""
    stored = snapshot.stored
    if query.terms:
        wanted = [phrase.terms for phrase in query.phrases]
        scored = stored.with_words(wanted, query.terms, DEEP, days.listed(asked))
    else:
        scored = _candidates(stored, query.terms, asked, DEEP)
    return with_phrases(stored, scored, query.phrases, snapshot.looked or Looked())


def nearness_of(stored: StoredCoverage, scored: Scored, moment: TimeContext) -> Floats:
    """How near each passage's day is, 0 to 1; below 0: it is to be left out."""
    if moment.since:
        return np.ones(scored.size)
    told, which = numbered(scored.published)
    published = [date.fromordinal(day) if day else None for day in told.tolist()]
    if moment.sought:
        return np.array(
            days.met(
                moment.sought,
                published,
                which.tolist(),
                lambda at: stored.days_spoken_of(scored.take(at)),
            )
        )
    near = np.array([days.closeness(day, moment.asked_on) for day in published])
    found: Floats = near[which]
    return found


def boosts(query: Query, moment: TimeContext, nearness: Floats) -> Floats:
    """What passages gain for their days; those that are new since a day gain alike: nothing."""
    if moment.since:
        return np.zeros(len(nearness))
    return query.rarest * (days.weight(moment.sought) if moment.sought else days.CLOSE) * nearness
