"""The articles of a coverage in a cluster, as an operator lists them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from retrieval.errors import NothingIndexedError
from retrieval.model import Article
from retrieval.opensearch.address import ClusterAddress
from retrieval.opensearch.client import Cluster
from retrieval.opensearch.scan import scan
from retrieval.opensearch.state import Seen, shown_state
from retrieval.store.catalogue import Entry
from retrieval.store.database import timestamp
from retrieval.stored.articles import ArticleRow, article_of

_PAGE: Final = 200  # of articles, with all their words


def entries_in(
    address: ClusterAddress,
    *,
    outlet: str | None = None,
    since: date | None = None,
    waiting: bool = False,
    now: datetime | None = None,
    password: str | None = None,
    ca: Path | None = None,
) -> tuple[Entry, ...]:
    """The articles of the coverage at the `address`, of an `outlet`, published on `since` or later,
    the newest first; those that are out `now`, or those that are `waiting`. The cluster's user has
    a `password`; its certificate is signed by `ca`. Raises NothingIndexedError, a DatabaseError."""
    moment, first = timestamp(now or datetime.now(UTC)), since.isoformat() if since else ""
    with closing(Cluster(address, password=password, ca=ca)) as cluster:
        seen = shown_state(cluster, address.name)
        if seen is None:
            raise NothingIndexedError(cluster.where)
        found = [
            each
            for each in _all(cluster, seen, moment)
            if (each.until is not None) == waiting
            and (outlet is None or each.outlet == outlet)
            and (since is None or (each.published or "") >= first)
        ]
    found.sort(key=lambda each: each.article)
    found.sort(key=lambda each: each.published or "", reverse=True)
    return tuple(found)


def articles_of(cluster: Cluster, seen: Seen) -> Iterator[Article]:
    """All articles of the coverage that was seen, by id."""
    index, fields = seen.indices.of("articles"), [*ArticleRow._fields]
    body = {"query": {"bool": _kept(seen)}, "_source": fields}
    for hit in scan(cluster, index, body, by="id", page=_PAGE):
        yield article_of([hit["_source"].get(name) for name in fields])


def _kept(seen: Seen) -> dict[str, Any]:
    """What articles and origins of that generation have, as a query."""
    kept: dict[str, Any] = {"filter": [{"range": {"gen": {"lte": seen.state.generation}}}]}
    if out := seen.state.out("number"):
        kept["must_not"] = out
    return kept


def _all(cluster: Cluster, seen: Seen, moment: str) -> Iterator[Entry]:
    shown = _kept(seen)
    said = {
        "articles": ["number", "id", "headline", "outlet", "published", "url", "until"],
        "origins": ["number", "path", "passages"],
    }
    articles, origins = (
        scan(
            cluster,
            seen.indices.of(kind),
            {"query": {"bool": shown}, "_source": fields},
            by="number",
        )
        for kind, fields in said.items()
    )
    with closing(articles), closing(origins):
        for one, other in zip(articles, origins, strict=True):
            article, origin = one["_source"], other["_source"]
            if article["number"] != origin["number"]:
                raise cluster.replies.incomplete("what it says of articles has changed meanwhile")
            until = article.get("until")
            yield Entry(
                article["id"],
                article["headline"],
                article.get("outlet"),
                article.get("published"),
                article.get("url"),
                origin["path"],
                origin["passages"],
                until if until and until > moment else None,
            )
