"""What lies in a folder, and a file opened: links are followed, nothing blocks."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Sequence
from io import BufferedReader
from pathlib import Path
from typing import Final, NamedTuple

from retrieval.articles.skipped import Skipped, Unread, printable

Identity = tuple[int, int]
"""A folder's device and inode."""
BAD_NAME: Final = "its name is not UTF-8; rename it"
NO_FILE: Final = "not a file that can be read again; save it as one"
NOWHERE: Final = "a link to nothing; remove it, or put the file back"
_EMPTY: Final = "a link to an empty folder; put back what was in it, or remove the link"
_PAGES: Final = (".html", ".htm")
Entry = tuple[Path | None, "Folder | Path | Skipped"]


class Folder(NamedTuple):
    """A folder at `path`, inside those `above` it, by which a way back into them is seen."""

    path: Path
    above: tuple[Identity, ...] = ()

    def entries(self) -> Iterator[Entry]:
        """What is in it, in the order of paths: each path with a folder, a file, or what could not
        be told, None with what is said of itself; nothing where it stands in itself. Never
        raises."""
        try:
            status = self.path.stat()
            here = (status.st_dev, status.st_ino)
            if here in self.above:
                return
            paths = list(self.path.iterdir())
        except NotADirectoryError:  # a file, in which nothing can be
            return
        except OSError as error:
            yield None, unread(self.path, error)
            return
        if not paths and self.path.is_symlink():
            yield None, Unread.at(self.path, _EMPTY, perhaps=True)
        found = [(each, _entry(each, (*self.above, here))) for each in paths]
        found.sort(key=lambda each: f"{each[0].name}{'/' * isinstance(each[1], Folder)}")
        yield from found


def unhidden(inside: Sequence[Entry]) -> list[Entry]:
    """What of a folder's entries is looked at: not what is hidden, nor the folder of what belongs
    to a saved page."""
    pages = {path.name for path, _ in inside if path and path.name.lower().endswith(_PAGES)}
    return [each for each in inside if not each[0] or not _is_silent(each[0].name, pages)]


def _is_silent(name: str, pages: set[str]) -> bool:
    page = name.removesuffix("_files")
    beside = page != name and any(f"{page}{suffix}" in pages for suffix in _PAGES)
    return beside or name.startswith(".")


def unread(path: Path, error: OSError) -> Unread:
    """What is said of a path that cannot be read."""
    if error.errno in (errno.ENOENT, errno.ELOOP):
        reason = NOWHERE if os.path.islink(path) else "no such file; it may have been moved"
    else:
        reason = f"cannot be read ({error.strerror or error}); mend it, or leave it out"
    return Unread.at(path, reason)


def opened(path: Path) -> BufferedReader:
    """The regular file at `path`, to be read; nobody is waited for. Raises OSError."""
    if not stat.S_ISREG(path.stat().st_mode):  # a device may do things when it is opened
        raise OSError(errno.EINVAL, NO_FILE)
    return open(path, "rb", opener=_at_once)


def is_utf8(name: Path | str) -> bool:
    """Whether the name can be stored."""
    try:
        str(name).encode()
    except UnicodeEncodeError:
        return False
    return True


def _at_once(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _entry(path: Path, above: tuple[Identity, ...]) -> Folder | Path | Skipped:
    try:
        is_folder = stat.S_ISDIR(path.stat().st_mode)
    except OSError as error:
        return unread(path, error)
    if is_folder and not is_utf8(path.name):
        return Skipped(printable(path), BAD_NAME)
    return Folder(path, above) if is_folder else path
