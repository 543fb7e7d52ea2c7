"""What a run is to read: paths -> files -> sources, each id once."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from retrieval.articles.conversion.converter import converted
from retrieval.articles.files import sources
from retrieval.articles.reading import Described
from retrieval.articles.skipped import Skipped, Skips, Unread, printable
from retrieval.articles.source import Source
from retrieval.articles.unpacker import Unpacker
from retrieval.errors import MissingPathError
from retrieval.keeping.embargoes import comes_out
from retrieval.keeping.kept_out import KeptOut
from retrieval.reindex.gathering.claims import Claimed, Claims
from retrieval.reindex.gathering.kept import Kept, closed
from retrieval.reindex.gathering.mounts import Mounts
from retrieval.reindex.gathering.readings import Readings
from retrieval.reindex.origins import files_of, known_below, size
from retrieval.reindex.patterns import Pattern, literal, parsed
from retrieval.reindex.summary import Summary
from retrieval.store.origins import Known, Origin, known_by_id, roots
from retrieval.stored.articles import ArticleRow, marks_of

_GONE: Final = "is not there; put it back, or no longer name it"


class Gathering:
    """The sources of one run, and what was skipped or could not be read on the way."""

    def __init__(
        self, database: Database, kept_out: KeptOut, coverage: Iterable[Described] = ()
    ) -> None:
        self.database = database
        self.kept_out = kept_out
        self.left_out = 0  # articles
        self.older = 0  # versions of articles
        self.readings = Readings(coverage)
        self.skipped = Skips()
        self.kept = Kept()
        self.mounts = Mounts(database)
        self.whole: set[str] = set()  # absolute paths of files that were read to their ends
        self.path_of_id: dict[str, str] = {}  # id -> the path that gave it in this run
        self.known: dict[str, Known | None] = {}  # what the store has of the same sources
        self.total = 0  # bytes of all files
        self.read = 0  # of them
        self._claims = Claims(self.readings)
        self._unpacker = Unpacker()

    def close(self) -> None:
        """Ends what parted files into records."""
        self._unpacker.close()

    def named(self, path: str | Path) -> Pattern:
        """What the path names: something to read, or from where articles are known.

        Raises MissingPathError.
        """
        wanted = parsed(path)
        problem = wanted.problem()
        if problem is None:
            return wanted
        for each in dict.fromkeys([literal(path), wanted]):
            known = known_below(self.database.conn, each, but=())
            if not known:
                continue
            if not os.path.lexists(each.folder):
                self.skip(Unread.at(each.folder, _GONE))
            for match in each.matches():
                if isinstance(match, Unread):
                    self.skip(match)
            if any(self.is_away(one.origin.path) for _, one in known):
                return each
        raise MissingPathError(Path(printable(str(path))), problem)

    def is_away(self, path: str) -> bool:
        """Whether the absolute path is known to be, or to be in, what cannot be read."""
        return self.kept.where(path) is not None or self.mounts.is_away(path)

    def skip(self, skipped: Skipped) -> None:
        """Takes what is no article, or cannot be read."""
        if isinstance(skipped, Unread):
            self.kept.add(skipped)
        else:
            self.skipped.add(skipped)

    def file_of(self, article_id: str) -> str:
        """The file that gave the article in this run, as it is shown to a person."""
        path = self.path_of_id[article_id]
        file, _, place = path.rpartition(":")
        return file if file and place.isdecimal() else path

    def comes_out(self, article: ArticleRow, path: str, moment: str) -> str | None:
        """When the article in the file at `path` comes out, if that is after this moment."""
        zone = self.readings.of(Path(path)).timezone
        return comes_out(article.published, marks_of(article), zone=zone, moment=moment)

    def summed_up(self, done: Summary, patterns: list[Pattern]) -> Summary:
        """What was done, with what was not read, left out, and is held from the patterns."""
        unread = sorted(self.kept.lines(), key=lambda each: each.path)
        for each in unread:
            self.skipped.add(each)
        held = bool(done.added or done.changed or done.unchanged or self.left_out) or any(
            known_below(self.database.conn, each, but=()) for each in patterns
        )
        return replace(
            done,
            skipped=self.skipped.all(),
            unread=tuple(unread),
            kept=len(self.kept),
            held=held,
            left_out=self.left_out,
            older=self.older,
        )

    def sources(self, patterns: list[Pattern]) -> Iterator[tuple[Source, Origin]]:
        """What all files hold, but for a second source of one id."""
        found = files_of(patterns, roots(self.database.conn), self.readings.converts)
        self.total = sum(size(each) for _, each in found if isinstance(each, Path))
        done = 0
        for root, each in found:
            if isinstance(each, Skipped):
                self.skip(each)
                continue
            claimed = Claimed(root, each)
            for source in self._of_file(claimed):
                self.read = done + source.end
                if self._is_first(source, claimed):
                    yield source, claimed.origin(source)
            done += size(each)
        yield from self._moved()

    def converted(self, sources: Iterable[Source]) -> Iterator[Source]:
        """The sources, those of files that a command makes plain text of with that text."""
        for source in sources:
            try:
                yield replace(source, raw=converted(source.command)) if source.command else source
            except ValueError as error:
                kind = Path(source.path).suffix.lower()
                self.skip(Skipped(source.path, str(error), kind=kind))

    def _of_file(self, file: Claimed) -> Iterator[Source]:
        """What the file holds; remembers whether that was all."""
        path = str(file.path.absolute())
        for source in sources(
            file.path,
            root=file.root.folder,
            reading=self.readings.of(file.path),
            unpacker=self._unpacker,
        ):
            if not isinstance(source, Source):
                self.skip(source)
                self.kept.refuse(path)
            elif not self._stays_out(source, path):
                words = self.kept_out.words
                yield replace(source, withdrawn=words) if words else source
        if not self.kept.refuses(path):
            self.whole.add(path)

    def _stays_out(self, source: Source, path: str) -> bool:
        out = bool(self.kept_out) and self.kept_out.leaves_out(article_id=source.id, path=path)
        self.left_out += out
        return out

    def _moved(self) -> Iterator[tuple[Source, Origin]]:
        """The sources whose ids other files had, and have no longer."""
        held = self._claims.held(self.whole)
        for claimed, source in self._claims.sources():
            if source.id in held:
                self._refuse(source, held[source.id])
            elif self._is_first(source, claimed, decided=True):
                source = replace(source, withdrawn=self.kept_out.words)
                yield source, claimed.origin(source)

    def _is_first(self, source: Source, claimed: Claimed, *, decided: bool = False) -> bool:
        """Whether no other source, now or before, has this id; skips the source if one has, and
        waits until all files are read where that must first be `decided`."""
        other = self.path_of_id.get(source.id)
        known = known_by_id(self.database.conn, source.id)
        path = str(claimed.path.absolute())
        if other is None and known and known.origin.path != path and not decided:
            holder = known.origin.path
            if self.is_away(holder) or closed(holder):
                other = holder
            elif os.path.lexists(holder):
                if self._claims.may_move(known):
                    self._claims.add(claimed, source.id, known)
                    return False
                other = holder
        if other is None:
            self.path_of_id[source.id] = source.path
            self.known[source.id] = known
            return True
        self._refuse(source, other)
        return False

    def _refuse(self, source: Source, other: str) -> None:
        reason = f"its id {source.id} is that of {other}; rename one of the two"
        self.skipped.add(Skipped(source.path, reason))
