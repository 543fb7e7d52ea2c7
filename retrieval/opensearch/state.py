"""What is said of a coverage as a whole, in one document: to change it is to change all."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final, Self

from retrieval.errors import ArchiveUnreachableError, NewerCoverageError
from retrieval.opensearch.client import Cluster, ConflictError
from retrieval.opensearch.indices import FORM, Indices
from retrieval.opensearch.replies import Reply

_KEY: Final = "coverage"


@dataclass(frozen=True)
class State:
    """A coverage at one moment. Of all documents those count whose `gen` is not above `generation`,
    but for those of `removed` articles, and those that are marked as `taken_out_by` one of these
    runs; of a word above it, what it was `before`.

    `average` and `usual` are the lengths for which features were made, `terms` how many all
    passages have in all. `tables` are the operators' tables by kind and root, as JSON; `waiting`
    when articles come out that were not; `texts` how many print a text that others print too;
    `kept_out` tells what was withdrawn when it was written.
    """

    generation: int = 0
    form: int = FORM
    versions: dict[str, str] = field(default_factory=dict)
    indexed_at: str = ""
    began: str = ""
    articles: int = 0
    passages: int = 0
    terms: int = 0
    oldest: str | None = None
    newest: str | None = None
    next_article: int = 1
    next_passage: int = 0
    next_correction: int = 1
    average: float = 0.0
    usual: float = 0.0
    removed: list[int] = field(default_factory=list)
    taken_out_by: list[str] = field(default_factory=list)
    languages: dict[str, int] = field(default_factory=dict)
    tables: dict[str, dict[str, str]] = field(default_factory=dict)
    superseded: list[list[str]] = field(default_factory=list)
    mounts: str = "[]"
    waiting: list[str] = field(default_factory=list)
    texts: int = 0
    kept_out: str = ""

    def out(self, article: str) -> list[dict[str, Any]]:
        """The filters of what is out; `article` is the field with an article's number."""
        given = {article: self.removed, "taken_out_by": self.taken_out_by}
        return [{"terms": {name: some}} for name, some in given.items() if some]

    def but(self, **changes: Any) -> Self:
        """The same, but for these."""
        return replace(self, **changes)


@dataclass(frozen=True)
class Seen:
    """A state as it was read in these indices, and by what a cluster knows that nobody wrote
    another since."""

    indices: Indices
    state: State
    seq_no: int
    primary_term: int


def shown_state(cluster: Cluster, name: str) -> Seen | None:
    """The state of the coverage that is shown; None where there is none."""
    return _read(cluster, name, f"{name}-meta")


def read_state(cluster: Cluster, indices: Indices) -> Seen | None:
    """The state in these indices; None where nothing was committed. Raises a DatabaseError for
    one that another nutgraf wrote."""
    return _read(cluster, indices.name, indices.of("meta"))


def place_of_state(name: str) -> dict[str, str]:
    """What a call for several documents names the state by that is shown."""
    return {"_index": f"{name}-meta", "_id": _KEY}


def seen_in(found: Reply, name: str) -> Seen | None:
    """The state in such a document; None where there is none, or another nutgraf's."""
    if not found["found"] or found["_source"]["said"].get("form") != FORM:
        return None
    place = Indices(name, found["_index"].rpartition("-")[2])
    state = State(**found["_source"]["said"])
    return Seen(place, state, found["_seq_no"], found["_primary_term"])


def _read(cluster: Cluster, name: str, index: str) -> Seen | None:
    found = cluster.document(index, _KEY)
    if found is None:
        return None
    said = found["_source"]["said"]
    if said.get("form", 0) > FORM:
        raise NewerCoverageError(
            cluster.where, "written by a newer nutgraf; update this one, or index anew"
        )
    if said.get("form") != FORM:
        raise ArchiveUnreachableError(cluster.where, "its documents are of an unknown form")
    return seen_in(found, name)


def write_state(cluster: Cluster, indices: Indices, state: State, seen: Seen | None) -> Seen:
    """Writes the state in the place of the one that was seen. Raises ConflictError where that is
    not there any more, but for the state itself: it was written, and whoever said so was lost."""
    there = (
        {"if_seq_no": seen.seq_no, "if_primary_term": seen.primary_term}
        if seen
        else {"op_type": "create"}
    )
    try:
        made = cluster.put(indices.of("meta"), _KEY, {"said": asdict(state)}, **there)
    except ConflictError:
        found = read_state(cluster, indices)
        if found is None or found.state != state:
            raise
        return found
    return Seen(indices, state, made["_seq_no"], made["_primary_term"])
