"""One bot over one readers' file: locks of the operating system's, gone with its process.

One is on a file beside it, by the name that symbolic links lead to. The other is named by device
and inode, among this machine's temporary files: the same for every hard link and mount of the
readers' file.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from filelock import lock_descriptor

from bot.readers.file import OWNERS, ReadersError

_ALL_READ = 0o644  # what another user must be able to find locked
_MOMENT = 0.1  # seconds
_FLAGS = os.O_RDONLY | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold the locks of the readers' file at `path`, which is made, empty, where there is none.

    Raises ReadersError where another bot holds one of them.
    """
    whole = path.resolve()
    with ExitStack() as held:
        if not _holds_soon(_lock_beside(whole), held, OWNERS):
            raise _taken(path, "it")
        if not _holds(_lock_by_inode(whole), held, _ALL_READ):
            raise _taken(path, "it by another name")
        yield


def is_held(path: Path) -> bool:
    """Whether a bot uses the readers' file at `path`; nothing is made."""
    lock = _lock_beside(path.resolve())
    if not lock.exists():
        return False
    with ExitStack() as held:
        return not _holds(lock, held, OWNERS)


def _lock_beside(path: Path) -> Path:
    return path.with_name(f"{path.name}.lock")


def _lock_by_inode(path: Path) -> Path | None:
    with suppress(OSError):  # the readers' file says why, and what to do
        if not path.exists():
            path.touch(OWNERS)
        status = path.stat()
        return Path(tempfile.gettempdir(), f"nutgraf-{status.st_dev:x}-{status.st_ino:x}.lock")
    return None


def _holds_soon(lock: Path, held: ExitStack, permissions: int) -> bool:
    """As `_holds`, also where `is_held` looks at this moment."""
    if _holds(lock, held, permissions):
        return True
    time.sleep(_MOMENT)
    return _holds(lock, held, permissions)


def _holds(lock: Path | None, held: ExitStack, permissions: int) -> bool:
    """Whether the lock is ours until the stack is closed; also where there can be none."""
    if lock is None:
        return True
    try:
        file = os.open(lock, _FLAGS, permissions)
        held.callback(os.close, file)
        return lock_descriptor(file, blocking=False)
    except OSError:
        return True


def _taken(path: Path, what: str) -> ReadersError:
    return ReadersError(
        path, f"another `nutgraf run` is using {what}; end that one, or name another file"
    )
