"""Bulk requests of some megabytes, several at once."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Final

from retrieval.opensearch.client import Cluster, RefusedError
from retrieval.opensearch.refusals import FULL, is_full
from retrieval.opensearch.writing.patient import patiently

SIZE: Final = 6_000_000
"""Characters of a request."""
STREAMS: Final = 2


class Bulk:
    """Sends lines to a cluster, and waits until all were taken. `may_write` raises where somebody
    else writes by now."""

    def __init__(self, cluster: Cluster, may_write: Callable[[], None]) -> None:
        self.cluster, self.may_write = cluster, may_write
        self.bytes = 0
        self._lines: list[str] = []
        self._size = 0
        self._streams = ThreadPoolExecutor(STREAMS, thread_name_prefix="bulk")
        self._sent: deque[Future[None]] = deque()

    def add(self, lines: Iterable[str]) -> None:
        """Takes the lines of documents, two for each, and sends them when there are enough."""
        for line in lines:
            self._lines.append(line)
            self._size += len(line)
            if self._size >= SIZE and len(self._lines) % 2 == 0:
                self._send()

    def flush(self) -> None:
        """Sends what is left, and waits for all. Raises where something was not taken."""
        if self._lines:
            self._send()
        while self._sent:
            self._sent.popleft().result()

    def close(self) -> None:
        """Ends the streams, without sending what is left."""
        self._streams.shutdown(cancel_futures=True)

    def _send(self) -> None:
        body = "".join(self._lines).encode(errors="replace")
        self._lines, self._size = [], 0
        while len(self._sent) >= STREAMS + 1:
            self._sent.popleft().result()
        self.bytes += len(body)
        self._sent.append(self._streams.submit(self._taken, body))

    def _taken(self, body: bytes) -> None:
        def send() -> None:
            self.may_write()
            params = {"filter_path": "errors,items.*.error.type,items.*.error.reason"}
            found = self.cluster.call("POST", "/_bulk", body, params)
            if found.get("errors") is not False:
                self._failed(found)

        patiently(send)

    def _failed(self, found: Mapping[str, Any]) -> None:
        """Raises for what was not taken: once more where there was too much to do."""
        kinds = {
            str(said["error"]["type"]): str(said["error"].get("reason", ""))
            for item in found.get("items", ())
            for said in item.values()
        }
        where = self.cluster.where
        if any(map(is_full, kinds.values())):
            raise RefusedError(where, FULL)
        mended = ("rejected", "unavailable", "circuit", "timeout", "no_shard")
        if not kinds or all(any(each in kind for each in mended) for kind in kinds):
            raise self.cluster.replies.incomplete(", ".join(sorted(kinds)) or "no reply")
        kind, reason = next(iter(kinds.items()))
        raise RefusedError(where, f"it does not take what is written: {kind}: {reason[:200]}")
