"""Mounted folders that articles were read from, so that an empty folder is known for a share that
is away."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from retrieval.store.database import meta, set_meta
from retrieval.store.origins import known_at

_KEY: Final = "mounts"
_OCTAL: Final = re.compile(r"\\([0-7]{3})")


class Mounts:
    """What is kept of mounted folders, by their absolute paths as they are named."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._points = mount_points()
        self._kept: list[str] = json.loads(str(meta(database.conn, _KEY) or "[]"))
        self._of: dict[str, str | None] = {}
        self._away = [each for each in self._kept if not self._is_mounted(each)]

    def is_away(self, path: str) -> bool:
        """Whether the absolute path is, or is below, one where nothing is mounted now."""
        return any(path == each or path.startswith(f"{each}{os.sep}") for each in self._away)

    def empty(self, read: set[str]) -> list[str]:
        """Those where nothing is mounted now, and no file was `read` all the same."""
        return [
            each for each in self._away if not any(f.startswith(f"{each}{os.sep}") for f in read)
        ]

    def keep(self, read: set[str]) -> None:
        """Keeps on which mounted folders the `read` files lie; forgets those that are none any
        more, or have no articles."""
        found = {self._mount_of(folder) for folder in set(map(os.path.dirname, read))}
        empty = self.empty(read)
        old = {
            each
            for each in self._kept
            if each not in found
            and (each in empty or each not in self._away)
            and known_at(self.database.conn, each)
        }
        kept = sorted(each for each in found | old if each)
        if kept != self._kept:
            set_meta(self.database, **{_KEY: json.dumps(kept)})

    def _mount_of(self, folder: str) -> str | None:
        climbed = []
        while folder not in self._of:
            climbed.append(folder)
            above = os.path.dirname(folder)
            if above == folder or self._is_mounted(folder):
                self._of[folder] = None if above == folder else folder
            else:
                folder = above
        for each in climbed:
            self._of[each] = self._of[folder]
        return self._of[folder]

    def _is_mounted(self, folder: str) -> bool:
        return is_mounted(folder, self._points)


def mount_points() -> frozenset[str]:
    """All folders where something is mounted, on Linux; elsewhere none are listed."""
    try:
        lines = (
            Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace").splitlines()
        )
    except OSError:
        return frozenset()
    points = (line.split(" ")[4] for line in lines if line.count(" ") > 4)
    return frozenset(_OCTAL.sub(lambda code: chr(int(code[1], 8)), each) for each in points)


def is_mounted(folder: str, points: frozenset[str]) -> bool:
    """Whether the folder, or what it links to, is one of the `points`, or on another device than
    the one it stands in."""
    try:
        if os.stat(folder).st_dev != os.stat(os.path.dirname(folder)).st_dev:
            return True
    except OSError:
        return False
    return folder in points or (os.path.islink(folder) and os.path.realpath(folder) in points)
