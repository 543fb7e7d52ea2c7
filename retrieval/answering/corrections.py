"""The corrections since a moment that speak of what a question asks about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from retrieval.analysis.terms import terms
from retrieval.answering.showing.bounds import beside, is_bounded
from retrieval.answers import ChangedQuote, Correction
from retrieval.articles.passages import split
from retrieval.model import Article, Passage, Quote
from retrieval.query.query import Query
from retrieval.stored.articles import cite
from retrieval.stored.coverage import Articles, Catalogue
from retrieval.stored.limits import Limits

LOOKED_AT: Final = 500
"""The newest corrections among which those that speak of what is asked are looked for."""
SHOWN: Final = 5
ABOUT: Final = 0.5


def corrections(stored: Articles, query: Query, limits: Limits) -> tuple[Correction, ...]:
    """The newest corrections since the limits' moment that speak of what is asked, SHOWN at most.

    A correction does if its sentences and its headline hold half of the question's idf. Of an
    article that may not be shown whole, the newest alone.
    """
    if limits.since is None or not query.idf:
        return ()
    rows = stored.corrections(limits.since, LOOKED_AT)
    found: list[Correction] = []
    spent: set[str] = set()
    for article_id, moment, old, new in rows:
        article = stored.article_by_id(article_id)
        if article is None or (limits.as_of and not _published_by(article, limits.as_of)):
            continue
        if article_id in spent or beside(article).shown == "headline":
            continue
        words = terms(f"{article.headline} {old or ''} {new or ''}")
        if query.held(words) >= ABOUT * sum(query.idf.values()):
            passage = _passage(article, new)
            found.append(Correction(old, new, moment, passage.address, cite(article, passage)))
            if is_bounded(article):
                spent.add(article_id)
        if len(found) == SHOWN:
            break
    return tuple(found)


def _published_by(article: Article, day: date) -> bool:
    return article.published is not None and article.published[:10] <= day.isoformat()


def _passage(article: Article, sentence: str | None) -> Passage:
    passages = split(article)
    return next((each for each in passages if sentence and sentence in each.text), passages[0])


def changed_after(
    stored: Articles, quotes: Iterable[Quote], day: date | None
) -> tuple[ChangedQuote, ...]:
    """Those of the quotes whose words came or changed after `day`, with when they first did."""
    if day is None:
        return ()
    moment, found = f"{day.isoformat()}T23:59:59Z", []
    for quote in quotes:
        for after, indexed_at in stored.changes_after(quote.citation.article, moment):
            if after in quote.text:
                found.append(ChangedQuote(quote.address, indexed_at[:10]))
                break
    return tuple(found)


def changes_from(stored: Catalogue, day: date | None) -> str | None:
    """The day of the first reindex, since which changes are known, where `day` lies before it."""
    began = stored.began()[:10]
    return began if day and day.isoformat() < began else None
