"""What limits leave of a coverage, as filters for a cluster."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from retrieval.days.calendar import Days, shifted
from retrieval.opensearch.state import State
from retrieval.store.database import after_timestamp
from retrieval.stored.limits import Limits

Filter = Mapping[str, Any]


def shown(state: State, now: str, article: str) -> list[Filter]:
    """What is shown at all at this moment; `article` is the field with an article's number."""
    kept: list[Filter] = [{"range": {"gen": {"lte": state.generation}}}]
    gone: list[Filter] = [*state.out(article)]
    if any(until > now for until in state.waiting):
        gone.append({"range": {"until": {"gt": now}}})
    return [*kept, {"bool": {"must_not": gone}}] if gone else kept


def within(limits: Limits, began: str) -> list[Filter]:
    """The passages that the limits leave, of a coverage that began at that moment."""
    found: list[Filter] = []
    if limits.as_of is not None:
        found.append({"range": {"published": {"lte": limits.as_of.isoformat()}}})
    if limits.since is not None:
        found.append(_any(_new(limits.since, began)))
    if limits.outlet is not None:
        found.append({"term": {"outlet": limits.outlet}})
    if limits.path is not None:
        path = limits.path.rstrip("/")
        below = [{"term": {"article_id": path}}, {"prefix": {"article_id": f"{path}/"}}]
        found.append(_any(below))
    return found


def of_days(days: Days) -> Filter:
    """The passages that speak of these days, or stand in articles of them or of the two after."""
    first, last = days
    published = {"gte": first.isoformat(), "lt": shifted(last, 3).isoformat()}
    return _any([_speaking(first, last), {"range": {"published": published}}])


def published_or_spoken(since: date | None, until: date | None) -> Filter:
    """The passages of articles published on these days, or that speak of days that begin then."""
    first, last = since or date.min, until or date.max
    published = {"gte": first.isoformat(), "lte": last.isoformat()}
    begins = {"gte": first.toordinal(), "lte": last.toordinal()}
    return _any([{"range": {"published": published}}, {"range": {"begins": begins}}])


def after(field: str, moment: str) -> Filter:
    """What has a moment after this one, which may be a day: all of its moments come after it."""
    if "T" in moment:
        return {"range": {field: {"gt": moment}}}
    return {"range": {field: {"gte": f"{moment}T00:00:00Z"}}}


def _new(since: date | datetime, began: str) -> list[Filter]:
    last = max(after_timestamp(since), began)
    new = [after("since", last), after("until", last)]
    if not isinstance(since, datetime):
        new += [
            {"range": {"published": {"gte": since.isoformat()}}},
            _speaking(since, date.max),
        ]
    return new


def _speaking(first: date, last: date) -> Filter:
    between = {"gte": first.toordinal(), "lte": last.toordinal(), "relation": "intersects"}
    return {"range": {"days": between}}


def _any(filters: Sequence[Filter]) -> Filter:
    return {"bool": {"should": [*filters], "minimum_should_match": 1}}
