"""Whether the keys by which copies are found are those of the articles, and the texts are whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from sqlite3 import Connection

from retrieval.inversion import likeness
from retrieval.reindex.soundness.altered import Finding
from retrieval.reindex.soundness.repair import MARK
from retrieval.store.database import meta


class Keys:
    """The keys of all articles, of which a sum of hashes is kept; none of an older file's."""

    def __init__(self, database: Connection) -> None:
        self.database = database
        self._are_kept = meta(database, "likeness") == likeness.VERSION
        self._sum = 0

    def take(self, article: int, keys: Sequence[int]) -> None:
        """Counts an article's keys, as its text gives them."""
        self._sum += sum(hash((key, article)) for key in keys)

    def findings(self) -> Iterator[Finding]:
        """What is wrong, after all articles were taken."""
        if not self._are_kept:
            return
        rows = self.database.execute(
            "select key, article from alike "
            "where article not in (select number from articles where digest = ?)",
            [MARK],
        )
        if self._sum != sum(hash(row) for row in rows):
            yield Finding("table alike", "its keys are not those of the articles' texts")
        (texts,) = self.database.execute(
            "select count(*) from (select text from copies "
            "left join articles on number = article group by text "
            "having count(*) < 2 or min(article) != text or count(number) < count(*))"
        ).fetchone()
        if texts:
            yield Finding("table copies", f"{texts} texts are not of articles that are there")
