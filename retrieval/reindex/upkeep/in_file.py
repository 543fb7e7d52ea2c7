"""What is taken out of a coverage in a file, in one transaction."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from sqlite3 import Connection
from typing import Final

from retrieval.errors import NothingIndexedError
from retrieval.keeping.kept_out import kept_out
from retrieval.reindex.rebuild import rebuild_if_analysis_changed
from retrieval.reindex.soundness.repair import seal_tables, sound_tables
from retrieval.reindex.upkeep.change import Change
from retrieval.reindex.upkeep.withdrawal import enforce_in
from retrieval.reindex.writers.file import FileWriter
from retrieval.store.database import connect, connect_to_read, meta, set_meta, writing
from retrieval.store.faults import explained
from retrieval.store.lock import exclusive
from retrieval.store.schema import STEPS

_PATIENCE: Final = 10.0
"""Seconds that questions which are being answered may keep the log from being emptied."""
_IN_MEMORY: Final = 64_000_000
"""Bytes of a file that is written anew through memory, not through a temporary file."""


@contextmanager
def changing(path: Path, *, wipe: bool = False) -> Iterator[Change]:
    """One transaction over the coverage at `path`, while no reindex is running; with `wipe`, no
    byte is left afterwards of what was taken out. Raises NothingIndexedError, a DatabaseError."""
    connect_to_read(path).close()
    with exclusive(path), explained(path), closing(connect(path)) as connection:
        connection.execute("pragma secure_delete = on")
        with writing(connection) as database:
            STEPS.apply(database)
            sound = sound_tables(database)
            writer = FileWriter(database)
            change = Change(writer)
            rebuild_if_analysis_changed(database, writer.segments, writer.old, None)
            yield change
            change.finish()
            set_meta(database, kept_out=change.out.digest)
            if wipe:
                _drop_terms(connection)
            seal_tables(database, sound)
        if wipe:
            small = path.stat().st_size <= _IN_MEMORY
            connection.execute(f"pragma temp_store = {'memory' if small else 'file'}")
            connection.execute("vacuum")
        change.wiped = _emptied(connection)


def catch_up(path: Path) -> None:
    """Takes out what was withdrawn, where the coverage is from before that. Raises a DatabaseError,
    KeptOutError."""
    out = kept_out(path)
    with suppress(NothingIndexedError):
        with closing(connect_to_read(path)) as database, explained(path):
            behind = (meta(database, "kept_out") or "") != out.digest
        if behind and out.digest:
            with changing(path, wipe=True) as change:
                enforce_in(change)


def _drop_terms(database: Connection) -> None:
    """Forgets the terms that no article has any more, which spell what was taken out."""
    database.execute(
        "delete from terms where number in (select term from counts where df <= 0 and uses <= 0)"
    )
    database.execute("delete from counts where df <= 0 and uses <= 0")
    database.execute("delete from postings where term not in (select number from terms)")


def _emptied(database: Connection) -> bool:
    """Empties the log beside the file; whether no open read kept it from that for too long."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            busy, _, _ = database.execute("pragma wal_checkpoint(truncate)").fetchone()
        except sqlite3.OperationalError:
            busy = 1
        if not busy or time.monotonic() > until:
            return not busy
        time.sleep(0.05)
