"""What a reindex says of itself, while it runs and at its end."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file, or a line of one, that was not indexed, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a reindex is: `done` of `total` bytes read; articles and passages so far."""

    done: int
    total: int
    articles: int
    passages: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What a reindex did, in articles; `passages` counts those of added and changed articles."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    passages: int = 0
    skipped: tuple[Skipped, ...] = field(default=())
