"""What a process that reads strangers' files may not do: open other files, connect, take too much
memory or time. Run as a program, it puts another one in its own place, confined as `give_place`.

On Linux the kernel forbids files and connections (Landlock: files from 5.13 on, TCP from 6.7 on),
elsewhere only the limits hold.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

MEMORY: Final = 2 * 2**30
"""Bytes of addresses; the largest article takes half of them."""
SECONDS: Final = 20
SECONDS_A_MEGABYTE: Final = 10
"""Of processor time; an article takes a second a megabyte at most."""

WAITING: Final = 20
"""An article's time by the clock, in that of the processor, which others may want as well."""

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION: Final = 1
_BENEATH: Final = 1
_NO_NEW_PRIVILEGES: Final = 38
_READ_FILE: Final = 1 << 2
_READ: Final = _READ_FILE | 1 << 3  # and the names in folders
_RUN: Final = 1 << 0
_WRITE: Final = 1 << 1
_INSTALLED: Final = ("site-packages", "dist-packages")  # also of the interpreter below a venv
_LARGEST_FILE: Final = 2**30
_DIES_WITH_PARENT: Final = 1
_FILES: Final = {1: 1 << 13, 2: 1 << 14, 3: 1 << 15, 5: 1 << 16}
"""By the version from which on Landlock knows them: a bit above all rights over files."""
_TCP_SINCE, _TCP = 4, 1 << 0 | 1 << 1
_SCOPES_SINCE, _SCOPES = 6, 1 << 0 | 1 << 1  # abstract sockets, and signals


class _Ruleset(ctypes.Structure):
    _fields_ = (
        ("files", ctypes.c_uint64),
        ("network", ctypes.c_uint64),
        ("scopes", ctypes.c_uint64),
    )


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32))


def confine() -> None:
    """Forbids this process, for good, all files but Python's own and its libraries', which stay
    readable, connections, signals to others, and all that `MEMORY` does not hold; as far as the
    system can."""
    limit("RLIMIT_AS", MEMORY)
    limit("RLIMIT_CORE", 0)
    if landlock():
        _restrict((each, _READ) for each in _libraries())


def give_place(folder: str, seconds: int, command: Sequence[str]) -> None:
    """Runs a program in the place of this process: it may read and run all files, write in `folder`
    alone, and reach nobody; it ends with its parent, and after so many seconds of processor time.
    Never returns."""
    limit("RLIMIT_CORE", 0)
    limit("RLIMIT_CPU", seconds)
    limit("RLIMIT_DATA", MEMORY)  # of its own; runtimes reserve far more addresses than they use
    limit("RLIMIT_FSIZE", _LARGEST_FILE)
    if sys.platform == "linux":
        _system().prctl(_DIES_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
    if landlock():
        _restrict([("/", _READ | _RUN), (folder, _rights()), (os.devnull, _READ_FILE | _WRITE)])
    try:
        os.execv(command[0], list(command))
    except OSError as error:
        sys.exit(f"cannot be run: {error.strerror}")


def landlock() -> int:
    """The version of Landlock that the kernel has; 0 where there is none."""
    if sys.platform != "linux":
        return 0
    return max(0, int(_system().syscall(_CREATE_RULESET, None, 0, _VERSION)))


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """The process ends when what is done inside takes more processor time (SIGXCPU), or `WAITING`
    times as long by the clock (SIGALRM)."""
    used = os.times()
    limit("RLIMIT_CPU", int(used.user + used.system) + 1 + seconds)
    if sys.platform == "win32":
        yield
        return
    signal.alarm(1 + WAITING * seconds)
    try:
        yield
    finally:
        signal.alarm(0)


def seconds_for(size: int) -> int:
    """The processor time that so many bytes of sources may take."""
    return SECONDS + SECONDS_A_MEGABYTE * size // 2**20


def limit(name: str, most: int) -> None:
    """Sets one of the kernel's limits, where there are any, as far as it may be set."""
    with suppress(ImportError):
        import resource  # not on Windows

        number = getattr(resource, name)
        _, highest = resource.getrlimit(number)
        if highest != resource.RLIM_INFINITY:
            most = min(most, highest)
        with suppress(OSError, ValueError):  # macOS refuses some
            resource.setrlimit(number, (most, highest))


def _libraries() -> set[str]:
    names = ("stdlib", "platstdlib", "purelib", "platlib")
    places = {sysconfig.get_path(name) for name in names}
    installed = {each for each in sys.path if Path(each).name in _INSTALLED}
    packages = (module for name, module in sys.modules.items() if "." not in name)
    return (
        places
        | installed
        | {place for module in packages for place in getattr(module, "__path__", ()) or ()}
    )


def _system() -> ctypes.CDLL:
    return ctypes.CDLL(None)


def _rights() -> int:
    """All rights over files that the kernel can take away."""
    version = landlock()
    return max(bit for since, bit in _FILES.items() if since <= version) - 1


def _restrict(allowed: Iterable[tuple[str, int]]) -> None:
    """Takes all rights away but these, over files and what is in folders."""
    system, version = _system(), landlock()
    rules = _Ruleset(
        _rights(),
        _TCP if version >= _TCP_SINCE else 0,
        _SCOPES if version >= _SCOPES_SINCE else 0,
    )
    size = 24 if version >= _SCOPES_SINCE else 16 if version >= _TCP_SINCE else 8
    ruleset = system.syscall(_CREATE_RULESET, ctypes.byref(rules), size, 0)
    if ruleset < 0:
        return
    try:
        for place, rights in allowed:
            _allow(system, ruleset, place, rights)
        # the kernel asks that no program started from here gains rights
        system.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        system.syscall(_RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)


def _allow(system: ctypes.CDLL, ruleset: int, place: str, rights: int) -> None:
    with suppress(OSError):
        opened = os.open(place, os.O_PATH | os.O_CLOEXEC)
        try:
            rule = _Beneath(rights, opened)
            system.syscall(_ADD_RULE, ruleset, _BENEATH, ctypes.byref(rule), 0)
        finally:
            os.close(opened)


if __name__ == "__main__":
    give_place(sys.argv[1], int(sys.argv[2]), sys.argv[3:])
