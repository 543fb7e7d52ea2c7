"""A question's terms and days -> ranked Hits: BM25's best, re-ranked by what surrounds them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from sqlite3 import Connection
from typing import Final, NamedTuple, TypeAlias

import numpy as np

from retrieval.days.asked import Asked
from retrieval.days.moment import TimeContext
from retrieval.index.bm25 import Scored, best_of, last_of, ranked_of, top_of, unscored
from retrieval.index.posting_lists import PostingLists
from retrieval.index.postings import Floats
from retrieval.languages.detection import DEFAULT
from retrieval.model import Hit
from retrieval.query.query import Query
from retrieval.ranking import days
from retrieval.ranking.candidates import Candidates
from retrieval.ranking.gains.further import FurtherGains
from retrieval.ranking.phrases import having_words, with_phrases
from retrieval.ranking.proximity import ARTICLE, article_scores, proximity_and_names
from retrieval.snapshot import Snapshot
from retrieval.store.articles import ArticleRow, PassageLocation, passages_at, places
from retrieval.store.days import leads_of, passages_of

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


Meant: TypeAlias = Callable[[Mapping[int, PassageLocation]], Mapping[int, float]]


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
    database = snapshot.database
    lists = PostingLists(database, snapshot.statistics, query.terms)
    holding = _with_phrases(lists, query, moment.sought) if query.phrases else []
    scored = holding or _candidates(database, lists, moment.sought, max(limit, CANDIDATES))
    if not holding and moment.since and not lists.terms and not query.idf:
        scored = last_of(lists, CANDIDATES)
    unphrased = bool(query.phrases) and not holding
    if not scored:
        return SearchResult(Candidates(query))
    matches = np.array([each.score for each in scored])
    where = places(database, [each.passage for each in scored])
    matches += ARTICLE * article_scores(lists, scored, where)
    languages = snapshot.languages_of(place.article for place in where.values())
    nearness = nearness_of(database, scored, where, moment)
    outside = bool(np.all(nearness < 0))
    by_day = boosts(query, moment, nearness)
    gained = by_day + own_language(query, snapshot, scored, where, languages)
    order = np.argsort(-(matches + gained), kind="stable").tolist()
    best = [at for at in order if outside or by_day[at] >= 0][: max(limit, READ)]
    read_at = {scored[at].passage: where[scored[at].passage] for at in best}
    found, meanings = passages_at(database, read_at, languages), meant(read_at)
    candidates = Candidates(query)
    gains = FurtherGains(candidates, moment)
    ranked = []
    for at in best:
        passage, article = found[scored[at].passage]
        read = candidates.of(passage)
        match = float(matches[at] + proximity_and_names(read) + candidates.cues.gain(read))
        by_meaning = meanings.get(scored[at].passage, 0.0)
        further = sum(gains.of(passage, article.headline, article.published)) + by_meaning
        score = match + float(gained[at]) + further
        hit = Hit(passage, bm25=scored[at].score, score=score, meant=by_meaning)
        told = moment.since or moment.sought or article.published
        ranked.append(_Ranked(hit, match, further, float(nearness[at]) if told else None))
    ranked.sort(key=_rank)
    surest = max(ranked, key=lambda each: each.hit.score - each.further)
    return SearchResult(
        hits=tuple(each.hit for each in ranked[:limit]),
        articles={article.id: article for _, article in found.values()},
        match=surest.match,
        surest=surest.hit,
        nearness=surest.nearness,
        outside=outside,
        unphrased=unphrased,
        candidates=candidates,
    )


def own_language(
    query: Query,
    snapshot: Snapshot,
    scored: Sequence[Scored],
    where: Mapping[int, PassageLocation],
    languages: Mapping[int, str],
) -> Floats:
    """What passages gain for the language in which the question is read, where there are several;
    `languages` are those of articles that are not in English."""
    if len(snapshot.languages) == 1:
        return np.zeros(len(scored))
    codes = (languages.get(where[each.passage].article, DEFAULT) for each in scored)
    return OWN_LANGUAGE * query.mass * np.array([code == query.language for code in codes])


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
    database: Connection, lists: PostingLists, asked: Asked | None, limit: int
) -> Sequence[Scored]:
    """BM25's best and the best of the asked days; all of these where only a day is asked for."""
    best = top_of(lists, limit)
    of_days = passages_of(database, asked) if asked else []
    if not lists.terms:
        return unscored(lists, of_days or _leads(database, asked, limit))[:limit]
    return [*best, *best_of(lists, of_days, limit, besides=best)] if of_days else best


def _with_phrases(lists: PostingLists, query: Query, asked: Asked | None) -> Sequence[Scored]:
    """The passages with the question's phrases; of many that may have them BM25's best are read,
    those with the words of most phrases first."""
    database = lists.database
    if not lists.terms:
        return with_phrases(database, _candidates(database, lists, asked, DEEP), query.phrases)
    positions, having = having_words(lists, query.phrases)
    best: Sequence[Scored]
    if len(positions) > DEEP:
        may_have = np.zeros(len(lists.statistics.lengths), dtype=np.bool_)
        may_have[positions] = True
        scored = _candidates(database, lists, asked, DEEP)
        best = [each for each in scored if may_have[each.position]]
    else:
        best = ranked_of(lists, positions, DEEP)
    best = sorted(best, key=lambda each: -int(having[each.position]))
    return with_phrases(database, best, query.phrases)


def _leads(database: Connection, asked: Asked | None, limit: int) -> Sequence[int]:
    return sorted(leads_of(database, asked, limit)) if asked else ()


def nearness_of(
    database: Connection,
    scored: Sequence[Scored],
    where: Mapping[int, PassageLocation],
    moment: TimeContext,
) -> Floats:
    """How near each passage's day is, 0 to 1; below 0: it is to be left out."""
    numbers = [each.passage for each in scored]
    in_order = [where[number] for number in numbers]
    if moment.since:
        return np.ones(len(scored))
    if moment.sought:
        return np.array(days.met(database, moment.sought, in_order, numbers))
    return np.array([days.closeness(place.published, moment.asked_on) for place in in_order])


def boosts(query: Query, moment: TimeContext, nearness: Floats) -> Floats:
    """What passages gain for their days; those that are new since a day gain alike: nothing."""
    if moment.since:
        return np.zeros(len(nearness))
    return query.rarest * (days.weight(moment.sought) if moment.sought else days.CLOSE) * nearness
