"""Which state of a coverage is shown: it is read along with what a question reads anyway."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any, Final

from retrieval.errors import NothingIndexedError
from retrieval.opensearch.client import Cluster
from retrieval.opensearch.replies import Reply
from retrieval.opensearch.state import Seen, place_of_state, seen_in, shown_state

FRESH: Final = 0.5
"""Seconds for which it is not asked anew which generation is shown. What that one shows is kept
for longer than this and a question take: see `writing.writer`."""


class Shown:
    """The state that the coverage of that name shows, as it was a moment ago. Its methods may be
    called from any thread."""

    def __init__(self, cluster: Cluster, name: str) -> None:
        self._cluster, self._name = cluster, name
        self._last: tuple[float, Seen] | None = None
        self._forgotten = 0.0

    def forget(self) -> None:
        """What is read from now on alone counts."""
        self._forgotten, self._last = time.monotonic(), None

    def now(self) -> Seen:
        """The state. Raises NothingIndexedError where there is none, and a DatabaseError for one
        that another nutgraf wrote."""
        last = self._last
        if last and time.monotonic() - last[0] < FRESH:
            return last[1]
        began = time.monotonic()
        seen = shown_state(self._cluster, self._name)
        if seen is None:
            raise NothingIndexedError(self._cluster.where)
        self._last = began, seen
        return seen

    def documents(self, wanted: Sequence[Mapping[str, Any]]) -> Sequence[Reply]:
        """As `Cluster.documents`; the state comes with them where it was read a while ago."""
        last, began = self._last, time.monotonic()
        if last and began - last[0] < FRESH / 2:
            return self._cluster.documents(wanted)
        *found, said = self._cluster.documents([*wanted, place_of_state(self._name)])
        if (seen := seen_in(said, self._name)) and began > self._forgotten:
            self._last = began, seen
        return found
