"""How often a language uses a word in any of its forms, whatever the coverage is about."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from retrieval.analysis.analysers import analyser
from retrieval.analysis.terms import fold
from retrieval.languages.detection import DEFAULT
from retrieval.languages.frequencies import frequency, words_of


def term_frequency(word: str, term: str, code: str) -> float:
    """The frequency, on the Zipf scale, of the word as written, or of the words with its `term`: of
    the most frequent of these."""
    if code == DEFAULT:
        return max(frequency(fold(word)), frequency(term))
    return _terms(code).get(term, 0.0)


@cache
def _terms(code: str) -> Mapping[str, float]:
    """The frequencies of the language's terms: some milliseconds, once a process."""
    term = analyser(code).term
    found: dict[str, float] = {}
    for word, zipf in words_of(code):  # the most frequent first
        found.setdefault(term(word), zipf)
    return found
