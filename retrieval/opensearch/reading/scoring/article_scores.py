"""The BM25 scores of whole articles, from what a cluster says of each of their terms.

What it says of a term's share has lost some bits; a frequency is a whole number of units, and is
told from it exactly up to `MOST_UNITS`. Higher ones are written beside the features.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

from retrieval.index.postings import B_ARTICLE, K1_ARTICLE, UNIT, Floats
from retrieval.opensearch.packing.terms import feature, spaceless
from retrieval.opensearch.reading.moment import GONE, WINDOW, Moment
from retrieval.opensearch.reading.scoring.bounds import CLAUSES
from retrieval.opensearch.replies import Reply
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
    hits = [
        hit
        for begin in range(0, len(wanted), WINDOW)
        for hit in _hits(moment, _clauses(terms), wanted[begin : begin + WINDOW])
    ]
    numbers = [hit["fields"]["number"][0] for hit in hits]
    scores = dict(zip(numbers, _scores(moment, terms, hits).tolist(), strict=True))
    return np.array([scores[each] for each in scored.articles.tolist()])


def _hits(
    moment: Moment, clauses: Sequence[Mapping[str, Any]], wanted: Sequence[int]
) -> list[Reply]:
    """The articles with these numbers, each with what is said of all clauses: these are asked for
    in parts where they are many."""
    parts: list[Sequence[Reply]] = []
    for begin in range(0, len(clauses), CLAUSES):
        some = clauses[begin : begin + CLAUSES]
        query = {"bool": {"should": some, "filter": [{"terms": {"number": wanted}}]}}
        body = {"size": len(wanted), **_COLUMNS, "query": query}
        parts.append(moment.search("articles", body, named=True)["hits"]["hits"])
        if len(parts[-1]) != len(wanted):
            raise moment.cluster.replies.incomplete(GONE)
    return [*parts[0]] if len(parts) == 1 else _joined(parts)


def _joined(parts: Sequence[Sequence[Reply]]) -> list[Reply]:
    """The articles, each with what is said of it in all parts."""
    found: dict[int, dict[str, Any]] = {}
    for hit in (hit for part in parts for hit in part):
        known = found.setdefault(hit["fields"]["number"][0], {**hit, "matched_queries": {}})
        known["matched_queries"].update(hit.get("matched_queries") or {})
    return [*found.values()]


def _spellings(terms: Sequence[Term]) -> dict[str, str]:
    """The names of the clauses, short ones, by spelling."""
    each = dict.fromkeys(spelling for term in terms for spelling, _ in term.spellings)
    return {spelling: str(place) for place, spelling in enumerate(each)}


def _clauses(terms: Sequence[Term]) -> list[dict[str, Any]]:
    """One for each spelling, with a boost of 1: its score is S / (S + k1)."""
    return [
        {
            "rank_feature": {
                "field": f"g.{feature(spelling)}",
                "saturation": {"pivot": K1_ARTICLE},
                "_name": name,
            }
        }
        for spelling, name in _spellings(terms).items()
    ]


def _scores(moment: Moment, terms: Sequence[Term], hits: Sequence[Reply]) -> Floats:
    """The score of each article that was hit."""
    state = moment.state
    lengths = np.array([hit["fields"]["length"][0] for hit in hits], dtype=np.float64)
    then = 1 - B_ARTICLE + B_ARTICLE * lengths / state.usual
    usual = max(1.0, moment.average * state.passages / max(1, state.articles))
    norm = K1_ARTICLE * (1 - B_ARTICLE + B_ARTICLE * lengths / usual)
    units = _units_of(_spellings(terms), hits, then)
    scores = np.zeros(len(hits))
    for term in terms:
        tf = np.zeros(len(hits))
        for spelling, weight in term.spellings:
            tf += weight * units[spelling] * UNIT
        scores += term.idf * (K1_ARTICLE + 1) * tf / (tf + norm)
    return scores


def _units_of(
    spellings: Mapping[str, str], hits: Sequence[Reply], then: Floats
) -> dict[str, Floats]:
    """How often each of the spellings stands in each article that was hit, in units."""
    many = [
        (at, hit["fields"]["many"][0]) for at, hit in enumerate(hits) if "many" in hit["fields"]
    ]
    told = [(at, _many(text)) for at, text in many]
    said = [hit.get("matched_queries") or {} for hit in hits]
    units = {}
    for spelling, name in spellings.items():
        shares = np.array([each.get(name, 0.0) for each in said])
        units[spelling] = np.where(shares > 0, _units(shares, then), 0.0)
        for at, each in told:
            units[spelling][at] = each.get(spaceless(spelling), units[spelling][at])
    return units


def _units(shares: Floats, norm: Floats) -> Floats:
    """The frequencies of which those are the shares, in units: what was lost made them less."""
    found: Floats = np.ceil(K1_ARTICLE * shares / (1 - shares) * norm / UNIT - 0.05)
    return found


def _many(text: str) -> dict[str, int]:
    pairs = (each.rpartition(":") for each in text.split())
    return {term: int(units) for term, _, units in pairs}
