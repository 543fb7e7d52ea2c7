"""Which passages have all of some words, by their features and what is packed of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from retrieval.days.calendar import Days
from retrieval.inversion.inverter import BODY
from retrieval.opensearch.packing.columns import PackedPassages
from retrieval.opensearch.packing.terms import feature
from retrieval.opensearch.reading.limits import Filter
from retrieval.opensearch.reading.moment import WINDOW, Moment
from retrieval.opensearch.reading.scoring import candidates
from retrieval.stored.scored import Scored, none_scored
from retrieval.stored.terms import Term

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from retrieval.opensearch.replies import Reply

_ARTICLES: Final = WINDOW
"""Articles that have all words, up to which passages are looked for in these alone."""


def with_words(
    moment: Moment,
    wanted: Sequence[frozenset[str]],
    terms: Sequence[Term],
    k: int,
    days: Days | None,
) -> Scored:
    """See `Passages.with_words`. A feature tells of a headline's words too: of many passages all
    are looked at, to know how many have the words in their own."""
    sought = _having(moment, wanted)
    if sought is None:
        return none_scored()
    more, articles = sought
    for most in (k, WINDOW - 1):
        every = candidates.all_of(moment, terms, most, more)
        if every is not None and (having := _with_own(moment, every, wanted)).size <= k:
            return having
    if days:
        found = candidates.best_and_of_days(moment, terms, k, days)
    else:
        found = candidates.best(moment, terms, k)
    if articles is not None:
        found = found.take(np.isin(found.articles, articles))
    return _with_own(moment, found, wanted)


def _with_own(moment: Moment, found: Scored, wanted: Sequence[frozenset[str]]) -> Scored:
    """Those that have all of one set of words in their own, those that have most sets first."""
    theirs = moment.known(found.numbers.tolist())
    counts = np.sum([_have(theirs, words) for words in wanted], axis=0)
    found, counts = found.take(counts > 0), counts[counts > 0]
    return found if len(wanted) == 1 else found.take(np.argsort(-counts, kind="stable"))


def holding(moment: Moment, terms: Sequence[str]) -> Scored:
    """See `Passages.holding`."""
    words = frozenset(terms)
    if not words:
        return none_scored()
    found: list[PackedPassages] = []
    after: list[Any] | None = None
    query = {"bool": {"filter": moment.passages_left(_all_of(words))}}
    while True:
        body: dict[str, Any] = {"size": WINDOW, "query": query, "sort": [{"number": "asc"}]}
        page = moment.passages_of(body | ({"search_after": after} if after else {}))
        found.append(page.take(_have(page, words)))
        if len(page) < WINDOW:
            return moment.scored(PackedPassages.joined(found))
        after = [int(page.numbers[-1])]


def _having(
    moment: Moment, wanted: Sequence[frozenset[str]]
) -> tuple[list[Filter], list[int] | None] | None:
    """The filters of passages that may have all of a set, in articles that may have all of all, and
    the numbers of these, None for many or those of one set; None where there are no such."""
    if len(wanted) == 1:
        return _all_of(wanted[0]), None
    every = frozenset[str]().union(*wanted)
    query = {"bool": {"filter": moment.articles_shown(_all_of(every, "g"))}}
    body = {
        "size": _ARTICLES,
        "query": query,
        "_source": False,
        "stored_fields": "_none_",
        "docvalue_fields": ["number"],
    }
    hits: Sequence[Reply] = moment.hits("articles", body)
    if not hits:
        return None
    some = [{"bool": {"filter": _all_of(words)}} for words in wanted]
    filters: list[Filter] = [{"bool": {"should": some, "minimum_should_match": 1}}]
    if len(hits) == _ARTICLES:
        return filters, None
    articles = [hit["fields"]["number"][0] for hit in hits]
    return [*filters, {"terms": {"article": articles}}], articles


def _all_of(words: Iterable[str], field: str = "f") -> list[Filter]:
    """Filters of what has all of the words: `term` is refused for features."""
    return [{"rank_feature": {"field": f"{field}.{feature(word)}"}} for word in sorted(words)]


def _have(found: PackedPassages, words: Iterable[str]) -> NDArray[np.bool_]:
    """Which of the passages have all of the words in their own."""
    left = np.ones(len(found), dtype=bool)
    for word in words:
        has = np.zeros(len(found), dtype=bool)
        at, some = found.units(word)
        has[at] = some >= BODY
        left &= has
    return left
