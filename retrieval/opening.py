"""Where a coverage lies -> the connections to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.meaning.embedder import Embedder, chosen
from retrieval.opensearch.address import cluster_address
from retrieval.snapshot import Connections

if TYPE_CHECKING:
    from retrieval.opensearch.connections import ClusterConnections


def connections(
    place: str,
    now: Callable[[], datetime],
    *,
    meaning: bool | Embedder,
    password: str | None,
    ca: Path | None,
) -> Connections | ClusterConnections:
    """Those to the file at the path, or the cluster at the address, that `place` is."""
    address = cluster_address(place)
    if address is None:
        return Connections(Path(place), now, lambda: chosen(meaning))
    from retrieval.opensearch.connections import ClusterConnections  # files need none of it

    return ClusterConnections(address, now, password=password, ca=ca)
