"""Where config.toml is looked for, when none is named: here, further up, in its usual place."""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

NAME: Final = "config.toml"
ADMINISTRATOR: Final = 0


class Found(NamedTuple):
    """The file, None where there is none; the files further up that were passed over, and why."""

    file: Path | None
    passed: tuple[tuple[Path, str], ...] = ()


def find(here: Path, keys: Collection[str], *, ceiling: Path | None = None) -> Found:
    """The config.toml `here`; else the nearest further up, most of whose keys are among `keys`;
    else that in the user's own folder of configurations.

    Above the `ceiling`, the home folder if None, and on another file system nothing is looked for:
    further up a file counts only if it is the user's own or the administrator's.
    """
    if os.path.exists(here / NAME):
        return Found(here / NAME)
    passed: list[tuple[Path, str]] = []
    for folder in _above(here, ceiling):
        file = folder / NAME
        if not os.path.isfile(file):
            continue
        if (why := _strange(file, keys)) is None:
            return Found(file, tuple(passed))
        passed.append((file, why))
    usual = usual_place()
    return Found(usual if usual and os.path.isfile(usual) else None, tuple(passed))


def usual_place() -> Path | None:
    """The user's own config.toml, be it there or not: below $XDG_CONFIG_HOME or ~/.config, on
    Windows below %APPDATA%. None for a user without a home."""
    windows = sys.platform == "win32"
    given = Path(os.environ.get("APPDATA" if windows else "XDG_CONFIG_HOME") or "")
    if given.is_absolute():
        return given / "nutgraf" / NAME
    home = _home()
    return home / ("AppData/Roaming" if windows else ".config") / "nutgraf" / NAME if home else None


def _above(here: Path, ceiling: Path | None) -> Iterator[Path]:
    """The folders above, the nearest first."""
    last = ceiling or _home()
    with suppress(OSError):
        last = last and last.resolve()
        device = here.stat().st_dev
        for below, folder in zip((here, *here.parents), here.parents, strict=False):
            if below == last or folder.stat().st_dev != device:
                return
            yield folder


def _home() -> Path | None:
    try:
        return Path.home()
    except RuntimeError:  # an account that has none
        return None


def _strange(file: Path, keys: Collection[str]) -> str | None:
    """Why the file is passed over; None for one that is ours, even with a fault."""
    try:
        owner = file.stat().st_uid
        if hasattr(os, "geteuid") and owner not in (ADMINISTRATOR, os.geteuid()):
            return "another user's"  # and what it says may run a program
        named = set(tomllib.loads(file.read_text(encoding="utf-8-sig")))
    except OSError as error:
        return f"cannot be read: {error.strerror}"
    except (ValueError, RecursionError):
        return None  # who reads it says what is wrong
    own = named.intersection(keys)
    return None if own and len(own) * 2 >= len(named) else "another program's"
