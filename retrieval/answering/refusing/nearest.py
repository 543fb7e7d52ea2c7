"""What stands near a question that nothing answers surely, and what of it that lacks; pure."""

from __future__ import annotations

from typing import Final

from retrieval.answering.copies import NO_TEXTS, Texts
from retrieval.answering.holding import Holding
from retrieval.answering.selection import chosen
from retrieval.model import Hit
from retrieval.query.query import Query
from retrieval.ranking.search import SearchResult

MOST: Final = 3
"""Passages that are shown as nearest."""
NEAR: Final = 0.3
"""Of the question's idf, what a passage with its headline must hold to stand near, where the
question names nothing; else it must hold a name."""
LIKELY: Final = 0.15
"""Of what was found by its meaning, the probability that it answers, from which on it is near."""


def near_hits(query: Query, found: SearchResult, texts: Texts = NO_TEXTS) -> list[Hit]:
    """The hits that stand near what is asked, best first; none where the question's words are
    not together in the best."""
    if not found.hits or found.unphrased:
        return []
    if found.likely is not None:
        return chosen(found, MOST, texts) if found.likely >= LIKELY else []
    near = [hit for hit in chosen(found, MOST, texts) if _is_near(query, found, hit)]
    return near if near[:1] == list(found.hits[:1]) else []


def lacking(query: Query, found: SearchResult) -> tuple[str, ...]:
    """The words of the question, as typed, that the best hit and its headline lack; none that are
    used so often that they say little, and none of what was found by its meaning."""
    return () if found.likely is not None else Holding(query, found, found.hits[0]).lacking


def _is_near(query: Query, found: SearchResult, hit: Hit) -> bool:
    holding = Holding(query, found, hit)
    if query.names:
        return bool(holding.names)
    return 0 < NEAR * query.mass <= sum(query.idf[term] for term in holding.terms)
