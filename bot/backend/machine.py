"""How large the machine is, or the part of it that this process may have."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from retrieval import children

_ROOMY: Final = 2 * 10**9  # bytes
_GROUPS: Final = Path("/sys/fs/cgroup")
_OWN: Final = Path("/proc/self/cgroup")


def answering() -> int:
    """How many processes are to answer: three, or two where there is one core or less than 2 GB.

    With a large coverage each has 140 MB of its own.
    """
    return 3 if children.cores() > 1 and memory() >= _ROOMY else 2


def memory(groups: Path = _GROUPS, own: Path = _OWN) -> float:
    """The machine's memory in bytes, or what control groups, of either version, leave of it."""
    found = [float("inf"), *_bounds(groups, own)]
    with suppress(ValueError, OSError, AttributeError):  # no such names, as on Windows
        found.append(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    return min(found)


def _bounds(groups: Path, own: Path) -> Iterator[int]:
    try:
        lines = own.read_text(encoding="utf-8").splitlines()
    except OSError:
        return
    for line in lines:
        number, controllers, place = line.split(":", 2)
        if "memory" in controllers.split(","):
            yield from _up(groups / "memory", place, "memory.limit_in_bytes")
        elif number == "0":
            yield from _up(groups, place, "memory.max")


def _up(root: Path, place: str, name: str) -> Iterator[int]:
    """The bounds of a group and of those that it is in."""
    folder = root / place.strip("/")
    for each in (folder, *folder.parents):
        if each.is_relative_to(root):
            with suppress(OSError, ValueError):  # "max", or not ours to see
                yield int((each / name).read_text(encoding="ascii"))
