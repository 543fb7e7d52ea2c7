"""What was read of the index of late, kept in bounded memory, for all threads that ask."""

from __future__ import annotations

from typing import Any, Final, Generic, TypeVar

BYTES: Final = 36 * 2**20
"""Of posting lists that are kept. Words recur in questions, and the frequent ones, whose lists are
the longest, most of all."""
MASKS: Final = 8 * 2**20
"""Bytes of marks on what a question leaves out."""
TERMS: Final = 50_000
"""Words of questions that are kept."""

SKELETONS: Final = 20_000
"""Names that are kept by their skeletons, and skeletons."""

Value = TypeVar("Value")


class Cache(Generic[Value]):
    """Values by key, of at most so much weight together; those unused for long go first.

    What is used, or new, is among the young; when these are half of all, they grow old together,
    and those that were old already go. A look-up takes no lock, and threads do each other no harm:
    at worst a value is read again.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self._young: dict[object, tuple[Value, int]] = {}
        self._old: dict[object, tuple[Value, int]] = {}
        self._weight = 0  # of the young

    def get(self, key: object) -> Value | None:
        """The value kept under `key`, None if there is none."""
        found = self._young.get(key)
        if found is None:
            found = self._old.get(key)
            if found is None:
                return None
            self.put(key, *found)
        return found[0]

    def put(self, key: object, value: Value, weight: int) -> None:
        """Keeps the value, unless it would drive out most others."""
        if weight > self.most // 4:
            return
        self._young[key] = value, weight
        self._weight += weight
        if self._weight > self.most // 2:
            self._old, self._young, self._weight = self._young, {}, 0


class IndexCache:
    """Of one generation of the coverage: terms by word, names by skeleton, lists by spellings,
    marks by limits."""

    def __init__(self) -> None:
        self.terms: Cache[Any] = Cache(TERMS)
        self.skeletons: Cache[Any] = Cache(SKELETONS)
        self.lists: Cache[Any] = Cache(BYTES)
        self.masks: Cache[Any] = Cache(MASKS)
        self.articles: Any = None
        self.meaning: Any = None
