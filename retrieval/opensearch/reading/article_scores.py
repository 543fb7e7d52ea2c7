"""The BM25 scores of whole articles, from what a cluster says of each of their terms.

What it says of a term's share has lost some bits; a frequency is a whole number of units, and is
told from it exactly up to `MOST_UNITS`. Higher ones are written beside the features.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any, Final

import numpy as np

from retrieval.index.postings import B_ARTICLE, K1_ARTICLE, UNIT, Floats
from retrieval.opensearch.reading.moment import Moment
from retrieval.opensearch.terms import feature, spaceless
from retrieval.stored.scored import Scored
from retrieval.stored.terms import Term

_COLUMNS: Final = {
    "_source": False,
    "stored_fields": "_none_",
    "docvalue_fields": ["number", "length", "many"],
    "track_total_hits": False,
}


def article_scores(moment: Moment, terms: Sequence[Term], scored: Scored) -> Floats:
    """See `Passages.article_scores`."""
    if not terms or not scored:
        return np.zeros(scored.size)
    wanted = sorted(set(scored.articles.tolist()))
    query = {"bool": {"should": _clauses(terms), "filter": [{"terms": {"number": wanted}}]}}
    body = {"size": len(wanted), **_COLUMNS, "query": query}
    hits = moment.search("articles", body, named=True)["hits"]["hits"]
    if len(hits) != len(wanted):
        raise moment.cluster.replies.incomplete("what was found is not there any more")
    scores = {hit["fields"]["number"][0]: _score(moment, terms, hit) for hit in hits}
    return np.array([scores[each] for each in scored.articles.tolist()])


def _clauses(terms: Sequence[Term]) -> list[dict[str, Any]]:
    """One for each spelling, with a boost of 1: its score is S / (S + k1)."""
    spellings = dict.fromkeys(each for term in terms for each, _ in term.spellings)
    return [
        {
            "rank_feature": {
                "field": f"g.{feature(spelling)}",
                "saturation": {"pivot": K1_ARTICLE},
                "_name": spelling,
            }
        }
        for spelling in spellings
    ]


def _score(moment: Moment, terms: Sequence[Term], hit: Mapping[str, Any]) -> float:
    state, length = moment.state, hit["fields"]["length"][0]
    then = 1 - B_ARTICLE + B_ARTICLE * length / state.usual
    usual = max(1.0, moment.average * state.passages / max(1, state.articles))
    norm = K1_ARTICLE * (1 - B_ARTICLE + B_ARTICLE * length / usual)
    many = _many(hit["fields"].get("many", [""])[0])
    said: Mapping[str, float] = hit.get("matched_queries") or {}
    score = 0.0
    for term in terms:
        tf = 0.0
        for spelling, weight in term.spellings:
            share = said.get(spelling, 0.0)
            units = many.get(spaceless(spelling)) or (_units(share, then) if share else 0)
            tf += weight * units * UNIT
        score += term.idf * (K1_ARTICLE + 1) * tf / (tf + norm)
    return score


def _units(share: float, norm: float) -> int:
    """The frequency of which that is the share, in units: what was lost made it less."""
    return ceil(K1_ARTICLE * share / (1 - share) * norm / UNIT - 0.05)


def _many(text: str) -> dict[str, int]:
    pairs = (each.rpartition(":") for each in text.split())
    return {term: int(units) for term, _, units in pairs}
