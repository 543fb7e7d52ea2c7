"""The clauses by which a cluster ranks passages: what each says is a term's share of a score, or
more, never less.

A cluster knows the share of each spelling. Shares of spellings of one term do not add up: together
they stand there a + b times, and s(x) = x / (x + k1) rises ever more slowly. Their sum would put
all passages first that have two spellings; with the highest of them, and the most that another can
add to it, few are too high.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import Any, Final

from retrieval.index.postings import K1
from retrieval.opensearch.packing.terms import feature
from retrieval.stored.terms import Term

CLAUSES: Final = 900
"""Clauses that a cluster is asked for in one search: its own limit is 1,024. Of more, what no
search gave has at most the sum of what the last of each has."""
_STEPS: Final = 4
"""Up to how many spellings that stand in one passage are told apart."""
_MANY: Final = 60
"""Of more spellings the shares are added."""

Clause = dict[str, Any]


def parts_of(terms: Sequence[Term], *, closely: bool = False) -> list[list[Clause]]:
    """The clauses of all terms, in parts that a cluster takes at once; `closely`: of passages that
    are too high two in five are so no more, and a search of frequent words takes up to three times
    as long (a million made-up passages, a dozen questions)."""
    parts: list[list[Clause]] = [[]]
    left = CLAUSES
    for term in terms:
        for clause, size in _closely(term) if closely else _bounds(term):
            if size > left:
                parts.append([])
                left = CLAUSES
            parts[-1].append(clause)
            left -= size
    return parts


def _bounds(term: Term) -> list[tuple[Clause, int]]:
    """Clauses whose sum is never below the term's share, each with how many it is made of.

    A passage that has `n` of the spellings, the most frequent of them x times (in units of k1 and
    its length), has at most s(n x), which is at most (sqrt(n) - 1) / (sqrt(n) + 1) more than s(x),
    for s(x) = x / (x + 1): there x = 1 / sqrt(n).
    """
    shares = _shares(term)
    if not 1 < len(shares) <= _MANY:
        return [(share, 1) for share in shares]
    bounds: list[Clause] = [{"dis_max": {"queries": shares}}]
    before = 0.0
    for least, n in _steps(term):
        gain = term.idf * (K1 + 1) * (sqrt(n) - 1) / (sqrt(n) + 1)
        filtered = {"filter": _at_least(least, term), "boost": gain - before}
        bounds.append({"constant_score": filtered})
        before = gain
    return [(each, len(shares)) for each in bounds]


def _closely(term: Term) -> list[tuple[Clause, int]]:
    """The same, by s(n x) itself."""
    bounds = _shares(term)
    if not 1 < len(bounds) <= _MANY:
        return [(share, 1) for share in bounds]
    for least, n in _steps(term):
        highest = {"dis_max": {"queries": _shares(term, n)}}
        bounds.append({"bool": {"must": highest, "filter": _at_least(least, term)}})
    return [({"dis_max": {"queries": bounds}}, 2 * _STEPS * len(term.spellings))]


def _steps(term: Term) -> list[tuple[int, int]]:
    """How many spellings a passage has at least, and at most, that are told apart."""
    count = len(term.spellings)
    last = min(count, _STEPS)
    return [*((n, n) for n in range(2, last)), (last, count)]


def _shares(term: Term, times: int = 1) -> list[Clause]:
    """The share of each spelling, if it stood in a passage so many times as often."""
    return [
        {
            "rank_feature": {
                "field": f"f.{feature(spelling)}",
                "boost": term.idf * (K1 + 1),
                "saturation": {"pivot": K1 / (weight * times)},
            }
        }
        for spelling, weight in term.spellings
    ]


def _at_least(n: int, term: Term) -> Clause:
    """The filter of passages that have so many of the term's spellings."""
    held = [{"rank_feature": {"field": f"f.{feature(each)}"}} for each, _ in term.spellings]
    return {"bool": {"should": held, "minimum_should_match": n}}
