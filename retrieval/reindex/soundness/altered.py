"""What is not as it was written, by its checksum: articles, operators' tables, corrections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Final

from retrieval.reindex.soundness.repair import MARK
from retrieval.store.checksums import (
    BY_ROOT,
    REPAIR,
    WHOLE,
    altered_roots,
    are_kept,
    is_sealed,
    is_table_sealed,
)

REBUILD: Final = "delete it and run `nutgraf reindex`"
_FILES: Final = {"aliases": "aliases.toml", "parties": "speakers.toml"}


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault: `what` is wrong `where`, and the `remedy`."""

    where: str
    what: str
    remedy: str = REPAIR

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def altered(database: Connection) -> Iterator[Finding]:
    """What differs from its checksum; nothing in a coverage of before there were any."""
    if not are_kept(database):
        return
    rows = database.execute(
        "select number, cast(id as blob), cast(path as blob), digest = ? from articles "
        "order by number",
        [MARK],
    )
    for number, article_id, path, marked in rows.fetchall():
        where = f"article {_text(article_id)}"
        if marked:
            what = f"is read anew from {_text(path)} by the next reindex of it"
            yield Finding(where, what, "run `nutgraf reindex`")
        elif not is_sealed(database, number):
            yield Finding(where, "is not as it was indexed")
    for table in BY_ROOT:
        for root in altered_roots(database, table):
            what = f"{_FILES[table]} is not as it was read"
            yield Finding(f"folder {root}", what, f"run `nutgraf reindex` with {root}")
    for table in WHOLE:
        if not is_table_sealed(database, table):
            yield Finding(
                f"table {table}",
                "is not as it was written",
                REPAIR if table == "meta" else REBUILD,
            )


def _text(raw: bytes) -> str:
    return raw.decode(errors="replace")
