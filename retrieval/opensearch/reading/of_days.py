"""The passages of asked days in a cluster, where there is nothing else to rank them by."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import numpy as np

from retrieval.days.calendar import Days, shifted
from retrieval.opensearch.packing.columns import PackedPassages
from retrieval.opensearch.reading.limits import of_days
from retrieval.opensearch.reading.moment import WINDOW, Moment
from retrieval.stored.scored import Scored

_UNDATED: Final = date.max.toordinal()
"""How far from any day an undated article is."""


def ranked_of_days(moment: Moment, days: Days, k: int) -> Scored:
    """See `Passages.of_days`: the first of those of an article of the first day or later, of those
    before, and of undated ones, of which the first are the first of all."""
    first, left = days[0], moment.passages_left([of_days(days)])
    told: list[tuple[dict[str, Any], str]] = [
        ({"range": {"published": {"gte": first.isoformat()}}}, "asc"),
        ({"range": {"published": {"lt": first.isoformat()}}}, "desc"),
        ({"bool": {"must_not": {"exists": {"field": "published"}}}}, "asc"),
    ]
    bodies = [
        {
            "size": min(k, WINDOW),
            "query": {"bool": {"filter": [*left, each]}},
            "sort": [{"ordinal": "asc"}, {"published": order}, {"article_id": "asc"}],
        }
        for each, order in told
    ]
    found = PackedPassages.joined([some for some, _ in moment.passages_with_scores(bodies)])
    away = np.where(found.published, abs(found.published - first.toordinal()), _UNDATED)
    places = [*zip(found.ordinals.tolist(), away.tolist(), found.article_ids(), strict=True)]
    order = sorted(range(len(found)), key=places.__getitem__)
    return moment.scored(found.take(order[:k]))


def leads(moment: Moment, first: date | None, last: date | None, k: int) -> Scored:
    """See `Passages.leads`."""
    since = {"gte": first.isoformat() if first else ""}
    until = {"lt": shifted(last, 1).isoformat()} if last else {}
    published = {"range": {"published": {**since, **until}}}
    body = {
        "query": {"bool": {"filter": moment.articles_shown([published])}},
        "sort": [{"published": "desc"}, {"id": "asc"}],
        "_source": False,
        "docvalue_fields": ["first"],
    }
    hits = moment.pages("articles", body, k)
    numbers, left = [hit["fields"]["first"][0] for hit in hits], set[int]()
    for begin in range(0, len(numbers), WINDOW):
        some = {"terms": {"number": numbers[begin : begin + WINDOW]}}
        query = {"bool": {"filter": moment.passages_left([some])}}
        found = moment.passages_of({"size": min(len(numbers), WINDOW), "query": query})
        left |= {*found.numbers.tolist()}
    return moment.scored(moment.known(each for each in numbers if each in left))
