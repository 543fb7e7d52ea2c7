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
from retrieval.articles.folders import BAD_NAME, Folder, is_utf8
from retrieval.articles.skipped import Skipped, Unread, printable
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

    def matches(self) -> list[Path | Skipped]:
        """The files and folders that match, each once, none below another; and what could not be
        read, where there may be others."""
        return list(_matches(self.folder, self.parts))

    def covers(self, path: str) -> bool:
        """Whether the absolute `path`, there or not, matches, or lies in a folder that does."""
        whole, folder = Path(path), self.folder.absolute()
        return whole.is_relative_to(folder) and _covers(whole.relative_to(folder).parts, self.parts)

    def problem(self) -> str | None:
        """Why there is nothing to read, or None; something that cannot be read is not nothing."""
        missing = _is_missing(self.folder)
        if not self.parts:
            return "no such file or folder" if missing else None
        if not missing and any(
            isinstance(each, Path) or (isinstance(each, Unread) and not each.perhaps)
            for each in self.matches()
        ):
            return None
        return "nothing matches this pattern"


def pattern(path: str | Path) -> Pattern:
    """What `path` names; a file or folder of just this name comes before a pattern.

    Raises MissingPathError where there is nothing.
    """
    named = parsed(path)
    if problem := named.problem():
        raise MissingPathError(Path(printable(str(path))), problem)
    return named


def parsed(path: str | Path) -> Pattern:
    """The same, be anything there or not. Raises MissingPathError for what can be no name."""
    if not str(path):  # as of a variable that is not set; the folder we are in is "."
        raise MissingPathError(Path(), "an empty name")
    path = literal(path).folder
    if "\0" in str(path) or not is_utf8(path.absolute()):
        raise MissingPathError(Path(printable(path)), BAD_NAME)
    fixed = next((at for at, part in enumerate(path.parts) if has_magic(part)), None)
    if fixed is None or os.path.lexists(path):
        return Pattern(path)
    return Pattern(Path(*path.parts[:fixed]), path.parts[fixed:])


def literal(path: str | Path) -> Pattern:
    """The file or folder of just this name."""
    return Pattern(Path(os.path.normpath(path)))


def _is_missing(path: Path) -> bool:
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


# Places in `parts` are kept as sets: what may still have to match, below a folder where all before
# did. However often `**` stands in a pattern, each folder is then looked through once.


def _matches(folder: Path, parts: Sequence[str]) -> Iterator[Path | Skipped]:
    ahead = [(Folder(folder), frozenset({0}))]
    while ahead:
        at, places = ahead.pop()
        if len(parts) in (places := _skipping(places, parts)):
            yield at.path
            continue
        deeper = []
        for path, entry in at.entries():
            if path is None:
                assert isinstance(entry, Skipped)
                yield entry
            elif not (left := _after(path.name, places, parts)):
                continue
            elif isinstance(entry, Skipped):
                yield entry
            elif isinstance(entry, Path):
                if len(parts) in left and not is_left_out(path.name):
                    yield path
            elif len(parts) in _skipping(left, parts):
                yield path
            else:
                deeper.append((entry, left))
        ahead += deeper[::-1]


def _covers(names: Sequence[str], parts: Sequence[str]) -> bool:
    places = frozenset({0})
    for name in names:
        places = _skipping(places, parts)
        if len(parts) in places:
            return True
        places = _after(name, places, parts)
    return len(parts) in places


def _skipping(places: frozenset[int], parts: Sequence[str]) -> frozenset[int]:
    """The places, and those after each `**`, which may stand for no folder at all."""
    found = set(places)
    for place in range(len(parts)):
        if place in found and parts[place] == ANY_DEPTH:
            found.add(place + 1)
    return frozenset(found)


def _after(name: str, places: frozenset[int], parts: Sequence[str]) -> frozenset[int]:
    """The places below something of that name."""
    found = set()
    for place in places - {len(parts)}:
        if parts[place] == ANY_DEPTH and _fits(name, "*"):
            found.add(place)
        elif parts[place] != ANY_DEPTH and _fits(name, parts[place]):
            found.add(place + 1)
    return frozenset(found)


def _fits(name: str, part: str) -> bool:
    if name.startswith(".") and not part.startswith("."):
        return False
    return _compiled(os.path.normcase(part)).match(os.path.normcase(name)) is not None


@lru_cache
def _compiled(part: str) -> re.Pattern[str]:
    return re.compile(translate(part))
