"""What answering asks of a coverage at one moment, whatever keeps it.

`sqlite/` asks one SQLite file. Whatever keeps a coverage gives the same answers in the same order:
where passages tie, these docstrings say which comes first. What cannot be answered whole raises; a
part of it is never returned.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple, Protocol, Self

from retrieval.answers import Coverage
from retrieval.errors import DatabaseError
from retrieval.model import Article, Attribution, Passage
from retrieval.spelling.candidates import Word
from retrieval.stored.articles import Member
from retrieval.stored.catalogue import Outlet
from retrieval.stored.limits import Limits
from retrieval.stored.passages import Passages
from retrieval.stored.scored import Scored

if TYPE_CHECKING:  # it takes as long to import as a question to answer
    import numpy as np
    from numpy.typing import NDArray

MOST_OF_SHAPE = 5_000
"""Words of one shape that are looked at, the most frequent."""


class Extent(NamedTuple):
    """How many articles and passages live, the passages' average length in terms, and a number
    that every change of the coverage changes, and a coverage that is made anew; see
    `generations`. No limits count here."""

    generation: int
    articles: int
    passages: int
    average: float


class Correction(NamedTuple):
    """A sentence of an article as it was, and as it is; None: it came or went."""

    article: str
    moment: str
    before: str | None
    after: str | None


class Words(Protocol):
    """The coverage's words."""

    def words(self, terms: Iterable[str]) -> dict[str, Word]:
        """Those of the distinct terms that the coverage holds, in the order given; `df` 0: only
        headlines and sections do. Many hundreds may be asked for at once."""
        ...

    def words_of_question(self, written: Mapping[str, str]) -> dict[str, Word]:
        """The same for a question's words, by term as they are written: what shares the skeletons
        of these is likely to be asked for next."""
        ...

    def words_of_skeleton(self, skeleton: str) -> list[Word]:
        """The words with this `spelling.skeleton`, by term; of "" none."""
        ...

    def words_of_shape(
        self, initial: str, shortest: int, longest: int, *, names: bool = True
    ) -> list[Word]:
        """The words, of `names` alone, whose folded spelling begins with that letter and has so
        many letters: the MOST_OF_SHAPE of the highest df, of equals the first by term; by term."""
        ...


class Articles(Protocol):
    """Articles, and what is known of them. Limits do not count here."""

    def article_by_id(self, article_id: str) -> Article | None:
        """The article with this id. Raises NotACoverageError for one that is not as indexed."""
        ...

    def article_by_key(self, key: str) -> Article | None:
        """The same, by its key (see `model.article_key`)."""
        ...

    def altered(self, article_id: str) -> DatabaseError:
        """The error for an article that is not as it was indexed."""
        ...

    def path_of(self, article_id: str) -> str:
        """The file that the article came from; "" of an article that is not there."""
        ...

    def attributions(self, passage: Passage) -> Sequence[Attribution]:
        """Who says what in the passage, by where the verb stands; each passage is read once."""
        ...

    def corrections(self, since: date | datetime, limit: int) -> list[Correction]:
        """What changed since then, the newest first; of an article the newest 50 alone, and of all
        those that are among the newest 20,000."""
        ...

    def pairs_of(self, article_id: str) -> list[tuple[str, str]]:
        """The article's sentences that changed, as (old, new), the latest change first."""
        ...

    def changes_after(self, article_id: str, moment: str) -> list[tuple[str, str]]:
        """The article's sentences that came or changed after the moment, as they are now, each with
        when, the earliest first."""
        ...

    def texts_of(self, article_ids: Iterable[str]) -> Mapping[str, int]:
        """For those of the articles that print a text which others print too, its number."""
        ...

    def members(self, text: int) -> list[Member]:
        """50 articles that print the text, by day, undated ones last, then by id; none that is not
        as indexed."""
        ...


class Catalogue(Protocol):
    """How far the coverage goes, and what it has. Limits do not count here."""

    @property
    def extent(self) -> Extent:
        """What scoring needs of the whole coverage."""
        ...

    def coverage(self) -> Coverage:
        """How far the coverage goes."""
        ...

    def newest_day(self) -> date | None:
        """The newest day of the coverage; None where nothing is dated."""
        ...

    def began(self) -> str:
        """When the coverage was first indexed, as 2024-05-01T10:00:00Z; "" if that is not known."""
        ...

    def latest(self, limit: int, offset: int) -> list[Article]:
        """The newest articles, undated ones last, then by id, without the first `offset`."""
        ...

    def headlines(self, limit: int, as_of: date | None = None) -> Sequence[str]:
        """The headlines of the newest articles, in the same order, published by `as_of`."""
        ...

    def outlets(self) -> Sequence[Outlet]:
        """All outlets, those with most articles first, then by name, articles without one first."""
        ...

    def passages_by_month(self) -> Mapping[str, int]:
        """How many passages the articles of each month have, as 2024-03; without undated ones."""
        ...

    def changed_since(self, generation: int) -> Mapping[str, bytes]:
        """The digests of the sources of all articles that came, changed or came out after this
        generation, by id, of those that are out; some that did not may be given too. All are, of a
        generation that is not one of this coverage, or of long ago."""
        ...


class Meanings(Protocol):
    """What passages mean, where that was worked out."""

    def model(self) -> tuple[str, int] | None:
        """Which model made the vectors, and in how many batches; None where there are none."""
        ...

    def nearest(self, question: NDArray[np.floating], k: int) -> Scored:
        """The `k` passages whose bits are nearest to the question's, and all that are as near as
        the last of them; in no order, with no score."""
        ...

    def sentence_vectors(self, scored: Scored) -> dict[int, bytes]:
        """The vectors of each passage's sentences, by its number, of those that have any."""
        ...


class StoredCoverage(Words, Passages, Articles, Catalogue, Meanings, Protocol):
    """A coverage at one moment, and what limits leave of it."""

    def within(self, limits: Limits) -> Self:
        """The same without the passages outside the limits, which nothing finds then."""
        ...

    def of_published_or_spoken(self, since: date | None, until: date | None) -> Self:
        """The same with the passages alone of articles published on these days, or that speak of
        days that begin on them; an end is open where it is None."""
        ...
