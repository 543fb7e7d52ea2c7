"""ArchiveBox's folders: of the many copies that it keeps of a page, one is read."""

from __future__ import annotations

import os
import re
from collections.abc import Collection
from pathlib import Path
from typing import Final

from retrieval.articles.folders import opened

_COPIES: Final = (
    "singlefile.html",
    "singlefile/singlefile.html",
    "output.html",
    "dom.html",
    "dom/output.html",
    "dom/dom.html",
    "readability/content.html",
    "mercury/content.html",
    "readability/content.txt",
    "htmltotext.txt",
    "htmltotext/htmltotext.txt",
)
"""The best first: the whole page as a browser showed it, what declares most of its article."""
_OPENING: Final = frozenset(each.partition("/")[0] for each in _COPIES)
_SIGNS: Final = (
    ("singlefile.html", "singlefile/singlefile.html"),
    ("readability/content.html", "readability/article.json"),
    ("mercury/content.html", "mercury/article.json"),
    ("htmltotext.txt", "htmltotext/htmltotext.txt"),
    ("archive.org.txt", "archive_org/archive.org.txt"),
)
"""What hardly any other program writes: two of them tell a snapshot. A page may be called
`output.html` anywhere."""
_MOMENT: Final = re.compile(r"\d{9,11}(?:\.\d{1,6})?")
"""What a snapshot's folder is called."""
_DEEP: Final = 3
"""Folders of a snapshot in which a copy may lie."""
_TOP: Final = 2**16
_FIELDS: Final = (b'"timestamp"', b'"url"', b'"title"')
_OF_ALL: Final = frozenset(("ArchiveBox.conf", "index.sqlite3"))
_SNAPSHOTS: Final = ("archive", "users")


def copy_in(folder: Path, names: Collection[str]) -> Path | None:
    """The one file to read of a snapshot, which the folder with these names in it is; None for any
    other folder."""
    if _OPENING.isdisjoint(names):
        return None
    signs = sum(any(_is_written(folder / each) for each in some) for some in _SIGNS)
    if signs < 2 and not _MOMENT.fullmatch(folder.name) and not _is_index(folder / "index.json"):
        return None
    return next((folder / each for each in _COPIES if _is_written(folder / each)), None)


def is_left_aside(path: Path) -> bool:
    """Whether another copy of the snapshot that the file is in is read in its place."""
    for folder in list(path.parents)[:_DEEP]:
        try:
            copy = copy_in(folder, os.listdir(folder))
        except OSError:
            continue
        if copy:
            return copy != path
    return False


def holds_all(names: Collection[str]) -> bool:
    """Whether a folder with these names in it is ArchiveBox's own, with lists of addresses, logs
    and settings beside the snapshots."""
    return not _OF_ALL.isdisjoint(names) and not set(_SNAPSHOTS).isdisjoint(names)


def is_of_snapshots(name: str) -> bool:
    """Whether what is called so in ArchiveBox's own folder holds snapshots."""
    return name in _SNAPSHOTS


def _is_index(path: Path) -> bool:
    """Whether it is what ArchiveBox writes of a snapshot."""
    if not _is_written(path):
        return False
    try:
        with opened(path) as file:
            top = file.read(_TOP) or b""
    except OSError:
        return False
    return top.lstrip().startswith(b"{") and all(each in top for each in _FIELDS)


def _is_written(path: Path) -> bool:
    try:
        return os.path.isfile(path) and path.stat().st_size > 0
    except OSError:
        return False
