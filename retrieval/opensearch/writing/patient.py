"""A cluster that is waited for: what writes there goes on when a node has restarted."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeVar

from retrieval.errors import ArchiveIncompleteError, ArchiveUnreachableError
from retrieval.opensearch.client import Cluster, RefusedError
from retrieval.opensearch.replies import Reply

R = TypeVar("R")

_PATIENCE: Final = 30.0
"""Seconds for which a cluster that has no manager, or too much to do, is waited for."""
_PAUSES: Final = (0.2, 0.5, 1.0, 2.0)


def patiently(call: Callable[[], R]) -> R:
    """What the call returns: tried again while the cluster does not answer, or not whole."""
    until, tries = time.monotonic() + _PATIENCE, 0
    while True:
        try:
            return call()
        except (ArchiveIncompleteError, ArchiveUnreachableError) as error:
            pause = _PAUSES[min(tries, len(_PAUSES) - 1)]
            if isinstance(error, RefusedError) or time.monotonic() + pause > until:
                raise
            time.sleep(pause)
            tries += 1


class PatientCluster(Cluster):
    """The cluster by the same connections; each call is made `patiently`."""

    def __init__(self, cluster: Cluster) -> None:
        vars(self).update(vars(cluster))

    def call(self, *args: Any, **named: Any) -> Reply:
        """See `Cluster`."""
        return patiently(lambda: super(PatientCluster, self).call(*args, **named))

    def search(self, index: str, body: Mapping[str, Any], *, named: bool = False) -> Reply:
        """See `Cluster`."""
        return patiently(lambda: super(PatientCluster, self).search(index, body, named=named))

    def searches(self, asked: Sequence[tuple[str, Mapping[str, Any]]]) -> list[Reply]:
        """See `Cluster`."""
        return patiently(lambda: super(PatientCluster, self).searches(asked))

    def documents(self, wanted: Sequence[Mapping[str, Any]]) -> Sequence[Reply]:
        """See `Cluster`."""
        return patiently(lambda: super(PatientCluster, self).documents(wanted))
