"""Copies of the coverage's and the readers' file, made while a bot and a reindex go on, with a
manifest that says what was copied; and how they are put back."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from bot.readers.file import OWNERS
from retrieval import NutgrafError, __version__

MANIFEST: Final = "manifest.json"
_PAGES: Final = 256  # at once, then others have the disk
_PAUSE: Final = 0.002  # seconds between two steps
_BLOCK: Final = 2**20
_MOST_OF_A_MANIFEST: Final = 2**16


class BackupError(NutgrafError):
    """A copy cannot be made or put back; the message says why."""


def back_up(files: Mapping[str, Path], folder: Path) -> dict[str, Any]:
    """Copies those of the files that exist into `folder`, under the names they are given by, each
    as it is at one moment; what the manifest says. Raises BackupError."""
    there = {name: path for name, path in files.items() if path.exists()}
    if not there:
        names = " and no ".join(map(str, files.values()))
        raise BackupError(f"nothing to back up: there is no {names}")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    parts = {name: folder / f".{name}.part" for name in [*there, MANIFEST]}
    with _room_in(folder), _gone_afterwards(*parts.values()):
        manifest = {
            "schema": 1,
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "nutgraf": __version__,
            "files": {name: _copied(path, parts[name]) for name, path in there.items()},
        }
        with _private(parts[MANIFEST]) as file:
            os.write(file, f"{json.dumps(manifest, indent=2)}\n".encode())
        (folder / MANIFEST).unlink(missing_ok=True)
        for name in files:
            (folder / name).unlink(missing_ok=True)
        for name, part in parts.items():
            os.replace(part, folder / name)
    return manifest


def checked(folder: Path) -> dict[str, Any]:
    """What the manifest in `folder` says, which the copies there agree with. Raises BackupError."""
    try:
        manifest: dict[str, Any] = json.loads(_manifest(folder / MANIFEST))
        files = {str(name): str(each["sha256"]) for name, each in manifest["files"].items()}
        manifest["made_at"] = " ".join(str(manifest["made_at"]).split())
    except FileNotFoundError:
        raise BackupError(
            f"{folder}: no backup, for it has no {MANIFEST}; name another folder"
        ) from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise BackupError(f"{folder}: its {MANIFEST} is damaged; name another folder") from None
    for name, expected in files.items():
        if Path(name).name != name or not (folder / name).is_file():
            raise BackupError(f"{folder}: {name} is missing; name another folder")
        if _digest(folder / name) != expected:
            raise BackupError(f"{folder}: {name} is not as it was copied; name another folder")
    return manifest


def _manifest(path: Path) -> str:
    """Its text. Raises ValueError for what is no file of such a size: a pipe would never end."""
    if path.exists() and not path.is_file():
        raise ValueError
    with path.open("rb") as file:
        return file.read(_MOST_OF_A_MANIFEST).decode()


def put_back(copy: Path, digest: str, target: Path) -> None:
    """Puts a copy in the place of a file that no bot and no reindex has open: at any moment all of
    the one or all of the other is there. Raises BackupError."""
    target = target.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.part")
    with _room_in(target.parent), _gone_afterwards(part):
        with _private(part) as file, copy.open("rb") as source, os.fdopen(os.dup(file), "wb") as to:
            shutil.copyfileobj(source, to, _BLOCK)
        if _digest(part) != digest:
            raise BackupError(f"{copy}: it changed while it was put back; try again")
        _without_log(target)
        os.replace(part, target)
        _synced(target.parent)


def _copied(path: Path, part: Path) -> dict[str, Any]:
    """Copies a file, and looks through the copy; what the manifest says of it."""
    part.unlink(missing_ok=True)
    with _private(part):
        """An empty file that is its owner's alone."""
    try:
        with (
            closing(sqlite3.connect(_uri(path, "ro"), uri=True, isolation_level=None)) as source,
            closing(sqlite3.connect(part, isolation_level=None)) as copy,
        ):
            source.execute("begin")
            source.execute("select 1 from sqlite_master").fetchone()  # now it is one moment
            source.backup(copy, pages=_PAGES, sleep=_PAUSE)
            copy.execute("pragma journal_mode = delete")
            (report,) = copy.execute("pragma integrity_check(1)").fetchone()
            (mark,) = copy.execute("pragma application_id").fetchone()
            (number,) = copy.execute("pragma user_version").fetchone()
    except sqlite3.Error as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_FULL:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
        raise BackupError(f"{path}: cannot be copied ({error}); see `nutgraf doctor`") from error
    if report != "ok":
        raise BackupError(f"{path}: damaged, and so is its copy; see `nutgraf doctor`")
    with part.open("r+b") as file:  # Windows flushes only what may be written to
        os.fsync(file.fileno())
    return {
        "sha256": _digest(part),
        "bytes": part.stat().st_size,
        "application_id": mark,
        "version": number,
        "sqlite": sqlite3.sqlite_version,
    }


@contextmanager
def _room_in(folder: Path) -> Iterator[None]:
    """Raises BackupError where the folder's disk is full."""
    try:
        yield
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise BackupError(f"{folder}: the disk is full; free some space") from error


@contextmanager
def _gone_afterwards(*parts: Path) -> Iterator[None]:
    """What is left of the parts is removed."""
    try:
        yield
    finally:
        for part in parts:
            part.unlink(missing_ok=True)


def _without_log(target: Path) -> None:
    """Writes the log into the file that it belongs to, which is to be replaced, and removes it."""
    if target.exists():
        with (
            suppress(sqlite3.Error),
            closing(sqlite3.connect(_uri(target, "rw"), uri=True, isolation_level=None)) as old,
        ):
            old.execute("pragma wal_checkpoint(truncate)")
    for suffix in ("-wal", "-shm", "-journal"):
        target.with_name(f"{target.name}{suffix}").unlink(missing_ok=True)


@contextmanager
def _private(path: Path) -> Iterator[int]:
    """A new, empty file that is its owner's alone, on the disk when it is closed."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNERS)
    try:
        yield file
        os.fsync(file)
    finally:
        os.close(file)


def _synced(folder: Path) -> None:
    with suppress(OSError):  # not every system can
        file = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(file)
        finally:
            os.close(file)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _uri(path: Path, mode: str) -> str:
    return f"{path.absolute().as_uri()}?mode={mode}"
