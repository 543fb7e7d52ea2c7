"""Articles taken out of a coverage, or rewritten, whatever keeps it: all of it or nothing."""

from __future__ import annotations

from datetime import UTC, datetime

from retrieval.inversion.inverter import Inverter
from retrieval.keeping.words import Withdrawn, is_of, without
from retrieval.reindex.reindex import Reindex
from retrieval.reindex.writers.writer import CoverageWriter
from retrieval.store.articles import article_by_number
from retrieval.store.corrections import presence_of
from retrieval.store.days import until_of
from retrieval.store.origins import Known, known_by_id


class Change:
    """What is taken out of what the `writer` keeps. `out` is what is kept out of it; `made`:
    whether anything was changed; `wiped`: whether no byte is left of what went, where it is to
    be."""

    def __init__(self, writer: CoverageWriter) -> None:
        self.database = writer.database
        self.writer = writer
        self.out = writer.kept_out()
        self.made = False
        self.wiped = True
        self._run = Reindex(writer, now=datetime.now(UTC))

    @property
    def moment(self) -> str:
        """When it is made."""
        return self._run.moment

    def forget(self, article_id: str) -> None:
        """Takes the article out."""
        self._run.forget(self._known(article_id))
        self.made = True

    def rewrite(self, article_id: str, rules: tuple[Withdrawn, ...]) -> bool:
        """Leaves the words out of the article; whether it had any."""
        known, database = self._known(article_id), self.database
        (url,) = database.execute(
            "select url from articles where number = ?", [known.number]
        ).fetchone()
        if not any(is_of(each, article_id, url) for each in rules):
            return False
        self.writer.load(known.number)
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
        self.writer.put(made, inverter.words, known.origin, moment=moment, until=until)
        self._run.passages_added += len(made.passages)
        self.made = True
        return True

    def finish(self) -> None:
        """Writes the index and how far the coverage now goes."""
        if self.made:
            added = self._run.passages_added
            self.writer.commit(self.moment, passages_added=added, changed=True)

    def _known(self, article_id: str) -> Known:
        known = known_by_id(self.database.conn, article_id)
        assert known is not None, f"{article_id} vanished inside its transaction"
        return known
