"""A coverage in a cluster, as `Archive` opens it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.errors import NothingIndexedError
from retrieval.opensearch.address import ClusterAddress
from retrieval.opensearch.client import Cluster
from retrieval.opensearch.indices import shown
from retrieval.opensearch.state import Seen, read_state

if TYPE_CHECKING:
    from retrieval.reindex.soundness.doctor import Diagnosis
    from retrieval.reindex.writers.writer import CoverageWriter
    from retrieval.snapshot import Snapshot


class ClusterConnections:
    """What `snapshot.Connections` is to a file. Raises ArchiveUnreachableError,
    ArchiveIncompleteError."""

    def __init__(
        self,
        address: ClusterAddress,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        *,
        password: str | None = None,
        ca: Path | None = None,
    ) -> None:
        self.address, self._now = address, now
        self.cluster = Cluster(address, password=password, ca=ca)

    def check(self) -> None:
        """Raises a DatabaseError for a cluster that cannot be used; nothing need be there."""
        self._seen()

    def close(self) -> None:
        """Closes all connections."""
        self.cluster.close()

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """The coverage as it is now. Raises NothingIndexedError where there is none."""
        raise NothingIndexedError(self.cluster.where)
        yield

    @contextmanager
    def writer(self, waiting: Callable[[str], None] | None) -> Iterator[CoverageWriter]:
        """See `snapshot.Connections.writer`."""
        from retrieval.opensearch.writing.lock import exclusive
        from retrieval.opensearch.writing.writer import ClusterWriter
        from retrieval.reindex.ledger.rows import ledger

        name = self.address.name
        with exclusive(self.cluster, name, waiting) as lock, ledger() as database:
            writer = ClusterWriter(self.cluster, name, database, lock)
            try:
                yield writer
            finally:
                writer.close()

    def diagnose(self, progress: Callable[[int, int], None] | None) -> Diagnosis:
        """See `Archive.doctor`."""
        raise NotImplementedError

    def _seen(self) -> Seen | None:
        indices = shown(self.cluster, self.address.name)
        return read_state(self.cluster, indices) if indices else None
