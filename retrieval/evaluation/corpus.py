"""What is asked: articles indexed for the measurement, or a coverage that is there already."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from retrieval.answers import Coverage
from retrieval.archive import Archive
from retrieval.articles.folders import opened as only_file
from retrieval.articles.passages import split
from retrieval.articles.skipped import Skipped
from retrieval.errors import NothingIndexedError, NutgrafError
from retrieval.model import Article, Passage
from retrieval.opensearch.address import ClusterAddress
from retrieval.reindex.summary import Progress

_SQLITE = b"SQLite format 3\x00"


Place: TypeAlias = Path | ClusterAddress


class CorpusError(NutgrafError):
    """The corpus at `path` cannot be asked, for `reason`."""

    def __init__(self, path: Path | str, reason: str) -> None:
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
        for article in self.archive.articles():
            yield from _whole(article)


def _whole(article: Article) -> Iterator[Passage]:
    for _, pieces in groupby(split(article), key=lambda piece: (piece.kind, piece.number)):
        first, *others = pieces
        end = others[-1].end if others else first.end
        yield replace(first, end=end, text=article.body[first.start : end])


def is_database(path: Place) -> bool:
    """Whether `path` is an SQLite file, or a cluster's address; False where it cannot be read."""
    if isinstance(path, ClusterAddress):
        return True
    try:
        with only_file(path) as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False


@contextmanager
def opened(
    path: Place,
    *,
    database: Place | None = None,
    progress: Callable[[Progress], None] | None = None,
    password: str | None = None,
    ca: Path | None = None,
) -> Iterator[Corpus]:
    """The coverage in the file `path`, or at a cluster's address, or one of the articles there, in
    a file or folder.

    Articles are indexed into `database`, where those indexed before and unchanged are skipped;
    without one, into a file that is gone afterwards. A cluster's user has a `password`, its
    certificate is signed by `ca`. Raises CorpusError, or as Archive does.
    """
    if is_database(path):
        with Archive(path, password=password, ca=ca) as archive:
            yield Corpus(archive, archive.coverage())
        return
    assert isinstance(path, Path), "an address is a database"
    with (
        TemporaryDirectory(prefix="nutgraf-eval-") as folder,
        Archive(database or Path(folder) / "coverage.db", password=password, ca=ca) as archive,
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
            archive.place, f"holds other articles than those of {path}; name another database"
        )
    return Corpus(archive, coverage, skipped)
