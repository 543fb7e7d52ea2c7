"""What was read of the index of late, kept in bounded memory, for all threads that ask."""

from __future__ import annotations

from threading import Lock
from typing import Final, Generic, TypeVar

BYTES: Final = 24 * 2**20
"""Of posting lists that are kept. Words recur in questions, and the frequent ones, whose lists are
the longest, most of all."""
TERMS: Final = 50_000
"""Words of questions that are kept."""

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """Values by key, of at most so much weight together; those unused for longest go first."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._kept: dict[object, tuple[Value, int]] = {}
        self._weight = 0
        self._lock = Lock()

    def get(self, key: object) -> Value | None:
        """The value kept under `key`, None if there is none."""
        with self._lock:
            found = self._kept.pop(key, None)
            if found is None:
                return None
            self._kept[key] = found
            return found[0]

    def put(self, key: object, value: Value, weight: int) -> None:
        """Keeps the value, unless it would drive out most others."""
        if weight > self.most // 4:
            return
        with self._lock:
            _, old = self._kept.pop(key, (None, 0))
            self._kept[key] = value, weight
            self._weight += weight - old
            while self._weight > self.most:
                oldest = next(iter(self._kept))
                self._weight -= self._kept.pop(oldest)[1]


class Recent:
    """Of one generation of the coverage: `terms` by word, `lists` by a term's number."""

    def __init__(self) -> None:
        self.terms: Kept[object] = Kept(TERMS)
        self.lists: Kept[object] = Kept(BYTES)
