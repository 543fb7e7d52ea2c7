"""Where articles came from: files, the folders that ids count from, and what is known of them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from retrieval.errors import MissingPathError


class Root(NamedTuple):
    """A path to index and the folder from which its articles' ids count; None: from itself."""

    path: Path
    folder: Path | None


class Origin(NamedTuple):
    """Where an article came from: its file and root as absolute paths, its source's digest."""

    path: str
    root: str
    digest: bytes


class Known(NamedTuple):
    """An article that the store has."""

    number: int
    origin: Origin


def check(paths: Iterable[Path]) -> list[Path]:
    """The paths, normalised. Raises MissingPathError for the first that is not there."""
    found = [Path(os.path.normpath(path)) for path in paths]
    for path in found:
        if not path.exists():
            raise MissingPathError(path)
    return found


def root_of(path: Path, known: Iterable[Known]) -> Root:
    """Ids count from the known root that holds `path`, so that they stay what they are."""
    absolute = path.absolute()
    for root in sorted({each.origin.root for each in known}):
        if absolute != Path(root) and absolute.is_relative_to(root):
            folder = Path(root) if path.is_absolute() else Path(os.path.relpath(root))
            return Root(path, folder)
    return Root(path, path if path.is_dir() else None)


def size(path: Path) -> int:
    """The file's bytes; 0 where they cannot be told."""
    with suppress(OSError):
        return path.stat().st_size
    return 0
