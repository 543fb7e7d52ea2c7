"""What a cluster is told to say of a score is never less than the score, and hardly more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from retrieval.index.postings import K1
from retrieval.opensearch.reading.scoring.bounds import CLAUSES, parts_of
from retrieval.stored.terms import Term

WEIGHTS = st.sampled_from([1.0, 0.85, 0.5])
OFTEN = st.floats(0.01, 60) | st.just(0.0)
"""How often a spelling stands in a passage, by its length."""


def told(clause: Mapping[str, Any], held: Mapping[str, float]) -> float | None:
    """What a clause says of a passage that has these features; None where it is not met."""
    [(kind, said)] = clause.items()
    if kind == "rank_feature":
        value = held.get(said["field"], 0.0)
        pivot = said.get("saturation", {"pivot": 1.0})["pivot"]
        return said.get("boost", 1.0) * value / (value + pivot) if value else None
    if kind == "constant_score":
        return said["boost"] if told(said["filter"], held) is not None else None
    if kind == "dis_max":
        return max(
            (each for q in said["queries"] if (each := told(q, held)) is not None), default=None
        )
    filters = [told(said[name], held) for name in ("filter", "must") if name in said]
    should = [each for q in said.get("should", ()) if (each := told(q, held)) is not None]
    if None in filters or len(should) < said.get("minimum_should_match", 0):
        return None
    return (told(said["must"], held) or 0.0) if "must" in said else sum(should)


def exact(term: Term, held: Mapping[str, float]) -> float:
    """The share of BM25 that the term has."""
    often = sum(weight * held.get(f"f.{each}", 0.0) for each, weight in term.spellings)
    return term.idf * (K1 + 1) * often / (often + K1)


@given(st.lists(st.tuples(WEIGHTS, OFTEN), min_size=1, max_size=7), st.booleans())
def test_a_bound_is_never_below_the_score(
    spellings: list[tuple[float, float]], closely: bool
) -> None:
    weights = tuple((f"w{at}", weight) for at, (weight, _) in enumerate(spellings))
    held = {f"f.w{at}": often for at, (_, often) in enumerate(spellings)}
    term = Term("w0", weights, 1, 2.5)
    [clauses] = parts_of([term], closely=closely)
    said = sum(told(each, held) or 0.0 for each in clauses)
    assert said >= exact(term, held) * (1 - 1e-9)
    if sum(often > 0 for _, often in spellings) < 2:
        assert said <= exact(term, held) * (1 + 1e-9)


def test_of_two_spellings_a_bound_is_much_nearer_than_their_sum() -> None:
    term, held = Term("a", (("a", 1.0), ("b", 1.0)), 1, 1.0), {"f.a": 0.9, "f.b": 0.9}
    summed = sum(exact(Term(each, ((each, 1.0),), 1, 1.0), held) for each in "ab")
    for closely in (False, True):
        [clauses] = parts_of([term], closely=closely)
        said = sum(told(each, held) or 0.0 for each in clauses)
        assert said < 1.06 * exact(term, held) < 0.8 * summed


def test_of_very_many_terms_each_part_is_taken_by_a_cluster() -> None:
    terms = [
        Term(f"t{at}", tuple((f"t{at}s{each}", 1.0) for each in range(1 + at % 9)), 1, 1.0)
        for at in range(400)
    ]
    for closely in (False, True):
        parts = parts_of(terms, closely=closely)
        assert len(parts) > 1
        assert all(str(part).count("'rank_feature'") <= CLAUSES for part in parts)
