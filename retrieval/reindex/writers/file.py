"""A coverage in one SQLite file, inside the caller's write transaction."""

from __future__ import annotations

from collections.abc import Iterable

from sqlite_utils import Database

from retrieval.index.merging import merge_where_it_pays
from retrieval.index.segments import SegmentWriter
from retrieval.inversion.inverted import Inverted, TermNumbers
from retrieval.inversion.inverter import Inverter
from retrieval.keeping.kept_out import KeptOut, kept_out
from retrieval.reindex.article_rows import insert_article, move_article, remove_article
from retrieval.reindex.copies import find_copies
from retrieval.reindex.moments import mend_moments, stamp
from retrieval.reindex.rebuild import rebuild_if_analysis_changed
from retrieval.reindex.soundness.repair import MARK, seal_tables, sound_tables
from retrieval.reindex.writers.writer import Begun, Report, Wording
from retrieval.store.articles import article_by_number
from retrieval.store.corrections import drop_wordings, wordings
from retrieval.store.database import path_of
from retrieval.store.origins import Known, Origin
from retrieval.store.schema import STEPS


class FileWriter:
    """See `CoverageWriter`; the transaction is the caller's to commit."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._path = path_of(database.conn)
        self.segments = SegmentWriter(database, self._path.parent)
        self.old = Inverter()  # of what is in the store already
        self._sound: frozenset[str] = frozenset()

    def kept_out(self) -> KeptOut:
        """See `CoverageWriter`."""
        return kept_out(self._path)

    @property
    def next_passage(self) -> int:
        """See `CoverageWriter`."""
        return self.segments.next_passage

    def begin(self, moment: str, progress: Report | None) -> Begun:
        """See `CoverageWriter`."""
        STEPS.apply(self.database)
        self._sound = sound_tables(self.database)
        mended = mend_moments(self.database, moment)
        rebuilt = rebuild_if_analysis_changed(self.database, self.segments, self.old, progress)
        return Begun(mended, rebuilt)

    def load(self, number: int) -> None:
        """A row has all columns."""

    def load_at(self, url: str) -> None:
        """The same."""

    def move(self, number: int, origin: Origin) -> None:
        """See `CoverageWriter`."""
        move_article(self.database, number, origin)

    def put(
        self,
        new: Inverted,
        words: TermNumbers,
        origin: Origin,
        *,
        moment: str,
        until: str | None,
    ) -> int:
        """See `CoverageWriter`."""
        added = self.segments.add(new, words)
        path, root, digest = origin
        return insert_article(
            self.database,
            new,
            added,
            path=path,
            root=root,
            digest=digest,
            moment=moment,
            until=until,
        )

    def bury(self, known: Known) -> Inverted | None:
        """See `CoverageWriter`."""
        number = known.number
        if known.origin.digest == MARK:
            remove_article(self.database, number, None)
            return None
        article = article_by_number(self.database.conn, number)
        assert article is not None, f"article {number} vanished inside its transaction"
        [buried] = self.old.invert([article])
        self.segments.forget(buried, self.old.words)
        remove_article(self.database, number, buried.alike)
        return buried

    def wordings(self, article_ids: Iterable[str] | None = None) -> list[Wording]:
        """See `CoverageWriter`."""
        return [Wording(*row) for row in wordings(self.database.conn, article_ids)]

    def drop_wordings(self, numbers: Iterable[int]) -> None:
        """See `CoverageWriter`."""
        drop_wordings(self.database.conn, numbers)

    def flush(self) -> None:
        """See `CoverageWriter`."""
        self.segments.flush()

    def commit(self, moment: str, *, passages_added: int, changed: bool) -> None:
        """See `CoverageWriter`."""
        self.segments.flush()
        find_copies(self.database)
        if changed:
            merge_where_it_pays(self.database)
            stamp(self.database, moment, passages_added=passages_added)
        seal_tables(self.database, self._sound)
