"""What a PATH to index names: a file, a folder, or, with wildcards, all that match it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from fnmatch import translate
from functools import lru_cache
from glob import has_magic
from pathlib import Path
from typing import NamedTuple

from retrieval.articles.files import is_left_out
from retrieval.errors import MissingPathError

ANY_DEPTH = "**"


class Pattern(NamedTuple):
    """`parts` to be matched below `folder`, one folder deeper with each; none: `folder` itself.

    `*`, `?` and `[abc]` stand for characters of one name, `**` for any number of folders. A folder
    that matches stands for all that is in it. Hidden names match only where the pattern has the
    dot; what a folder leaves out (README*, *.toml) never matches.
    """

    folder: Path
    parts: tuple[str, ...] = ()

    def matches(self) -> list[Path]:
        """The files and folders that match, each once, none below another."""
        found = dict.fromkeys(_matches(self.folder, self.parts))
        return [path for path in found if found.keys().isdisjoint(path.parents)]

    def covers(self, path: str) -> bool:
        """Whether the absolute `path`, there or not, matches, or lies in a folder that does."""
        whole, folder = Path(path), self.folder.absolute()
        return whole.is_relative_to(folder) and _covers(whole.relative_to(folder).parts, self.parts)


def pattern(path: str | Path) -> Pattern:
    """What `path` names; a file or folder of just this name comes before a pattern.

    Raises MissingPathError where there is nothing.
    """
    if not str(path):  # as of a variable that is not set; the folder we are in is "."
        raise MissingPathError(Path(), "an empty name")
    path = Path(os.path.normpath(path))
    if path.exists():
        return Pattern(path)
    fixed = next((at for at, part in enumerate(path.parts) if has_magic(part)), None)
    if fixed is None:
        raise MissingPathError(path, "no such file or folder")
    found = Pattern(Path(*path.parts[:fixed]), path.parts[fixed:])
    if not found.matches():
        raise MissingPathError(path, "nothing matches this pattern")
    return found


def _matches(
    folder: Path, parts: Sequence[str], above: tuple[tuple[int, int], ...] = ()
) -> Iterator[Path]:
    if not parts:
        yield folder
        return
    first, rest = parts[0], parts[1:]
    here = _identity(folder)
    if here is None or here in above:
        return
    deep = first == ANY_DEPTH
    if deep:
        yield from _matches(folder, rest, above)
        if not rest:
            return
    for name in _names(folder):
        entry = folder / name
        if not _fits(name, "*" if deep else first):
            continue
        if os.path.isdir(entry):
            yield from _matches(entry, parts if deep else rest, (*above, here))
        elif not deep and not rest and not is_left_out(name):
            yield entry


def _covers(names: Sequence[str], parts: Sequence[str]) -> bool:
    if not parts:
        return True
    if not names:  # a file, in which nothing can be
        return False
    if parts[0] == ANY_DEPTH:
        deeper = _fits(names[0], "*") and _covers(names[1:], parts)
        return _covers(names, parts[1:]) or deeper
    return _fits(names[0], parts[0]) and _covers(names[1:], parts[1:])


def _fits(name: str, part: str) -> bool:
    if name.startswith(".") and not part.startswith("."):
        return False
    return _compiled(os.path.normcase(part)).match(os.path.normcase(name)) is not None


@lru_cache
def _compiled(part: str) -> re.Pattern[str]:
    return re.compile(translate(part))


def _names(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []  # closed to us: as a shell has it, nothing in it matches


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
