"""A run over a coverage in a cluster that writes nothing there: what it would do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sqlite_utils import Database

from retrieval.inversion.inverted import Inverted, TermNumbers
from retrieval.opensearch.client import Cluster
from retrieval.opensearch.state import State, shown_state
from retrieval.opensearch.upkeep.run import ClusterRun
from retrieval.opensearch.writing.opening import fill
from retrieval.reindex.article_rows import remove_article
from retrieval.reindex.ledger import rows as ledger
from retrieval.reindex.writers.writer import Begun, Report
from retrieval.store.origins import Known, Origin


class TryingWriter(ClusterRun):
    """See `CoverageWriter`. What a run keeps stands in the ledger alone, which is thrown away."""

    def __init__(self, cluster: Cluster, name: str, database: Database) -> None:
        seen = shown_state(cluster, name)
        super().__init__(cluster, name, database, seen.indices if seen else None)
        self._state = seen.state if seen else State()
        self._loaded = set[int]()
        self.next_passage = self._state.next_passage
        self._next = self._state.next_article
        if seen:
            state = seen.state
            fill(database, cluster, seen.indices, state.generation, out=state.out("number"))
            ledger.take_tables(database, state.tables, state.mounts, state.superseded)

    def begin(self, moment: str, progress: Report | None) -> Begun:  # noqa: ARG002
        """See `CoverageWriter`; nothing is analysed anew."""
        same = self.shown is None or self._state.versions == ledger.versions(self.database)
        return Begun(mended=False, rebuilt=None if same else self._state.passages)

    def load(self, number: int) -> None:
        """See `CoverageWriter`."""
        if number in self._loaded or self.shown is None:
            return
        index = self.shown.of("articles")
        [found] = self.cluster.documents([{"_index": index, "_id": str(number)}])
        if not found["found"]:
            raise self.cluster.replies.incomplete("another reindex was quicker")
        ledger.complete(self.database, number, found["_source"])
        self._loaded.add(number)

    def put(
        self,
        new: Inverted,
        words: TermNumbers,  # noqa: ARG002
        origin: Origin,
        *,
        moment: str,
        until: str | None,
    ) -> int:
        """See `CoverageWriter`."""
        number, first = self._next, self.next_passage
        ledger.add(self.database, new, number, first, origin, moment, until)
        ledger.complete(self.database, number, new.article._asdict())
        self._loaded.add(number)
        self._next, self.next_passage = number + 1, first + len(new.passages)
        return number

    def bury(self, known: Known) -> Inverted | None:
        """See `CoverageWriter`."""
        buried = self.again(known)
        remove_article(self.database, known.number, buried.alike)
        return buried

    def drop_wordings(self, numbers: Iterable[int]) -> None:
        """They stay."""

    def flush(self) -> None:
        """All is read from the ledger."""

    def commit(self, moment: str, *, passages_added: int, changed: bool) -> None:
        """Nothing is kept."""


@contextmanager
def trying(cluster: Cluster, name: str) -> Iterator[TryingWriter]:
    """What a rehearsal of a reindex of the coverage `name` writes with."""
    with ledger.ledger() as database:
        yield TryingWriter(cluster, name, database)
