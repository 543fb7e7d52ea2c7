"""The operator's rules: who is answered, how often, how long a question may be."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

_MINUTE = 60.0


@dataclass(frozen=True, slots=True)
class Rules:
    """Ids are Telegram's, of people and of groups; an empty `allowed` lets everyone in."""

    admins: frozenset[int] = frozenset()
    allowed: frozenset[int] = frozenset()
    blocked: frozenset[int] = frozenset()
    questions_per_minute: int = 20
    longest_question: int = 1000
    keep_questions: bool = False
    keep_days: int = 30

    def blocks(self, *ids: int) -> bool:
        """Whether one of these, a reader and a chat, is blocked."""
        return bool(self.blocked & set(ids))

    def admits(self, *ids: int) -> bool:
        """Whether one of these, a reader and a chat, is let in."""
        return not self.allowed or bool((self.allowed | self.admins) & set(ids))


@dataclass(slots=True)
class Pace:
    """Counts each reader's, or group's, questions of the last minute; `clock` gives seconds."""

    per_minute: int
    clock: Callable[[], float] = time.monotonic
    _asked: dict[int, deque[float]] = field(default_factory=dict)
    _told: dict[int, float] = field(default_factory=dict)

    def wait(self, reader_id: int) -> int:
        """Seconds until the reader may ask again; 0, and one question counted: now."""
        now = self.clock()
        if len(self._asked) > 10_000:
            self._forget(now)
        asked = self._asked.setdefault(reader_id, deque())
        while asked and now - asked[0] >= _MINUTE:
            asked.popleft()
        if len(asked) >= self.per_minute:
            return max(1, round(_MINUTE - (now - asked[0])))
        asked.append(now)
        return 0

    def left(self, reader_id: int) -> int:
        """Seconds until the reader may ask again, without asking: 0 for now."""
        now, asked = self.clock(), self._asked.get(reader_id, ())
        recent = [each for each in asked if now - each < _MINUTE]
        return max(1, round(_MINUTE - (now - recent[0]))) if len(recent) >= self.per_minute else 0

    def charge(self, reader_id: int, questions: int) -> None:
        """Count so many questions more: one of the reader's was that dear."""
        asked = self._asked.setdefault(reader_id, deque())
        asked.extend([self.clock()] * questions)

    def tell(self, reader_id: int) -> bool:
        """Whether to tell the reader to wait: once a minute."""
        now = self.clock()
        if now - self._told.get(reader_id, -_MINUTE) < _MINUTE:
            return False
        self._told[reader_id] = now
        return True

    def _forget(self, now: float) -> None:
        for reader_id in [each for each, at in self._asked.items() if now - at[-1] >= _MINUTE]:
            del self._asked[reader_id]
            self._told.pop(reader_id, None)
