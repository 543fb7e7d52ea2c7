"""What a reindex asks of that in which it keeps a coverage."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, Protocol

from sqlite_utils import Database

from retrieval.inversion.inverted import Inverted, TermNumbers
from retrieval.keeping.kept_out import KeptOut
from retrieval.reindex.summary import Progress
from retrieval.store.origins import Known, Origin

Report = Callable[[Progress], None]


class Begun(NamedTuple):
    """Whether moments were `mended` that a clock which ran ahead has left; and how many passages
    the articles have that had to be analysed anew, None where none had."""

    mended: bool
    rebuilt: int | None


class Wording(NamedTuple):
    """A change of a sentence that is kept: its number, whose it is, as it was and as it is."""

    number: int
    article: str
    before: str | None
    after: str | None


class CoverageWriter(Protocol):
    """Keeps a coverage, all of a run or nothing: what it was counts until `commit` returns.

    In `database` each article has a row that says where it came from, and so has what operators
    and earlier runs have said; its other columns are there once it was `load`ed.
    """

    database: Database

    def kept_out(self) -> KeptOut:
        """What is kept out of it. Raises KeptOutError."""
        ...

    @property
    def next_passage(self) -> int:
        """The number that the next new passage takes."""
        ...

    def begin(self, moment: str, progress: Report | None) -> Begun:
        """Makes ready for a run that began at this moment."""
        ...

    def load(self, number: int) -> None:
        """Brings all columns of an article into its row."""
        ...

    def load_at(self, url: str) -> None:
        """The same of the articles at an address on the web."""
        ...

    def move(self, number: int, origin: Origin) -> None:
        """Keeps that an article was read from another file or below another root."""
        ...

    def put(
        self,
        new: Inverted,
        words: TermNumbers,
        origin: Origin,
        *,
        moment: str,
        until: str | None,
    ) -> int:
        """Keeps an article that came from there at this moment, its terms numbered by `words`; its
        number. It is not out before `until`."""
        ...

    def bury(self, known: Known) -> Inverted | None:
        """Takes out an article, which is given back; None for one that was marked, which no index
        holds."""
        ...

    def wordings(self, article_ids: Iterable[str] | None = None) -> Sequence[Wording]:
        """The sentences as they were and are that are kept of changes, of these articles or of
        all."""
        ...

    def drop_wordings(self, numbers: Iterable[int]) -> None:
        """Deletes those with these numbers."""
        ...

    def flush(self) -> None:
        """Makes whole what was kept so far, for `bury` to take some of it out."""
        ...

    def commit(self, moment: str, *, passages_added: int, changed: bool) -> None:
        """Ends the run: from now on the coverage is as it was made. Where nothing has `changed`,
        it stays the same."""
        ...
