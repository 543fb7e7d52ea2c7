"""The tables of what passages mean, made with the first vectors: a file without any has none.

They are kept by article and by place in it, not by the index's numbers of passages, which change
when it is merged or made anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from sqlite3 import Connection
from typing import Final, NamedTuple

from sqlite_utils import Database, Migrations

from retrieval.store.meaning.state import are_kept, spans_of, value_of
from retrieval.store.schema import make_table

STEPS: Final = Migrations("meaning")
"""What a coverage takes to keep vectors; in the file by name, beside the coverage's own."""


@STEPS()
def make_tables(database: Database) -> None:
    """Makes the tables, and what takes an article's vectors out with it."""
    # `spans` is a digest of where the article's passages stand; `bits` has 48 bytes for each
    columns: dict[str, type] = {"article": int, "spans": bytes, "bits": bytes}
    make_table(database, "meanings", columns, pk="article")
    # the vectors of a passage's sentences, 384 bytes each
    columns = {"article": int, "ordinal": int, "vectors": bytes}
    vectors = make_table(database, "sentence_vectors", columns, pk=None)
    vectors.create_index(["article", "ordinal"], "sentence_vectors_passage", unique=True)
    database.execute("create table meaning_state(key text primary key, value) without rowid")
    database.execute(
        "create trigger meaning_goes_with_its_article after delete on articles begin "
        "delete from meanings where article = old.number; "
        "delete from sentence_vectors where article = old.number; end"
    )


class Meaning(NamedTuple):
    """What an article's passages mean: `bits` for all of them, and the vectors of the sentences of
    each. `spans`: see `spans_of`."""

    article: int
    spans: bytes
    bits: bytes
    sentences: Sequence[bytes]


def keep(database: Database, model: str, meanings: Iterable[Meaning]) -> None:
    """Keeps what these articles mean to the `model`, of those that still have these passages; what
    another model made is forgotten."""
    STEPS.apply(database)
    connection = database.conn
    if value_of(connection, "model") != model:
        for table in ("meanings", "sentence_vectors"):
            connection.execute(f"delete from {table}")
    for each in meanings:
        if each.spans != spans_of(connection, each.article):
            continue
        connection.execute(
            "insert or replace into meanings values (?, ?, ?)",
            [each.article, each.spans, each.bits],
        )
        connection.execute("delete from sentence_vectors where article = ?", [each.article])
        connection.executemany(
            "insert into sentence_vectors values (?, ?, ?)",
            [(each.article, ordinal, vectors) for ordinal, vectors in enumerate(each.sentences)],
        )
    batches = int(value_of(connection, "batches") or 0) + 1
    connection.executemany(
        "insert or replace into meaning_state values (?, ?)",
        [("model", model), ("batches", batches)],
    )


def forget_stale(database: Connection) -> None:
    """Forgets what was worked out for passages that have been cut anew since."""
    if not are_kept(database):
        return
    rows = database.execute("select article, spans from meanings").fetchall()
    stale = [(article,) for article, spans in rows if spans != spans_of(database, article)]
    for table in ("meanings", "sentence_vectors"):
        database.executemany(f"delete from {table} where article = ?", stale)
