"""One reindex of a coverage at a time, wherever it runs: a document that is renewed while it lasts.

Who was killed renews it no more; after a minute another takes it over.
"""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import Any, Final
from uuid import uuid4

from retrieval.errors import DatabaseError, DatabaseLockedError
from retrieval.opensearch.client import Cluster, ConflictError
from retrieval.opensearch.indices import make_index

LEASE: Final = 60.0
"""Seconds for which the lock is held when it was renewed last."""
WAIT: Final = 30.0
"""Seconds that a reindex waits for another to finish."""
_RENEWED: Final = 10.0
_SURE: Final = 45.0
"""Seconds since the last renewal up to which nobody else can hold it."""
_STEP: Final = 0.2
_KEY: Final = "writer"


class Lock:
    """The lock of the coverage `name`, as somebody holds it."""

    def __init__(self, cluster: Cluster, name: str, lease: float = LEASE) -> None:
        self.cluster, self.index, self._lease = cluster, f"{name}-lock", lease
        self._mine = {"host": socket.gethostname(), "process": os.getpid(), "run": uuid4().hex}
        self._at: dict[str, int] = {}
        self._renewed = 0.0
        self._renewing = threading.Lock()

    @property
    def run(self) -> str:
        """What no other run is called."""
        return str(self._mine["run"])

    def take(self) -> str | None:
        """Takes the lock, if it can be had; else who holds it."""
        found = self.cluster.document(self.index, _KEY)
        held = found["_source"]["said"] if found else None
        if held and held["until"] > time.time():
            return _holder(held)
        there: dict[str, Any] = {"op_type": "create"}
        if found:
            there = {"if_seq_no": found["_seq_no"], "if_primary_term": found["_primary_term"]}
        try:
            self._write(there)
        except ConflictError:
            return "another reindex is running"
        return None

    def may_write(self) -> None:
        """Raises DatabaseLockedError where somebody else may have taken it over."""
        if time.monotonic() - self._renewed > min(_SURE, 0.75 * self._lease):
            self.renew()

    def renew(self) -> None:
        """Holds it for another while. Raises DatabaseLockedError where it was taken over."""
        with self._renewing:
            try:
                self._write(self._at)
            except ConflictError:
                raise DatabaseLockedError(
                    self.cluster.where, "another reindex took it over; run this one again"
                ) from None

    def release(self) -> None:
        """Lets others have it at once."""
        with suppress(DatabaseError, ConflictError):
            self._write(self._at, lease=0.0)

    def _write(self, there: dict[str, Any], lease: float | None = None) -> None:
        began = time.monotonic()
        until = time.time() + (self._lease if lease is None else lease)
        since = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
        said = {**self._mine, "until": until, "since": since}
        try:
            made = self.cluster.put(self.index, _KEY, {"said": said}, **there)
        except ConflictError:  # or it was written before, and whoever said so was lost
            found = self.cluster.document(self.index, _KEY)
            if found is None or found["_source"]["said"] != said:
                raise
            made = found
        self._at = {"if_seq_no": made["_seq_no"], "if_primary_term": made["_primary_term"]}
        self._renewed = began


@contextmanager
def exclusive(
    cluster: Cluster,
    name: str,
    waiting: Callable[[str], None] | None = None,
    *,
    wait: float = WAIT,
    lease: float = LEASE,
) -> Iterator[Lock]:
    """Keeps every other reindex of the coverage waiting, on all machines. `waiting` is told, once,
    which one must be waited for. Raises DatabaseLockedError where that goes on for too long."""
    mapping = {"dynamic": "strict", "properties": {"said": {"type": "object", "enabled": False}}}
    settings = {"index": {"number_of_shards": 1}}
    lock = Lock(cluster, name, lease)
    if not cluster.call("GET", f"/{lock.index}", missing={}):
        make_index(cluster, lock.index, {"settings": settings, "mappings": mapping})
    until, told = time.monotonic() + wait, False
    while holder := lock.take():
        if waiting and not told:
            waiting(holder)
        told = True
        if time.monotonic() > until:
            raise DatabaseLockedError(cluster.where, f"{holder}; try again when it has finished")
        time.sleep(_STEP)
    ended = threading.Event()
    renewing = threading.Thread(target=_renew, args=(lock, ended), daemon=True)
    renewing.start()
    try:
        yield lock
    finally:
        ended.set()
        renewing.join()
        lock.release()


def _renew(lock: Lock, ended: threading.Event) -> None:
    while not ended.wait(min(_RENEWED, lock._lease / 4)):
        with suppress(DatabaseError):  # what writes will be told
            lock.renew()


def _holder(held: dict[str, Any]) -> str:
    return (
        f"another reindex is running (process {held['process']} on {held['host']} "
        f"since {held['since']})"
    )
