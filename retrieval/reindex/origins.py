"""Where articles came from: files, the folders that ids count from, and what is known of them."""

from __future__ import annotations

import os
from collections.abc import Container, Iterable
from contextlib import suppress
from pathlib import Path
from sqlite3 import Connection
from typing import NamedTuple

from retrieval.articles.files import files
from retrieval.reindex.patterns import Pattern
from retrieval.reindex.summary import Skipped


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


def known_by_id(database: Connection, article_id: str) -> Known | None:
    """The article of the store with this id."""
    row = database.execute(
        "select number, path, root, digest from articles where id = ?", (article_id,)
    ).fetchone()
    return Known(row[0], Origin(*row[1:])) if row else None


def known_below(
    database: Connection, pattern: Pattern, *, but: Container[str]
) -> list[tuple[str, Known]]:
    """The articles of the store, with their ids, from files that the pattern covers, `but` for
    these ids."""
    path = str(pattern.folder.absolute())
    rows = database.execute(
        "select id, number, path, root, digest from articles "
        "where path = ? or path > ? and path < ? order by path, id",
        (path, f"{path}{os.sep}", f"{path}{chr(ord(os.sep) + 1)}"),
    )
    return [
        (article_id, Known(number, Origin(*origin)))
        for article_id, number, *origin in rows
        if article_id not in but and pattern.covers(origin[0])
    ]


def roots(database: Connection) -> list[str]:
    """The roots of all articles, each once, in order."""
    rows = database.execute(
        "with recursive each(root) as (select min(root) from articles union all "
        "select (select min(root) from articles where root > each.root) from each "
        "where each.root is not null) select root from each where root is not null"
    )
    return [root for (root,) in rows]


def files_of(
    patterns: Iterable[Pattern], known: Iterable[str]
) -> list[tuple[Root, Path | Skipped]]:
    """The files that match, each once, under the root from which its id counts."""
    each_once: dict[Path | str, tuple[Root, Path | Skipped]] = {}
    for pattern in patterns:
        folder = root_of(pattern.folder, known).folder
        for path in pattern.matches():
            for file in files(path):
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
    return Root(path, path if path.is_dir() else None)


def size(path: Path) -> int:
    """The file's bytes; 0 where they cannot be told."""
    with suppress(OSError):
        return path.stat().st_size
    return 0
