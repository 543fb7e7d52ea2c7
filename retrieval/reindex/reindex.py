"""Files -> the coverage, incrementally, all or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from retrieval.articles.reading import Described
from retrieval.articles.skipped import Skipped
from retrieval.articles.source import Source
from retrieval.errors import ArticleFormError
from retrieval.inversion.inverted import Inverted, TermNumbers
from retrieval.inversion.inverter import Inverter
from retrieval.inversion.workers import Outcome, inverted
from retrieval.reindex.changes import keep_change
from retrieval.reindex.gathering.gathering import Gathering
from retrieval.reindex.mappings import Mappings
from retrieval.reindex.origins import known_below
from retrieval.reindex.patterns import Pattern
from retrieval.reindex.summary import Notes, Phase, Progress, Summary
from retrieval.reindex.tables import take_tables
from retrieval.reindex.versions import Versions
from retrieval.reindex.writers.writer import CoverageWriter, Report
from retrieval.store.corrections import presence_of
from retrieval.store.database import timestamp
from retrieval.store.origins import Known, Origin
from retrieval.stored.articles import ArticleRow, marks_of

_FIRST: Final = 3


class Reindex:
    """One run over files, whose articles the `writer` keeps."""

    def __init__(
        self,
        writer: CoverageWriter,
        *,
        now: datetime,
        coverage: Iterable[Described] = (),
        progress: Report | None = None,
        apart: bool = False,
    ) -> None:
        self.writer, database = writer, writer.database
        self.database = database
        self.moment = timestamp(now)
        self.progress = progress
        self.apart = apart
        self.summary = Summary()
        self.gathered = Gathering(database, writer.kept_out(), coverage)
        self.origins: dict[str, Origin] = {}  # of sources that are being inverted
        self.done = 0  # of them, with what they hold in the store
        self.notes = Notes()
        self.mappings = Mappings()
        self.versions = Versions(database, writer.load_at)
        self.first: list[ArticleRow] = []  # that are added or changed
        self.bytes_read_at: dict[str, int] = {}  # id -> of sources that are being inverted
        self.passages_added = 0  # passages

    def run(self, paths: str | Path | Iterable[str | Path], *, prune: bool) -> Summary:
        """Brings the store in step with the files at the `paths`; with `prune`, removes articles
        that are certainly no longer there. Raises MissingPathError."""
        gathered = self.gathered
        one_by_one = [paths] if isinstance(paths, str | Path) else paths
        patterns = [gathered.named(each) for each in one_by_one]
        begun = self.writer.begin(self.moment, self.progress)
        self.passages_added += begun.rebuilt or 0
        before = self.writer.next_passage
        changed_tables = [self._take_tables(each) for each in patterns]
        with closing(gathered):
            new = gathered.converted(self._new(gathered.sources(patterns)))
            for outcome, words in inverted(new, Inverter(), apart=self.apart):
                self._take(outcome, words)
        self._drop_older(before)
        self.done = gathered.total
        self._report()
        self._prune(patterns, remove=prune)
        gathered.mounts.keep(gathered.whole)
        self._report("merging")
        done = replace(self.summary, rebuilt=begun.rebuilt is not None)
        changed = done.added or done.changed or done.removed or done.rebuilt or begun.mended
        self.writer.commit(
            self.moment,
            passages_added=self.passages_added,
            changed=bool(changed) or any(changed_tables),
        )
        done = replace(done, notes=self.notes.all(), mappings=self.mappings.all())
        return gathered.summed_up(done, patterns)

    def _take_tables(self, named: Pattern) -> bool:
        away = self.gathered.is_away(str(named.folder.absolute()))
        return take_tables(self.database, named.folder, away=away, skip=self.gathered.skip)

    def _new(self, sources: Iterable[tuple[Source, Origin]]) -> Iterator[Source]:
        """The sources that the store does not have as they are."""
        for source, origin in sources:
            known = self.gathered.known[source.id]
            if known is None and self.versions.is_older(source.id, origin.digest):
                del self.gathered.known[source.id]
                self.gathered.older += 1
                continue
            if known is None or known.origin.digest != origin.digest:
                self.origins[source.id] = origin
                self.bytes_read_at[source.id] = self.gathered.read
                yield source
                continue
            del self.gathered.known[source.id]
            if known.origin != origin:
                self.writer.move(known.number, origin)
            self.summary = replace(self.summary, unchanged=self.summary.unchanged + 1)
            self._report_of(self.gathered.read)

    def _take(self, outcome: Outcome, words: TermNumbers) -> None:
        """Keeps an article, its terms numbered by `words`, in the place of the one that has its
        id."""
        if isinstance(outcome, ArticleFormError):
            self.gathered.skipped.add(Skipped(outcome.path, outcome.reason))
            return
        article_id = outcome.article.id
        self.notes.add(outcome.notes, article_id)
        known = self.gathered.known.pop(article_id)
        if self._stays_out(outcome, known) or self._is_older(outcome, known):
            return
        if known:
            self.writer.load(known.number)
        been = presence_of(self.database.conn, known.number) if known else None
        old = self.forget(known) if known else None
        origin = self.origins.pop(article_id)
        if outcome.mapping:
            file, cut = self.gathered.file_of(article_id), "cut" in marks_of(outcome.article)
            self.mappings.add(file, outcome.mapping, cut=cut)
        number = self.writer.put(
            outcome,
            words,
            origin,
            moment=been.moment if been and not old else self.moment,
            until=self.gathered.comes_out(outcome.article, origin.path, self.moment),
        )
        if been and old:
            keep_change(self.database.conn, old, outcome, been, number=number, moment=self.moment)
        self.passages_added += len(outcome.passages)
        if len(self.first) < _FIRST:
            self.first.append(outcome.article)
        done = self.summary
        self.summary = replace(
            done,
            added=done.added + (known is None),
            changed=done.changed + (known is not None),
            passages=done.passages + len(outcome.passages),
        )
        self._report_of(self.bytes_read_at.pop(article_id))

    def _stays_out(self, new: Inverted, known: Known | None) -> bool:
        """Whether the article was removed or withdrawn by its outlet or address."""
        gathered, row = self.gathered, new.article
        if not gathered.kept_out.leaves_out_of(outlet=row.outlet, url=row.url):
            return False
        gathered.left_out += 1
        self._drop(row.id, known)
        return True

    def _is_older(self, new: Inverted, known: Known | None) -> bool:
        """Whether a newer version of the article is there."""
        newer = self.versions.newer_than(new.article)
        if newer:
            digest = self._drop(new.article.id, known)
            self.versions.supersede(new.article.id, digest, newer)
            self.gathered.older += 1
        return newer is not None

    def _drop_older(self, before: int) -> None:
        """Takes out what newer versions have taken the place of; passages from the number `before`
        on came in this run."""
        for known, first in list(self.versions.replaced()):
            self.writer.flush()
            self.forget(known)
            was, done = first < before, self.summary
            self.gathered.older += not was
            self.summary = replace(done, added=done.added - (not was), removed=done.removed + was)

    def _drop(self, article_id: str, known: Known | None) -> bytes:
        """Takes out the article that was read, and is not to be kept; its source's digest."""
        del self.bytes_read_at[article_id]
        if known:
            self.forget(known)
            self.summary = replace(self.summary, removed=self.summary.removed + 1)
        return self.origins.pop(article_id).digest

    def forget(self, known: Known) -> Inverted | None:
        """The article that is removed; None for one that was marked, which no index holds."""
        buried = self.writer.bury(known)
        self.passages_added -= len(buried.passages) if buried else 0
        return buried

    def _prune(self, patterns: list[Pattern], *, remove: bool) -> None:
        """Removes, if it is to, what is certainly gone; counts what stays unread."""
        found = self.gathered
        found.kept.add_away(found.mounts.empty(found.whole))
        for pattern in patterns:
            for _, known in known_below(self.database.conn, pattern, but=found.path_of_id):
                if not found.kept.stays(known, found.whole) and remove:
                    self.forget(known)
                    self.summary = replace(self.summary, removed=self.summary.removed + 1)

    def _report_of(self, end: int) -> None:
        self.done = max(self.done, end)  # what is unchanged overtakes what is being inverted
        self._report()

    def _report(self, phase: Phase = "reading") -> None:
        if self.progress:
            so_far, total = self.summary, self.gathered.total
            articles = so_far.added + so_far.changed + so_far.unchanged
            self.progress(Progress(self.done, total, articles, so_far.passages, phase))
