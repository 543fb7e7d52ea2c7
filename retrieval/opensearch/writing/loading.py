"""Batches of articles on their way into a cluster: of a first load, each is whole or not there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from retrieval.analysis import terms as analysis
from retrieval.analysis.fingerprints import fingerprint
from retrieval.inversion import likeness
from retrieval.languages.language import codes
from retrieval.opensearch.client import Cluster
from retrieval.opensearch.indices import FORM, Indices
from retrieval.opensearch.writing.bulk import Bulk
from retrieval.opensearch.writing.documents import Documents, Kept
from retrieval.opensearch.writing.filling.speed import SETTINGS
from retrieval.opensearch.writing.patient import patiently
from retrieval.reindex.ledger.tally import Tally, expanded, pressed
from retrieval.speakers import attribution

BATCH: Final = 20_000
"""Passages of a batch. From the first one's lengths the coverage's are told."""
_RENDERED: Final = 1_000
"""Passages that are gathered before they are written down."""


class Lengths(NamedTuple):
    """For which lengths features are made: of a passage, and of an article."""

    average: float
    usual: float


class Done(NamedTuple):
    """Where the last whole batch of a load ended."""

    batches: int
    next_article: int
    next_passage: int
    terms: int
    removed: tuple[int, ...]
    lengths: Lengths


class Loading:
    """Takes articles, and writes them in batches. `lengths` are those that features are made for;
    without them, those of the first batch."""

    def __init__(
        self,
        cluster: Cluster,
        indices: Indices,
        gen: int,
        tally: Tally,
        may_write: Callable[[], None],
        *,
        lengths: Lengths | None,
        begun: Done | None = None,
    ) -> None:
        self.cluster, self.indices, self.gen, self.tally = cluster, indices, gen, tally
        self.bulk = Bulk(cluster, may_write)
        self.lengths = lengths or (begun.lengths if begun else None)
        self._kept_batches = lengths is None
        self._batches = begun.batches if begun else 0
        self._documents: Documents | None = None
        self._pending: list[Kept] = []
        self._passages = 0  # of the batch

    def room(self, ended: Callable[[], Done]) -> None:
        """Writes what was taken, if that is enough; `ended` says where a batch ends with it."""
        if self._passages >= BATCH:
            self.end_batch(ended)
        elif self.lengths and sum(len(each.new.passages) for each in self._pending) >= _RENDERED:
            self._render()

    def add(self, kept: Kept) -> None:
        """Takes an article."""
        self._pending.append(kept)
        self._passages += len(kept.new.passages)

    def flush(self) -> None:
        """Writes all that was taken."""
        self._render()
        self.bulk.flush()

    def end_batch(self, ended: Callable[[], Done]) -> None:
        """The same; of a first load, also that it is there."""
        self.flush()
        self._passages = 0
        words = self.tally.end_batch()
        if self._kept_batches:
            done = ended()
            self._batches += 1
            said = {
                "next_article": done.next_article,
                "next_passage": done.next_passage,
                "terms": done.terms,
                "removed": list(done.removed),
                "lengths": list(self.lengths or (1.0, 1.0)),
                "words": pressed(words),
                "written_by": _written_by(),
            }
            place = f"batch-{self._batches}"
            index = self.indices.of("meta")
            patiently(lambda: self.cluster.put(index, place, {"said": said}))

    def _render(self) -> None:
        if not self._pending:
            return
        if self.lengths is None:
            self.lengths = _lengths(self._pending)
        if self._documents is None:
            self._documents = Documents(self.indices, self.gen, *self.lengths)
        for each in self._pending:
            self.bulk.add(self._documents.lines(each))
        self._pending = []


def resumed(cluster: Cluster, indices: Indices, tally: Tally) -> Done | None:
    """Where a load that was ended goes on, its words told to the tally; None where it has no whole
    batch, or another nutgraf wrote them."""
    done: Done | None = None
    while True:
        found = cluster.document(indices.of("meta"), f"batch-{done.batches + 1 if done else 1}")
        if found is None:
            return done
        said: dict[str, Any] = found["_source"]["said"]
        if said.get("written_by") != _written_by():
            return None
        tally.merge(expanded(said["words"]))
        done = Done(
            done.batches + 1 if done else 1,
            said["next_article"],
            said["next_passage"],
            said["terms"],
            tuple(said["removed"]),
            Lengths(*said["lengths"]),
        )


def forget_batches(cluster: Cluster, indices: Indices) -> None:
    """Deletes what is kept of batches, for the load is done."""
    cluster.call("DELETE", f"/{indices.of('meta')}/_doc/{SETTINGS}", missing={})
    number = 1
    while True:
        path = f"/{indices.of('meta')}/_doc/batch-{number}"
        if cluster.call("DELETE", path, missing={"result": "not_found"})["result"] == "not_found":
            return
        number += 1


def _written_by() -> list[str]:
    """By what documents are told from those of another nutgraf."""
    versions = analysis.VERSION, attribution.VERSION, likeness.VERSION, fingerprint(codes())
    return [*map(str, (FORM, *versions))]


def _lengths(some: list[Kept]) -> Lengths:
    """The lengths of these articles."""
    terms = sum(int(each.new.lengths.sum()) for each in some)
    passages = sum(len(each.new.passages) for each in some)
    average = terms / passages if terms else 1.0
    return Lengths(average, max(1.0, average * passages / len(some)))
