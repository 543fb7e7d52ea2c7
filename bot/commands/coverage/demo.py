"""`nutgraf demo`: a chat over the samples."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click

from bot.config import Config
from retrieval import Archive, DatabaseError

_BOT: Final = Path(__file__).parents[2]
SAMPLES: Final = next(each for each in (_BOT / "seeds", _BOT.parent / "seeds") if each.is_dir())
"""In bot/ as installed from a wheel, beside it in a clone."""
_DATABASE: Final = "samples.db"


@click.command()
def demo() -> None:
    """Chat with the sample articles in the terminal, or by standard input.

    They have a database of their own in your cache; no configuration is read, nothing of yours is
    touched.
    """
    from bot.terminal.session import converse

    defaults = Config.model_construct()
    with _samples() as archive:
        converse(archive, quotes=defaults.quotes, examples=defaults.examples)


@contextmanager
def _samples() -> Iterator[Archive]:
    """The samples, indexed; where the cache cannot be used, for this once."""
    try:
        archive = _indexed(cache() / _DATABASE)
    except (DatabaseError, OSError):
        with tempfile.TemporaryDirectory() as folder, _indexed(Path(folder, _DATABASE)) as archive:
            yield archive
        return
    with archive:
        yield archive


def cache() -> Path:
    """Where a program keeps what it can make anew."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local") / "nutgraf"
    given = Path(os.environ.get("XDG_CACHE_HOME") or "")
    return (given if given.is_absolute() else Path.home() / ".cache") / "nutgraf"


def _indexed(database: Path) -> Archive:
    archive = Archive(database)
    try:
        archive.reindex([SAMPLES])
    except BaseException:
        archive.close()
        raise
    return archive
