"""What of a question a passage holds, with the headline above it, and what it lacks; pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Final

from retrieval.analysis.analysers import analyser, asked_tokens
from retrieval.analysis.frequent_terms import term_frequency
from retrieval.analysis.terms import terms
from retrieval.languages.english.asking import ASKING
from retrieval.model import Hit
from retrieval.query.query import Query
from retrieval.ranking.search import SearchResult

RARE, COMMON = 4.2, 5.8
"""The frequencies up to which a word counts whole, and from which on it counts nothing."""
SAYS_LITTLE: Final = 5.4
"""The frequency from which on a word is not worth naming (true, say, people)."""
KEYWORDS: Final = 4
"""Words of a question that is nothing but words to be looked for."""
_ASKING: Final = frozenset(terms(" ".join(sorted(ASKING))))
_WORD: Final = re.compile(r"\w+")


class Holding:
    """What of the question `query` the passage of `hit`, or its headline, holds."""

    def __init__(self, query: Query, found: SearchResult, hit: Hit) -> None:
        self.query = query
        headline = found.articles[hit.passage.article_id].headline
        above = analyser(hit.passage.language).terms(headline)
        asked = (query.question_term[term] for term in above if term in query.question_term)
        self.terms = found.candidates.of(hit.passage).asked.union(asked) - query.day_terms
        """The question's terms that it holds, in any spelling."""

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of the question that it holds."""
        return self.terms & (self.query.names | self.query.known_names)

    @property
    def share(self) -> float:
        """Of what the question says beside names, the share that it holds, frequent words counting
        less; a word that a few passages hold weighs against what nothing is known of."""
        query = self.query
        worth = {term: _worth(term, term, query.language) * query.idf[term] for term in self._rest}
        held = sum(each for term, each in worth.items() if term in self.terms)
        return (held + 1) / (sum(worth.values()) + unheard(query) + 1)

    @property
    def elsewhere(self) -> float:
        """How often the coverage has, in other passages, the commonest of the question's words
        beside names, if this has none of them: 1 for everywhere; 0 where it has one."""
        heard = [term.term for term in self.query.terms if term.term in self._rest]
        if not heard or not self.terms.isdisjoint(heard):
            return 0.0
        return 1 - min(self.query.idf[term] for term in heard) / self.query.rarest

    @cached_property
    def _rest(self) -> list[str]:
        """The question's terms that are no names and say something of the event, in its order."""
        query = self.query
        others = query.names | query.known_names | query.day_terms | _ASKING
        return [term for term in query.idf if term not in others]

    @property
    def lacks_name(self) -> float:
        """The idf of the rarest name of the question that it lacks; 0 for none."""
        return max(self._lacking_idf(self.query.names), default=0.0)

    @property
    def lacks_number(self) -> bool:
        """Whether it lacks a number of the question."""
        return any(self._lacking_idf(term for term in self.query.idf if term.isdigit()))

    @property
    def lacking(self) -> tuple[str, ...]:
        """The words of the question, as typed, that it lacks; none that are used so often that
        they say little."""
        query, words = self.query, dict[str, str]()
        for token in asked_tokens(query.text, query.language):
            word = query.text[slice(*token.span)]
            asked = token.term in query.idf or token.term in query.everyday
            gone = asked and token.term not in self.terms | query.day_terms
            if gone and term_frequency(word, token.term, query.language) < SAYS_LITTLE:
                words.setdefault(token.term, word)
        return tuple(words.values())

    def _lacking_idf(self, terms: Iterable[str]) -> list[float]:
        gone = (term for term in terms if term not in self.terms | self.query.day_terms)
        return [self.query.idf[term] for term in gone if term in self.query.idf]


def unheard(query: Query) -> float:
    """What the frequent words of the question that the coverage lacks weigh, in idf."""
    everyday = ((term, word) for term, word in query.everyday.items() if term not in _ASKING)
    return query.rarest * sum(_worth(word, term, query.language) for term, word in everyday)


def is_keywords(query: Query) -> bool:
    """Whether the question is a few words to be looked for, and asks nothing about them."""
    words = len(_WORD.findall(query.text))
    return words <= KEYWORDS and len(query.idf) + len(query.everyday) >= words


def _worth(word: str, term: str, language: str) -> float:
    """What a word counts, by the most frequent of its forms: 0 to 1."""
    zipf = term_frequency(word, term, language)
    return max(0.0, min(1.0, (COMMON - zipf) / (COMMON - RARE)))
