"""`nutgraf backup` and `nutgraf restore`."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Final

import click

from bot.archives import access, opened
from bot.commands.coverage.withdraw import forget
from bot.config import Config
from bot.readers.copies.backup import BackupError, back_up, checked, put_back
from bot.readers.file import prepare
from bot.readers.lock import exclusive as no_bot
from bot.terminal.lines import echo, echo_json
from retrieval import ClusterAddress, copy_kept_out, enforce, exclusive, join_kept_out

COVERAGE: Final = "coverage.db"
READERS: Final = "readers.db"
KEPT_OUT: Final = "kept-out.json"
_SNAPSHOT: Final = (
    "{}: not copied; take a snapshot of the indices {}-* in the cluster, as docs/scaling.md says"
)
_NO_FILE: Final = (
    "{}: holds a coverage in a file, and the database is {}; name a file as database, or index "
    "articles into the cluster with `nutgraf reindex`"
)


@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Print what was copied for programs.")
def backup(config: Config, folder: Path, as_json: bool) -> None:
    """Copy the coverage and what is kept of readers into FOLDER.

    A bot and a reindex may go on meanwhile. Each copy is as its file is at one moment, and is
    looked through; manifest.json has their SHA-256. An older backup in FOLDER is replaced.
    """
    opened(config).close()  # another program's file is not taken for ours
    if config.readers.exists():
        prepare(config.readers, make=False)
    if isinstance(config.database, ClusterAddress):
        echo(_SNAPSHOT.format(config.database, config.database.name), err=True)
    made = back_up(_files(config), folder)
    copy_kept_out(config.database, folder / KEPT_OUT, **access(config))
    if as_json:
        echo_json(made)
        return
    for name, each in made["files"].items():
        echo(f"{folder / name}: {each['bytes']} bytes, SHA-256 {each['sha256']}")


def _files(config: Config) -> dict[str, Path]:
    """What is copied, and put back, by the names of its copies."""
    if isinstance(config.database, ClusterAddress):
        return {READERS: config.readers}
    return {COVERAGE: config.database, READERS: config.readers}


@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Print what was put back for programs.")
def restore(config: Config, folder: Path, as_json: bool) -> None:
    """Put back what `nutgraf backup` has copied into FOLDER.

    Refused while a bot or a reindex is running, and where a copy is not as it was made. What
    FOLDER does not hold stays as it is. What was removed or withdrawn since, or before, stays out.
    """
    manifest = checked(folder)
    targets, database = _files(config), config.database
    if COVERAGE in manifest["files"] and COVERAGE not in targets:
        raise BackupError(_NO_FILE.format(folder, database))
    if unknown := set(manifest["files"]) - set(targets):
        raise BackupError(f"{folder}: {', '.join(sorted(unknown))}: not of nutgraf; name another")
    were_readers = config.readers.exists()
    for each in targets.values():
        each.parent.mkdir(parents=True, exist_ok=True)
    with no_bot(config.readers), _no_reindex(config):
        try:
            for name, each in manifest["files"].items():
                put_back(folder / name, each["sha256"], targets[name])
                if not as_json:
                    echo(f"{targets[name]}: as it was at {manifest['made_at']}")
        finally:
            if not were_readers and not config.readers.stat().st_size:
                config.readers.unlink()  # made to be locked
    join_kept_out(database, folder / KEPT_OUT, **access(config))
    in_cluster = isinstance(database, ClusterAddress)
    is_due = COVERAGE in manifest["files"] or (in_cluster and (folder / KEPT_OUT).exists())
    out = enforce(database, **access(config)) if is_due else ()
    if out:
        forget(config, out)
    files = {name: str(targets[name]) for name in manifest["files"]}
    if as_json:
        made_at = manifest["made_at"]
        echo_json({"schema": 1, "made_at": made_at, "files": files, "left_out": list(out)})
    elif out:
        echo(f"{database}: {len(out)} articles without what was removed or withdrawn")


def _no_reindex(config: Config) -> AbstractContextManager[None]:
    """Keeps a reindex from a file that is put back."""
    if isinstance(config.database, ClusterAddress):
        return nullcontext()
    return exclusive(config.database, wait=0)
