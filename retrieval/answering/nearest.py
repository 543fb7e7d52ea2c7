"""What stands near a question that nothing answers surely, and what of it that lacks; pure."""

from __future__ import annotations

from typing import Final

from retrieval.analysis.terms import fold, terms, tokens
from retrieval.answering.selection import chosen
from retrieval.languages.frequencies import frequency
from retrieval.model import Hit
from retrieval.query.query import Query
from retrieval.ranking.search import SearchResult

MOST: Final = 3
"""Passages that are shown as nearest."""
NEAR: Final = 0.3
"""Of the question's idf, what a passage with its headline must hold to stand near, where the
question names nothing; else it must hold a name."""

SAYS_LITTLE: Final = 5.4
"""The frequency from which on a word is not worth naming (true, say, people)."""


def near_hits(query: Query, found: SearchResult) -> list[Hit]:
    """The hits that stand near what is asked, best first; none where the question's words are
    not together in the best."""
    if not found.hits or found.unphrased:
        return []
    near = [hit for hit in chosen(found, MOST) if _is_near(query, found, hit)]
    return near if near[:1] == list(found.hits[:1]) else []


def lacking(query: Query, found: SearchResult) -> tuple[str, ...]:
    """The words of the question, as typed, that the best hit and its headline lack; none that are
    used so often that they say little."""
    held = _held(query, found, found.hits[0])
    words: dict[str, str] = {}
    for token in tokens(query.text):
        word = query.text[slice(*token.span)]
        asked = token.term in {**query.idf, **query.everyday} and token.term not in query.day_terms
        if asked and token.term not in held and frequency(fold(word)) < SAYS_LITTLE:
            words.setdefault(token.term, word)
    return tuple(words.values())


def _is_near(query: Query, found: SearchResult, hit: Hit) -> bool:
    held = _held(query, found, hit) - query.day_terms
    if query.names:
        return not held.isdisjoint(query.names)
    return 0 < NEAR * query.mass <= sum(query.idf[term] for term in held)


def _held(query: Query, found: SearchResult, hit: Hit) -> set[str]:
    """The question's terms that the passage or its headline has, in any spelling."""
    headline = found.articles[hit.passage.article_id].headline
    own = (*found.candidates.read(hit.passage.text).terms, *terms(headline))
    return {query.question_term[term] for term in own if term in query.question_term}
