"""What a process that reads strangers' files may not do: open other files, connect, take too much
memory or time.

On Linux the kernel forbids files and connections (Landlock: files from 5.13 on, TCP from 6.7 on),
elsewhere only the limits hold.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
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
_READ: Final = 1 << 2 | 1 << 3  # files, and the names in folders
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
        _restrict(_libraries())


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
    packages = (module for name, module in sys.modules.items() if "." not in name)
    return places | {
        place for module in packages for place in getattr(module, "__path__", ()) or ()
    }


def _system() -> ctypes.CDLL:
    return ctypes.CDLL(None)


def _restrict(readable: Iterable[str]) -> None:
    system, version = _system(), landlock()
    rights = max(bit for since, bit in _FILES.items() if since <= version) - 1
    rules = _Ruleset(
        rights,
        _TCP if version >= _TCP_SINCE else 0,
        _SCOPES if version >= _SCOPES_SINCE else 0,
    )
    size = 24 if version >= _SCOPES_SINCE else 16 if version >= _TCP_SINCE else 8
    ruleset = system.syscall(_CREATE_RULESET, ctypes.byref(rules), size, 0)
    if ruleset < 0:
        return
    try:
        for place in readable:
            _allow(system, ruleset, place)
        # the kernel asks that no program started from here gains rights
        system.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        system.syscall(_RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)


def _allow(system: ctypes.CDLL, ruleset: int, place: str) -> None:
    with suppress(OSError):
        folder = os.open(place, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            rule = _Beneath(_READ, folder)
            system.syscall(_ADD_RULE, ruleset, _BENEATH, ctypes.byref(rule), 0)
        finally:
            os.close(folder)
