"""A coverage's words as a cluster keeps them: as they are, and as they were a generation ago."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import islice
from typing import Any, Final

from retrieval.index.vocabulary import shape_of
from retrieval.opensearch.client import Cluster
from retrieval.opensearch.indices import Indices
from retrieval.opensearch.packing.terms import key
from retrieval.opensearch.writing.bulk import Bulk
from retrieval.reindex.ledger.tally import Row, Tally, plainer

_TERMS_AT_ONCE: Final = 2_000
_NONE: Final = {"found": False}


def write_words(
    tally: Tally, cluster: Cluster, indices: Indices, bulk: Bulk, gen: int, *, fresh: bool
) -> None:
    """Writes each word that a run has brought or taken: as it is from the generation on, and as it
    was before; into `fresh` indices there was none."""
    index, rows = indices.of("words"), tally.rows()
    while some := [*islice(rows, _TERMS_AT_ONCE)]:
        wanted = [{"_index": index, "_id": key(term)} for term, *_ in some]
        found = cluster.documents(wanted) if not fresh else [_NONE] * len(some)
        for row, document in zip(some, found, strict=True):
            before = at(document["_source"], gen - 1) if document["found"] else None
            bulk.add(_lines(index, row, before, gen))


def at(said: dict[str, Any], gen: int) -> dict[str, Any] | None:
    """A word as it was at the generation; None where it was not there."""
    if said["gen"] <= gen:
        return {name: each for name, each in said.items() if name != "before"}
    return said.get("before")


def _lines(index: str, row: Row, before: dict[str, Any] | None, gen: int) -> Iterable[str]:
    term, df, uses, spelling = row
    was = before or {"df": 0, "uses": 0, "spelling": ""}
    plainest = plainer(spelling, was["spelling"])
    df, uses = df + was["df"], uses + was["uses"]
    _, name, skeleton, initial, length = shape_of(term, plainest or term)
    document = {
        "term": term,
        "spelling": plainest or term,
        "name": bool(name),
        "skeleton": skeleton,
        "initial": initial,
        "length": length,
        "df": df,
        "uses": uses,
        "gen": gen,
        "sorted": key(term),
    } | ({"before": before} if before else {})
    yield f'{{"index":{{"_index":"{index}","_id":{json.dumps(key(term))}}}}}\n'
    yield f"{json.dumps(document, ensure_ascii=False, separators=(',', ':'))}\n"
