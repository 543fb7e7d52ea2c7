"""What a reindex says of itself, while it runs and at its end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from retrieval.articles.skipped import Skipped
from retrieval.reindex.mappings import Mapping

Phase = Literal["rebuilding", "reading", "merging"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a reindex is: `done` of `total` bytes read; articles and passages so far.

    While the phase is "rebuilding", because the analysis has changed, `done` and `total` count
    articles of the coverage.
    """

    done: int
    total: int
    articles: int
    passages: int
    phase: Phase = "reading"


@dataclass(frozen=True, slots=True)
class Note:
    """What was left out of so many articles as they were read, or is said of how, the `reason`; one
    of them is the `example`."""

    reason: str
    articles: int
    example: str


class Notes:
    """Counts notes by reason."""

    def __init__(self) -> None:
        self._notes: dict[str, Note] = {}

    def add(self, reasons: Iterable[str], article: str) -> None:
        """Takes what was left out of an article."""
        for each in reasons:
            before = self._notes.get(each, Note(each, 0, article))
            self._notes[each] = replace(before, articles=before.articles + 1)

    def all(self) -> tuple[Note, ...]:
        """What was counted, of most articles first."""
        return tuple(sorted(self._notes.values(), key=lambda each: (-each.articles, each.reason)))


@dataclass(frozen=True, slots=True)
class Summary:
    """What a reindex did, in articles; `unchanged` are as they were, `passages` counts those of
    added and changed articles.

    `rebuilt`: the analysis had changed, so that all stored articles were analysed anew. `unread`
    are those of `skipped` that could not be read, be it a file, a folder or a table; for that,
    `kept` articles stayed as they were. `held`: the coverage has an article from the paths.
    `left_out`: articles that stay out, for they were removed or withdrawn; `older`: those that are
    older versions of others, at the same address on the web.
    `notes`: what was left out of articles that were added or changed, by reason; `mappings`: which
    fields of records they were read from.
    """

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    passages: int = 0
    skipped: tuple[Skipped, ...] = field(default=())
    rebuilt: bool = False
    unread: tuple[Skipped, ...] = field(default=())
    kept: int = 0
    held: bool = True
    left_out: int = 0
    older: int = 0
    notes: tuple[Note, ...] = field(default=())
    mappings: tuple[Mapping, ...] = field(default=())

    def as_json(self) -> dict[str, Any]:
        """The summary as plain values, in the shape that other programs rely on."""
        return asdict(self) | {
            "skipped": [_plain(each) for each in self.skipped],
            "unread": [_plain(each) for each in self.unread],
            "notes": [asdict(each) for each in self.notes],
            "mappings": [asdict(each) for each in self.mappings],
        }


def _plain(skipped: Skipped) -> dict[str, str]:
    return {"path": skipped.path, "reason": skipped.reason}
