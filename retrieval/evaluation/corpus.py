"""What is asked: articles indexed for the measurement, or a coverage that is there already."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from retrieval.answers import Coverage
from retrieval.archive import Archive
from retrieval.articles.folders import opened as only_file
from retrieval.articles.passages import split
from retrieval.articles.skipped import Skipped
from retrieval.errors import NothingIndexedError, NutgrafError
from retrieval.model import Article, Passage
from retrieval.reindex.summary import Progress
from retrieval.store import database as store
from retrieval.store.articles import article_by_number, article_numbers
from retrieval.store.faults import explained

_SQLITE = b"SQLite format 3\x00"


class CorpusError(NutgrafError):
    """The corpus at `path` cannot be asked, for `reason`."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Corpus:
    """An open archive, how far it goes, and what of the articles could not be indexed."""

    archive: Archive
    coverage: Coverage
    skipped: tuple[Skipped, ...] = ()

    def paragraphs(self) -> Iterator[Passage]:
        """All paragraphs and captions by article id, the long ones whole."""
        path = self.archive.path
        with explained(path):
            database = store.connect_to_read(path)
            try:
                with store.reading(database):
                    for number in article_numbers(database):
                        article = article_by_number(database, number)
                        yield from _whole(article) if article else ()
            finally:
                database.close()


def _whole(article: Article) -> Iterator[Passage]:
    for _, pieces in groupby(split(article), key=lambda piece: (piece.kind, piece.number)):
        first, *others = pieces
        end = others[-1].end if others else first.end
        yield replace(first, end=end, text=article.body[first.start : end])


def is_database(path: Path) -> bool:
    """Whether `path` is an SQLite file; False where it cannot be read."""
    try:
        with only_file(path) as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False


@contextmanager
def opened(
    path: Path,
    *,
    database: Path | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Iterator[Corpus]:
    """The coverage in the file `path`, or one of the articles there, in a file or folder.

    Articles are indexed into `database`, where those indexed before and unchanged are skipped;
    without one, into a file that is gone afterwards. Raises CorpusError, or as Archive does.
    """
    if is_database(path):
        with Archive(path) as archive:
            yield Corpus(archive, archive.coverage())
        return
    with (
        TemporaryDirectory(prefix="nutgraf-eval-") as folder,
        Archive(database or Path(folder) / "coverage.db") as archive,
    ):
        yield _indexed(archive, path, progress)


def _indexed(archive: Archive, path: Path, progress: Callable[[Progress], None] | None) -> Corpus:
    summary = archive.reindex([path], progress=progress)
    skipped = summary.skipped
    try:
        coverage = archive.coverage()
    except NothingIndexedError:
        reason = f"; {skipped[0].path}: {skipped[0].reason}" if skipped else ""
        raise CorpusError(path, f"no article in it{reason}") from None
    if coverage.articles != summary.added + summary.changed + summary.unchanged:
        raise CorpusError(
            archive.path, f"holds other articles than those of {path}; name another database"
        )
    return Corpus(archive, coverage, skipped)
