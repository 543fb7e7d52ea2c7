"""How a process of its own is started: this interpreter, knowing no secret, running no file of the
folder that it happens to be started in; and how many are worth it."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

_HOME: Final = str(Path(__file__).resolve().parents[1])
_SETTINGS: Final = "NUTGRAF_"
_CREDENTIALS: Final = "CREDENTIALS_DIRECTORY"  # where systemd has put the token


def cores() -> int:
    """How many cores of the machine this process may use."""
    if hasattr(os, "sched_getaffinity"):  # not on Windows and macOS
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def command(program: str) -> list[str]:
    """What runs the Python `program`, without the working directory among its modules."""
    return [sys.executable, "-P", "-c", program]


def environment(
    inherited: Mapping[str, str] = os.environ, path: Sequence[str] | None = None
) -> dict[str, str]:
    """The variables of a process that imports what this one does, without secrets.

    `path` is where this one looks for modules, sys.path if None; the working directory in it is
    replaced by where nutgraf's own modules are.
    """
    places = _places(sys.path if path is None else path)
    return without_secrets(inherited) | {"PYTHONPATH": os.pathsep.join(places)}


def without_secrets(inherited: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The variables, but for the settings of nutgraf, with which goes the token, and proxies, whose
    address may hold a password."""
    return {name: value for name, value in inherited.items() if not _is_secret(name)}


def _places(path: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(each or _HOME for each in path))


def _is_secret(name: str) -> bool:
    upper = name.upper()
    return upper.startswith(_SETTINGS) or upper.endswith("_PROXY") or upper == _CREDENTIALS
