"""Files -> the store, incrementally, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from retrieval.articles.files import sources
from retrieval.articles.skipped import Skipped, Skips
from retrieval.articles.source import Source
from retrieval.errors import ArticleFormError, TableError
from retrieval.index.merging import merge_where_it_pays
from retrieval.index.segments import SegmentWriter
from retrieval.inversion.inverted import Inverted, TermNumbers
from retrieval.inversion.inverter import Inverter
from retrieval.inversion.workers import Outcome, inverted
from retrieval.model import Article
from retrieval.reindex.article_rows import insert_article, move_article, remove_article
from retrieval.reindex.changes import keep_change
from retrieval.reindex.origins import Root, files_of, known_below, size
from retrieval.reindex.patterns import Pattern
from retrieval.reindex.rebuild import rebuild_if_analysis_changed
from retrieval.reindex.repair import MARK, seal_tables, sound_tables
from retrieval.reindex.summary import Phase, Progress, Summary
from retrieval.speakers import parties
from retrieval.spelling import aliases
from retrieval.store.articles import article_by_number
from retrieval.store.checksums import seal_root
from retrieval.store.corrections import presence_of
from retrieval.store.database import folder_of, meta, set_meta, timestamp
from retrieval.store.origins import Known, Origin, known_by_id, roots
from retrieval.store.schema import STEPS

Report = Callable[[Progress], None]
_TABLES: Final[Sequence[tuple[str, str, Callable[[Path], str]]]] = (
    (aliases.FILE, "aliases", lambda file: aliases.Aliases.read(file).as_json()),
    (parties.FILE, "parties", lambda file: parties.Parties.read(file).as_json()),
)
"""What an operator may keep in a folder: a file's name, its table, how it is read."""


class Reindex:
    """One run over files, inside the caller's write transaction."""

    def __init__(
        self, database: Database, *, now: datetime, progress: Report | None = None
    ) -> None:
        self.database = database
        self.moment = timestamp(now)
        self.progress = progress
        self.summary = Summary()
        self.skipped = Skips()
        self.path_of_id: dict[str, str] = {}  # id -> the path that gave it in this run
        self.known: dict[str, Known | None] = {}  # what the store has of the same sources
        self.origins: dict[str, Origin] = {}  # of sources that are being inverted
        self.unread: set[str] = set()  # absolute paths that could not be read
        self.total = 0  # bytes of all files
        self.read = 0  # of them
        self.done = 0  # of them, with what they hold in the store
        self.bytes_read_at: dict[str, int] = {}  # id -> of sources that are being inverted
        self.passages_added = 0  # passages
        self.writer = SegmentWriter(database, folder_of(database.conn))
        self.old = Inverter()  # of what is in the store already

    def run(self, patterns: list[Pattern], *, prune: bool) -> Summary:
        """Brings the store in step with the files that match one of the `patterns`; with `prune`,
        removes articles whose file is no longer among them."""
        STEPS.apply(self.database)
        sound = sound_tables(self.database)
        found = rebuild_if_analysis_changed(self.database, self.writer, self.old, self.progress)
        rebuilt = found is not None
        self.passages_added += found or 0
        folders = [each.folder for each in patterns if each.folder.is_dir()]
        changed_tables = [folder for folder in folders if self._take_tables(folder)]
        new = self._new(self._sources(files_of(patterns, roots(self.database.conn))))
        for outcome, words in inverted(new, Inverter()):
            self._take(outcome, words)
        self.done = self.total
        self._report()
        if prune:
            self._prune(patterns)
        self._report("merging")
        self.writer.flush()
        done = replace(self.summary, rebuilt=rebuilt)
        if done.added or done.changed or done.removed or rebuilt or changed_tables:
            merge_where_it_pays(self.database)
            self._stamp()
        seal_tables(self.database, sound)
        return replace(done, skipped=self.skipped.all())

    def _sources(self, found: list[tuple[Root, Path | Skipped]]) -> Iterator[tuple[Source, Origin]]:
        """What all files hold, but for a second source of one id."""
        self.total = sum(size(each) for _, each in found if isinstance(each, Path))
        done = 0
        for root, each in found:
            if isinstance(each, Skipped):
                self.skipped.add(each)
                continue
            absolute = each.absolute()
            folder = (root.folder or root.path).absolute()
            for source in sources(each, root=root.folder):
                if isinstance(source, Skipped):
                    self.skipped.add(source)
                    self.unread.add(str(absolute))
                    continue
                self.read = done + source.end
                if self._is_first(source, absolute):
                    yield source, Origin(str(absolute), str(folder), source.digest)
            done += size(each)

    def _take_tables(self, folder: Path) -> bool:
        """Whether one of the tables that an operator keeps in the folder changed; one that cannot
        be read changes nothing."""
        changed = [self._take_table(folder, *each) for each in _TABLES]
        return any(changed)

    def _take_table(self, folder: Path, name: str, table: str, read: Callable[[Path], str]) -> bool:
        root, file, execute = str(folder.absolute()), folder / name, self.database.execute
        old = execute(f"select * from {table} where root = ?", [root]).fetchone()
        if not file.exists():
            execute(f"delete from {table} where root = ?", [root])
            seal_root(self.database.conn, table, root)
            return old is not None
        try:
            new = read(file)
        except TableError as error:
            self.skipped.add(Skipped(str(file), error.reason))
            return False
        execute(f"insert or replace into {table} values (?, ?)", [root, new])
        seal_root(self.database.conn, table, root)
        return old is None or old[1] != new

    def _is_first(self, source: Source, path: Path) -> bool:
        """Whether no other source, now or before, has this id; skips the source if one has."""
        other = self.path_of_id.get(source.id)
        known = known_by_id(self.database.conn, source.id)
        if other is None and known and known.origin.path != str(path):
            other = known.origin.path if Path(known.origin.path).exists() else None
        if other is None:
            self.path_of_id[source.id] = source.path
            self.known[source.id] = known
            return True
        reason = f"its id {source.id} is that of {other}; rename one of the two"
        self.skipped.add(Skipped(source.path, reason))
        return False

    def _new(self, sources: Iterable[tuple[Source, Origin]]) -> Iterator[Source]:
        """The sources that the store does not have as they are."""
        for source, origin in sources:
            known = self.known[source.id]
            if known is None or known.origin.digest != origin.digest:
                self.origins[source.id] = origin
                self.bytes_read_at[source.id] = self.read
                yield source
                continue
            del self.known[source.id]
            if known.origin != origin:
                move_article(self.database, known.number, origin)
            self.summary = replace(self.summary, unchanged=self.summary.unchanged + 1)
            self._report_of(self.read)

    def _take(self, outcome: Outcome, words: TermNumbers) -> None:
        """Keeps an article, its terms numbered by `words`, in the place of the one that has its
        id."""
        if isinstance(outcome, ArticleFormError):
            self.skipped.add(Skipped(outcome.path, outcome.reason))
            return
        article_id = outcome.article.id
        known = self.known.pop(article_id)
        been = presence_of(self.database.conn, known.number) if known else None
        old = self._forget(known) if known else None
        path, root, digest = self.origins.pop(article_id)
        first = self.writer.add(outcome, words)
        moment = been.moment if been and not old else self.moment
        number = insert_article(
            self.database, outcome, first, path=path, root=root, digest=digest, moment=moment
        )
        if been and old:
            keep_change(self.database.conn, old, outcome, been, number=number, moment=self.moment)
        self.passages_added += len(outcome.passages)
        done = self.summary
        self.summary = replace(
            done,
            added=done.added + (known is None),
            changed=done.changed + (known is not None),
            passages=done.passages + len(outcome.passages),
        )
        self._report_of(self.bytes_read_at.pop(article_id))

    def _forget(self, known: Known) -> Inverted | None:
        """The article that is removed; None for one that was marked, which no index holds."""
        number = known.number
        if known.origin.digest == MARK:
            remove_article(self.database, number)
            return None
        [buried] = self.old.invert([self._article(number)])
        self.writer.forget(buried, self.old.words)
        self.passages_added -= len(buried.passages)
        remove_article(self.database, number)
        return buried

    def _article(self, number: int) -> Article:
        article = article_by_number(self.database.conn, number)
        assert article is not None, f"article {number} vanished inside its transaction"
        return article

    def _prune(self, patterns: list[Pattern]) -> None:
        for pattern in patterns:
            for _, known in known_below(self.database.conn, pattern, but=self.path_of_id):
                if known.origin.path not in self.unread:
                    self._forget(known)
                    self.summary = replace(self.summary, removed=self.summary.removed + 1)

    def _stamp(self) -> None:
        """Writes down how far the coverage now goes; a new generation for its readers."""
        oldest, newest, articles = self.database.execute(
            "select (select substr(min(published), 1, 10) from articles), "
            "(select substr(max(published), 1, 10) from articles), "
            "(select count(*) from articles)"
        ).fetchone()
        set_meta(
            self.database,
            generation=int(meta(self.database.conn, "generation") or 0) + 1,
            indexed_at=self.moment,
            began=str(meta(self.database.conn, "began") or self.moment),
            articles=articles,
            passages=int(meta(self.database.conn, "passages") or 0) + self.passages_added,
            oldest=oldest,
            newest=newest,
        )

    def _report_of(self, end: int) -> None:
        self.done = max(self.done, end)  # what is unchanged overtakes what is being inverted
        self._report()

    def _report(self, phase: Phase = "reading") -> None:
        if self.progress:
            so_far = self.summary
            articles = so_far.added + so_far.changed + so_far.unchanged
            self.progress(Progress(self.done, self.total, articles, so_far.passages, phase))
