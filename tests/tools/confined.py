"""A machine made small: processes on one core, with so much memory between them and no more.

A memory cgroup below this process's own, of either version; whoever may not make one is told so.
"""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_ROOT: Final = Path("/sys/fs/cgroup")
_LOOK: Final = 0.1  # seconds between two looks at the memory
_MB: Final = 2**20


class Confined:
    """The processes in it; `peak_mb` is the most that they had at a time of their own memory, what
    is kept of files not counted, which gives way."""

    def __init__(self, folder: Path, core: int) -> None:
        self._folder = folder
        self._core = core
        self.peak_mb = 0.0

    def take(self, process: int) -> None:
        """The process, and what it starts from now on."""
        (self._folder / "cgroup.procs").write_text(str(process), encoding="ascii")
        os.sched_setaffinity(process, {self._core})

    def members(self) -> list[int]:
        """All processes in it."""
        return [int(each) for each in (self._folder / "cgroup.procs").read_text().split()]

    @property
    def killed(self) -> int:
        """How many the system has killed for want of memory."""
        for name in ("memory.oom_control", "memory.events"):
            if (self._folder / name).exists():
                found = re.search(r"^oom_kill (\d+)", (self._folder / name).read_text(), re.M)
                return int(found[1]) if found else 0
        return 0

    def watch(self, over: threading.Event) -> None:
        """Look at the memory until it is over."""
        while not over.wait(_LOOK):
            self.peak_mb = max(self.peak_mb, sum(map(_own_mb, self.members())))

    def start_anew(self) -> None:
        """Forget the peak."""
        self.peak_mb = 0.0


@contextmanager
def confined(megabytes: int, core: int = 0) -> Iterator[Confined]:
    """A place for processes with so much memory; empty it before it ends."""
    folder = _own_group() / f"confined-{os.getpid()}"
    folder.mkdir()
    over = threading.Event()
    try:
        for name in ("memory.limit_in_bytes", "memory.max"):
            if (folder / name).exists():
                (folder / name).write_text(str(megabytes * _MB), encoding="ascii")
        found = Confined(folder, core)
        watching = threading.Thread(target=found.watch, args=(over,))
        watching.start()
        try:
            yield found
        finally:
            over.set()
            watching.join()
    finally:
        for _ in range(50):
            try:
                folder.rmdir()
                break
            except OSError:
                time.sleep(_LOOK)


def _own_group() -> Path:
    groups = Path("/proc/self/cgroup").read_text(encoding="utf-8")
    first = re.search(r"^\d+:memory:/(.*)$", groups, re.M)
    if first:
        return _ROOT / "memory" / first[1]
    second = re.search(r"^0::/(.*)$", groups, re.M)
    assert second, "no memory cgroup"
    return _ROOT / second[1]


def _own_mb(process: int) -> float:
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    except OSError:  # it has ended
        return 0.0
    found = re.search(r"RssAnon:\s+(\d+)", status)
    return int(found[1]) / 1024 if found else 0.0
