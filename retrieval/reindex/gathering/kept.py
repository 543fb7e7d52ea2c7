"""What a run could not read, so that its articles stay: nothing there is known to be gone."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from retrieval.articles.copies.archivebox import is_left_aside
from retrieval.articles.skipped import Skipped, Unread
from retrieval.store.origins import Known

_AWAY = "nothing is mounted there now; mount it again"
_NOWHERE = "a link to nothing, or closed; mend it"


class Kept:
    """Files and folders that were not read, and how many articles stay for that."""

    def __init__(self) -> None:
        self._unread: dict[str, Unread] = {}
        self._refused: set[str] = set()
        self._numbers: set[int] = set()
        self._articles: Counter[str] = Counter()

    def __len__(self) -> int:
        return len(self._numbers)

    def add(self, unread: Unread) -> None:
        """Takes what could not be read."""
        self._unread.setdefault(unread.where, unread)

    def add_away(self, mounts: Iterable[str]) -> None:
        """Takes mount points at which nothing is mounted."""
        for mount in mounts:
            self.add(Unread.at(Path(mount), _AWAY, perhaps=True))

    def refuse(self, path: str) -> None:
        """Takes a file of which something, at least, is no article."""
        self._refused.add(path)

    def refuses(self, path: str) -> bool:
        """Whether `refuse` took the file."""
        return path in self._refused

    def where(self, path: str) -> str | None:
        """The unread file or folder that the file at `path` is, or is in."""
        while path not in self._unread:
            above = os.path.dirname(path)
            if above == path:
                return None
            path = above
        return path

    def stays(self, known: Known, read: set[str]) -> bool:
        """Whether the article stays, for its file may still hold it; `read` were those files that
        were read to their ends."""
        path = known.origin.path
        where = self.where(path)
        if where is None and path not in self._refused and path not in read:
            if os.path.lexists(path):
                return not is_left_aside(Path(path))
            if end := closed(path):
                self.add(Unread.at(end, _NOWHERE))
                where = str(end)
        if where is not None and known.number not in self._numbers:
            self._numbers.add(known.number)
            self._articles[where] += 1
        return where is not None or path in self._refused

    def lines(self) -> Iterator[Skipped]:
        """What to say of each."""
        for where, unread in self._unread.items():
            count = self._articles[where]
            if count == 1:
                yield Skipped(unread.path, f"{unread.reason}; its article is kept")
            elif count:
                yield Skipped(unread.path, f"{unread.reason}; its {count:,} articles are kept")
            elif not unread.perhaps:
                yield Skipped(unread.path, unread.reason)


def closed(path: str) -> Path | None:
    """Where the way to `path` ends at a link to nothing, or at what cannot be looked into; None
    where it is certainly gone."""
    for each in Path(path).parents:
        try:
            each.lstat()
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError:
            return each
        return None if os.path.exists(each) else each
    return None
