"""Where articles came from: files, the folders that ids count from, and what is known of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Container, Iterable
from contextlib import suppress
from pathlib import Path
from sqlite3 import Connection
from typing import NamedTuple

from retrieval.articles.files import files
from retrieval.articles.skipped import Skipped
from retrieval.reindex.patterns import Pattern
from retrieval.store.origins import Known, known_at


class Root(NamedTuple):
    """A path to index and the folder from which its articles' ids count; None: from itself."""

    path: Path
    folder: Path | None


def known_below(
    database: Connection, pattern: Pattern, *, but: Container[str]
) -> list[tuple[str, Known]]:
    """The articles of the store, with their ids, from files that the pattern covers, `but` for
    these ids."""
    path = str(pattern.folder.absolute())
    return [
        (article_id, known)
        for article_id, known in known_at(database, path)
        if article_id not in but and pattern.covers(known.origin.path)
    ]


def files_of(
    patterns: Iterable[Pattern], known: Iterable[str], wanted: Callable[[Path], bool]
) -> list[tuple[Root, Path | Skipped]]:
    """The files that match, each once, under the root from which its id counts; in folders those
    that are `wanted`, whatever their names."""
    each_once: dict[Path | str, tuple[Root, Path | Skipped]] = {}
    for pattern in patterns:
        folder = root_of(pattern.folder, known).folder
        for path in pattern.matches():
            if isinstance(path, Skipped):
                each_once.setdefault(path.path, (Root(pattern.folder, folder), path))
                continue
            for file in files(path, wanted):
                at = file.path if isinstance(file, Skipped) else file.absolute()
                each_once.setdefault(at, (Root(path, folder), file))
    return list(each_once.values())


def root_of(path: Path, known: Iterable[str]) -> Root:
    """Ids count from the `known` root that holds `path`, so that they stay what they are."""
    absolute = path.absolute()
    for root in known:
        if absolute != Path(root) and absolute.is_relative_to(root):
            folder = Path(root) if path.is_absolute() else Path(os.path.relpath(root))
            return Root(path, folder)
    return Root(path, path if os.path.isdir(path) else None)


def size(path: Path) -> int:
    """The file's bytes; 0 where they cannot be told."""
    with suppress(OSError):
        return path.stat().st_size
    return 0
