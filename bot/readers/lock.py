"""One bot over one readers' file: a lock of the operating system's, gone with its process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.readers.database import ReadersError

try:
    import fcntl
except ImportError:  # Windows: Telegram itself ends the older of two bots
    fcntl = None  # type: ignore[assignment]


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold the lock of the readers' file at `path`. Raises ReadersError where another bot does."""
    if fcntl is None:
        yield
        return
    try:
        file = path.with_name(f"{path.name}.lock").open("ab")
    except OSError:  # the readers' file says why, and what to do
        yield
        return
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ReadersError(
                path, "another `nutgraf run` is using it; end that one, or name another file"
            ) from None
        except OSError:  # a file system without locks
            pass
        yield
