"""What is kept out of a coverage in a cluster: a document beside its indices, which outlives them
and is the same for every machine that reindexes."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex
from typing import Any, Final

from retrieval.errors import DatabaseError, KeptOutError
from retrieval.keeping.kept_out import KeptOut, from_said
from retrieval.opensearch.client import Cluster, ConflictError

_KEY: Final = "kept-out"
_SETTINGS: Final = {"index": {"number_of_shards": 1}}
_MAPPING: Final = {
    "dynamic": "strict",
    "properties": {"said": {"type": "object", "enabled": False}},
}


@dataclass
class ClusterKeptOut(KeptOut):
    """See `KeptOut`: the index that `path` names holds it, as it was seen `there`."""

    cluster: Cluster | None = None
    there: Mapping[str, Any] = field(default_factory=lambda: {"op_type": "create"})

    def save(self) -> None:
        """Writes the document. Raises KeptOutError where somebody else did meanwhile."""
        cluster, index = self.cluster, str(self.path)
        assert cluster is not None
        if not cluster.call("GET", f"/{index}", missing={}):
            with suppress(DatabaseError):  # another was quicker
                cluster.call("PUT", f"/{index}", {"settings": _SETTINGS, "mappings": _MAPPING})
        try:
            made = cluster.put(index, _KEY, {"said": self.said()}, **self.there)
        except ConflictError:
            raise KeptOutError(
                self.path, "was changed meanwhile; nothing was done, try again"
            ) from None
        self.there = {"if_seq_no": made["_seq_no"], "if_primary_term": made["_primary_term"]}


def index_of(name: str) -> str:
    """The index that says what is kept out of the coverage `name`."""
    return f"{name}-kept-out"


def kept_out_in(cluster: Cluster, name: str) -> ClusterKeptOut:
    """What is kept out of the coverage `name`. Raises KeptOutError for a document that is not as
    it was written: nothing may come back because of that."""
    index = index_of(name)
    found = cluster.document(index, _KEY)
    if found is None:
        return ClusterKeptOut(Path(index), token_hex(16), cluster=cluster)
    try:
        said = from_said(Path(index), found["_source"]["said"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise KeptOutError(
            Path(index), "not as nutgraf wrote it; put it back, for it says what stays out"
        ) from error
    there = {"if_seq_no": found["_seq_no"], "if_primary_term": found["_primary_term"]}
    return ClusterKeptOut(
        Path(index), said.key, said.removed, said.gone, said.words, cluster, there
    )
