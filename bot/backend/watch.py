"""The two files under a running bot: what becomes of them is said once in the log."""

from __future__ import annotations

import logging
from contextlib import suppress
from pathlib import Path

from bot.readers.database import Readers
from retrieval import (
    Archive,
    ArchiveIncompleteError,
    ArchiveUnreachableError,
    Coverage,
    DatabaseError,
    NothingIndexedError,
    NutgrafError,
)

_log = logging.getLogger(__name__)


class Watch:
    """What was last seen, and said, of the coverage's and of the readers' file.

    Its methods may be called from any thread.
    """

    def __init__(self, archive: Archive, readers: Readers) -> None:
        self._archive = archive
        self._readers = readers
        self._faults: set[str] = set()
        self._is_cluster = False
        self._seen: Coverage | None = None
        self._file = _inode(archive.path)
        self._lost = False

    def look(self) -> None:
        """Look at both, and say what has changed since the last look."""
        with suppress(NutgrafError):
            self._readers_file()
            self._coverage()

    def failed(self, error: NutgrafError) -> None:
        """Say, once until questions are answered again, what a question has met."""
        self._is_cluster = isinstance(error, ArchiveIncompleteError | ArchiveUnreachableError)
        if str(error) not in self._faults:
            self._faults.add(str(error))
            whole = not isinstance(error, ArchiveIncompleteError)
            what = "no question can be answered" if whole else "a question was not answered"
            _log.error("%s: %s", what, error)

    def _coverage(self) -> None:
        try:
            found = self._archive.coverage()
            if self._faults and self._is_cluster:  # there may be parts that it did not ask
                for headline in self._archive.headlines(1):
                    self._archive.search(headline)
        except (DatabaseError, NothingIndexedError) as error:
            self.failed(error)
            self._seen = None
            return
        before, file = self._seen, _inode(self._archive.path)
        if self._faults and (self._is_cluster or found != before or file != self._file):
            _log.warning("questions are answered again, from %s articles", found.articles)
            self._faults.clear()
        elif before and (found.indexed_at < before.indexed_at or file != self._file):
            _log.warning("the coverage was replaced: answering from %s articles", found.articles)
        self._seen, self._file = found, file

    def _readers_file(self) -> None:
        lost = not self._readers.is_in_place()
        if lost and not self._lost:
            _log.error(
                "%s was deleted or replaced; what is kept of readers from now on is lost when the "
                "bot ends: restart it",
                self._readers.path,
            )
        self._lost = lost


def _inode(path: Path) -> tuple[int, int] | None:
    with suppress(OSError):
        status = path.stat()
        return status.st_dev, status.st_ino
    return None
