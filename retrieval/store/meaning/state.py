"""What is known of the vectors that a coverage keeps, as it is read."""

from __future__ import annotations

from hashlib import blake2b
from sqlite3 import Connection


def spans_of(database: Connection, article: int) -> bytes:
    """A digest of where the passages of the article with this number stand in its body."""
    rows = database.execute(
        'select "start", "end" from passages where article = ? order by ordinal', [article]
    )
    return blake2b(repr(rows.fetchall()).encode(), digest_size=8).digest()


def are_kept(database: Connection) -> bool:
    """Whether the file has the tables."""
    found = database.execute("select 1 from sqlite_master where name = 'meaning_state'").fetchone()
    return found is not None


def state(database: Connection) -> tuple[str, int] | None:
    """Which model made the vectors, and in how many batches; None where there are none."""
    if not are_kept(database):
        return None
    model, batches = (value_of(database, key) for key in ("model", "batches"))
    return (str(model), int(batches)) if model and batches else None


def value_of(database: Connection, key: str) -> str | int | None:
    """What is kept of the vectors under `key`."""
    row = database.execute("select value from meaning_state where key = ?", [key]).fetchone()
    return row[0] if row else None
