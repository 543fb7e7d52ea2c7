"""`nutgraf backup` and `nutgraf restore`."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from bot.commands.coverage.withdraw import forget
from bot.config import Config
from bot.readers.copies.backup import BackupError, back_up, checked, put_back
from bot.readers.file import prepare
from bot.readers.lock import exclusive as no_bot
from bot.terminal.lines import echo, echo_json
from retrieval import Archive, copy_kept_out, enforce, exclusive, join_kept_out

COVERAGE: Final = "coverage.db"
READERS: Final = "readers.db"
KEPT_OUT: Final = "kept-out.json"


@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Print what was copied for programs.")
def backup(config: Config, folder: Path, as_json: bool) -> None:
    """Copy the coverage and what is kept of readers into FOLDER.

    A bot and a reindex may go on meanwhile. Each copy is as its file is at one moment, and is
    looked through; manifest.json has their SHA-256. An older backup in FOLDER is replaced.
    """
    Archive(config.file).close()  # another program's file is not taken for ours
    if config.readers.exists():
        prepare(config.readers, make=False)
    made = back_up({COVERAGE: config.file, READERS: config.readers}, folder)
    copy_kept_out(config.file, folder / KEPT_OUT)
    if as_json:
        echo_json(made)
        return
    for name, each in made["files"].items():
        echo(f"{folder / name}: {each['bytes']} bytes, SHA-256 {each['sha256']}")


@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Print what was put back for programs.")
def restore(config: Config, folder: Path, as_json: bool) -> None:
    """Put back what `nutgraf backup` has copied into FOLDER.

    Refused while a bot or a reindex is running, and where a copy is not as it was made. What
    FOLDER does not hold stays as it is. What was removed or withdrawn since, or before, stays out.
    """
    manifest = checked(folder)
    targets = {COVERAGE: config.file, READERS: config.readers}
    if unknown := set(manifest["files"]) - set(targets):
        raise BackupError(f"{folder}: {', '.join(sorted(unknown))}: not of nutgraf; name another")
    were_readers = config.readers.exists()
    config.readers.parent.mkdir(parents=True, exist_ok=True)
    config.file.parent.mkdir(parents=True, exist_ok=True)
    with no_bot(config.readers), exclusive(config.file, wait=0):
        try:
            for name, each in manifest["files"].items():
                put_back(folder / name, each["sha256"], targets[name])
                if not as_json:
                    echo(f"{targets[name]}: as it was at {manifest['made_at']}")
        finally:
            if not were_readers and not config.readers.stat().st_size:
                config.readers.unlink()  # made to be locked
    join_kept_out(config.file, folder / KEPT_OUT)
    out = enforce(config.file) if COVERAGE in manifest["files"] else ()
    if out:
        forget(config, out)
    files = {name: str(targets[name]) for name in manifest["files"]}
    if as_json:
        made_at = manifest["made_at"]
        echo_json({"schema": 1, "made_at": made_at, "files": files, "left_out": list(out)})
    elif out:
        echo(f"{config.file}: {len(out)} articles without what was removed or withdrawn")
