"""Which articles print one text, as a cluster keeps it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from sqlite_utils import Database

from retrieval.opensearch.client import Cluster
from retrieval.opensearch.indices import Indices
from retrieval.opensearch.scan import scan
from retrieval.reindex.ledger import rows as ledger

_KEYS: Final = 10_000


def take_texts(database: Database, cluster: Cluster, indices: Indices) -> dict[int, int]:
    """Brings into the ledger which articles print one text; the same by their numbers."""
    found = scan(cluster, indices.of("texts"), {"query": {"match_all": {}}}, by="article")
    rows = ((each["_source"]["article"], each["_source"]["text"]) for each in found)
    ledger.add_texts(database, ((article, text) for article, text in rows if text is not None))
    return ledger.texts(database)


def take_alike(database: Database, cluster: Cluster, indices: Indices, gen: int) -> None:
    """Brings into the ledger which articles up to the generation have keys of those that came."""
    keys = ledger.fresh_keys(database)
    for begin in range(0, len(keys), _KEYS):
        some = keys[begin : begin + _KEYS]
        sought = [{"terms": {"alike": some}}, {"range": {"gen": {"lte": gen}}}]
        wanted = {"query": {"bool": {"filter": sought}}, "_source": ["number", "alike"]}
        met = set(some)
        ledger.add_alike(
            database,
            (
                (hit["_source"]["number"], met.intersection(hit["_source"]["alike"]))
                for hit in scan(cluster, indices.of("origins"), wanted, by="number")
            ),
        )


def text_lines(
    indices: Indices, before: Mapping[int, int], now: Mapping[int, int], gen: int
) -> Iterator[str]:
    """The lines that say which articles print one text from the generation on."""
    index = indices.of("texts")
    for article in sorted(before.keys() | now.keys()):
        was, text = before.get(article), now.get(article)
        if was == text:
            continue
        said: dict[str, Any] = {"article": article, "text": text, "gen": gen}
        if was is not None:
            said["before"] = {"article": article, "text": was, "gen": gen - 1}
        yield f'{{"index":{{"_index":"{index}","_id":"{article}"}}}}\n'
        yield f"{json.dumps(said)}\n"
