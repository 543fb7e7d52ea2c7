"""Articles that an operator takes out, and does not want back by the next reindex."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import Connection
from typing import Final

from sqlite_utils import Database

from retrieval.errors import AmbiguousNameError, UnknownArticleError
from retrieval.index.merging import merge_where_it_pays
from retrieval.inversion.inverter import Inverter
from retrieval.keeping.kept_out import Kind, Removed, kept_out
from retrieval.keeping.words import Withdrawn, without
from retrieval.reindex.copies import find_copies
from retrieval.reindex.moments import stamp
from retrieval.reindex.rebuild import rebuild_if_analysis_changed
from retrieval.reindex.reindex import Reindex
from retrieval.reindex.soundness.repair import seal_tables, sound_tables
from retrieval.reindex.writers.file import FileWriter
from retrieval.store.articles import article_by_number
from retrieval.store.corrections import presence_of
from retrieval.store.database import connect, connect_to_read, set_meta, writing
from retrieval.store.days import until_of
from retrieval.store.faults import explained
from retrieval.store.lock import exclusive
from retrieval.store.origins import known_at, known_by_id
from retrieval.store.schema import STEPS

_PATIENCE: Final = 10.0
"""Seconds that questions which are being answered may keep the log from being emptied."""
_IN_MEMORY: Final = 64_000_000
"""Bytes of a file that is written anew through memory, not through a temporary file."""


@dataclass(frozen=True, slots=True)
class Removal:
    """What was taken out: by which `kind` of name, and the ids of the `articles`."""

    kind: Kind
    name: str
    articles: tuple[str, ...]


class Change:
    """Articles taken out of the store, or rewritten, inside a transaction of `changing`."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.made = False
        self.wiped = True
        self._writer = FileWriter(database)
        self._run = Reindex(self._writer, now=datetime.now(UTC))
        rebuild_if_analysis_changed(database, self._writer.segments, self._writer.old, None)

    def forget(self, article_id: str) -> None:
        """Takes the article out."""
        known = known_by_id(self.database.conn, article_id)
        assert known is not None, f"{article_id} vanished inside its transaction"
        self._run.forget(known)
        self.made = True

    def rewrite(self, article_id: str, rules: tuple[Withdrawn, ...]) -> bool:
        """Leaves the words out of the article; whether it had any."""
        database = self.database
        known = known_by_id(database.conn, article_id)
        assert known is not None, f"{article_id} vanished inside its transaction"
        old = article_by_number(database.conn, known.number)
        assert old is not None
        new = without(old, rules)
        if new == old:
            return False
        moment = presence_of(database.conn, known.number).moment
        until = until_of(database.conn, known.number)
        self._run.forget(known)
        inverter = Inverter()
        [made] = inverter.invert([new])
        self._writer.put(made, inverter.words, known.origin, moment=moment, until=until)
        self._run.passages_added += len(made.passages)
        self.made = True
        return True

    def finish(self) -> None:
        """Writes the index and how far the coverage now goes."""
        if self.made:
            self._writer.flush()
            find_copies(self.database)
            merge_where_it_pays(self.database)
            stamp(self.database, self._run.moment, passages_added=self._run.passages_added)


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
            change = Change(database)
            yield change
            change.finish()
            set_meta(database, kept_out=kept_out(path).digest)
            if wipe:
                _drop_terms(connection)
            seal_tables(database, sound)
        if wipe:
            small = path.stat().st_size <= _IN_MEMORY
            connection.execute(f"pragma temp_store = {'memory' if small else 'file'}")
            connection.execute("vacuum")
        change.wiped = _emptied(connection)


def remove(path: str | Path, name: str, *, kind: Kind | None = None) -> Removal:
    """Takes the articles that `name` names out of the coverage at `path`, and keeps them out.

    Without a `kind` the name is a path, else an id. Raises AmbiguousNameError where it is both,
    UnknownArticleError where it is neither, NothingIndexedError, a DatabaseError, KeptOutError.
    """
    path = Path(path)
    with changing(path) as change:
        found = _meant(change.database.conn, name, kind)
        out = kept_out(path)
        out.removed.add(Removed(found.kind, found.name))
        out.save()
        for article_id in found.articles:
            change.forget(article_id)
    return found


def undo(path: str | Path, name: str, *, kind: Kind | None = None) -> tuple[Kind, ...]:
    """Lifts a removal: the next reindex reads these articles again. By which kinds of name they
    were removed. Raises UnknownArticleError where none was, KeptOutError."""
    path = Path(path)
    with exclusive(path):
        out = kept_out(path)
        names = {("path", os.path.abspath(name)), ("id", name), ("outlet", name)}
        lifted = {each for each in out.removed if each in names and kind in (None, each.kind)}
        if not lifted:
            raise UnknownArticleError(name)
        out.removed -= lifted
        out.save()
    return tuple(sorted(each.kind for each in lifted))


def _meant(database: Connection, name: str, kind: Kind | None) -> Removal:
    path = os.path.abspath(name)
    below = tuple(article_id for article_id, _ in known_at(database, path))
    known = (name,) if known_by_id(database, name) else ()
    if kind is None and below and known and below != known:
        raise AmbiguousNameError(name)
    if kind == "outlet":
        rows = database.execute("select id from articles where outlet = ?", [name]).fetchall()
        found = Removal(kind, name, tuple(article_id for (article_id,) in rows))
    elif kind == "path" or (kind is None and below):
        found = Removal("path", path, below)
    else:
        found = Removal("id", name, known)
    if not found.articles:
        raise UnknownArticleError(name)
    return found


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
