"""One reindex at a time: a lock of the operating system's on a file beside the coverage's.

The kernel releases it with the process that holds it, however that ends; what the file says of the
holder, from its second byte on, counts only while it is locked. On Windows nobody else can read the
first, which is what filelock locks there. Where there are no locks, SQLite's own must do.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from io import FileIO
from pathlib import Path
from typing import Final

from retrieval.errors import DatabaseLockedError
from retrieval.store.database import OWNERS

WAIT: Final = 30.0
"""Seconds that a reindex waits for another to finish."""
_STEP: Final = 0.05
_FLAGS: Final = os.O_RDWR | os.O_CREAT | os.O_APPEND


@contextmanager
def exclusive(
    path: str | Path, waiting: Callable[[str], None] | None = None, *, wait: float | None = None
) -> Iterator[None]:
    """Keeps every other reindex of the coverage at `path` waiting.

    `waiting` is told, once, which one must be waited for. Raises DatabaseLockedError where that
    goes on for `wait` seconds.
    """
    path = Path(path)
    file = _opened(path)
    if file is None:
        yield
        return
    with file:
        if not _locked(file, 0):
            if waiting:
                waiting(_holder(file))
            if not _locked(file, WAIT if wait is None else wait):
                raise DatabaseLockedError(path, f"{_holder(file)}; try again when it has finished")
        with suppress(OSError):  # a full disk is the writer's to name
            file.truncate(1)
            file.write(f"{os.getpid()} {datetime.now():%H:%M}".encode())
        yield


def _opened(path: Path) -> FileIO | None:
    """The file that is locked; None where there can be none, and a writer will be told why."""
    whole = path.resolve()
    with suppress(OSError):
        lock = os.open(whole.with_name(f"{whole.name}.lock"), _FLAGS, OWNERS)
        return FileIO(lock, "ab+")
    return None


def _locked(file: FileIO, wait: float) -> bool:
    """Whether the lock is ours, after waiting so many seconds if it must be. A file system without
    locks has none to wait for."""
    from filelock import lock_descriptor  # only what writes needs it

    give_up = time.monotonic() + wait
    try:
        while not lock_descriptor(file.fileno(), blocking=False):
            if time.monotonic() >= give_up:
                return False
            time.sleep(_STEP)
    except OSError:
        return True
    return True


def _holder(file: FileIO) -> str:
    file.seek(1)
    process, _, since = file.read().decode(errors="replace").partition(" ")
    known = f" (process {process} since {since})" if since else ""
    return f"another reindex is running{known}"
