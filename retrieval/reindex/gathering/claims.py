"""Ids that a file claims while another one has them, or had them: records move between files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from retrieval.articles.files import holds_many, sources
from retrieval.articles.skipped import Skipped
from retrieval.articles.source import Source
from retrieval.reindex.gathering.readings import Readings
from retrieval.reindex.origins import Root
from retrieval.store.origins import Known, Origin


class Claimed(NamedTuple):
    """A file in which such ids stand, and the root from which its ids count."""

    root: Root
    path: Path

    def origin(self, source: Source) -> Origin:
        """Where a source in it came from."""
        folder = self.root.folder or self.root.path
        return Origin(str(self.path.absolute()), str(folder.absolute()), source.digest)


class Claims:
    """Claims that are decided when all files have been read."""

    def __init__(self, readings: Readings) -> None:
        self._readings = readings
        self._ids: dict[Claimed, set[str]] = {}
        self._holders: dict[str, tuple[Origin, set[str]]] = {}

    def may_move(self, known: Known) -> bool:
        """Whether the article could stand in another file now, though its file is there."""
        return holds_many(Path(known.origin.path))

    def add(self, claimed: Claimed, article_id: str, known: Known) -> None:
        """Puts off the claim to an id that a file with many records had."""
        self._ids.setdefault(claimed, set()).add(article_id)
        self._holders.setdefault(known.origin.path, (known.origin, set()))[1].add(article_id)

    def held(self, read: set[str]) -> dict[str, str]:
        """For each id that its old file, if it is not among the `read`, has still, or may have, the
        file's path."""
        return {
            article_id: path
            for path, (origin, ids) in self._holders.items()
            if path not in read
            for article_id in self._still_in(origin, ids)
        }

    def sources(self) -> Iterator[tuple[Claimed, Source]]:
        """The sources that claim, read once more."""
        for claimed, ids in self._ids.items():
            for source in self._of(claimed.path, claimed.root.folder):
                if isinstance(source, Source) and source.id in ids:
                    yield claimed, source

    def _of(self, path: Path, root: Path | None) -> Iterator[Source | Skipped]:
        return sources(path, root=root, reading=self._readings.of(path))

    def _still_in(self, origin: Origin, ids: set[str]) -> set[str]:
        root = None if origin.root == origin.path else Path(origin.root)
        found = set()
        for source in self._of(Path(origin.path), root):
            if isinstance(source, Skipped):
                return ids
            found.add(source.id)
        return ids & found
