"""The passages of asked days in a cluster, where there is nothing else to rank them by."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from retrieval.days.calendar import Days, shifted
from retrieval.opensearch.reading.limits import of_days
from retrieval.opensearch.reading.moment import WINDOW, Moment
from retrieval.opensearch.terms import Packed
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
    found = [each for some in moment.passages_with_scores(bodies) for each, _ in some]

    def away(each: Packed) -> int:
        return abs(each.published - first.toordinal()) if each.published else _UNDATED

    found.sort(key=lambda each: (each.ordinal, away(each), each.article_id))
    return moment.scored(found[:k])


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
    numbers, left = [hit["fields"]["first"][0] for hit in hits], dict[int, Packed]()
    for begin in range(0, len(numbers), WINDOW):
        some = {"terms": {"number": numbers[begin : begin + WINDOW]}}
        query = {"bool": {"filter": moment.passages_left([some])}}
        found = moment.passages_of({"size": min(len(numbers), WINDOW), "query": query})
        left |= {each.number: each for each in found}
    return moment.scored([left[each] for each in numbers if each in left])
