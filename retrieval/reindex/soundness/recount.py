"""Counting the coverage's terms anew, from articles and from posting lists, to compare the two.

A posting is a term, a passage's number and a frequency; the postings of a term are compared by a
sum of hashes, so that the memory needed is some bytes for each passage and each term, and no more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from sqlite3 import Connection
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

import numpy as np

from retrieval.index.postings import LEVELS, UNIT, Bytes, Floats, Ids, decode, impact
from retrieval.inversion.inverted import Inverted, TermNumbers

if TYPE_CHECKING:  # it takes as long to import as a question to answer
    from numpy.typing import NDArray

FREE, LIVE, DEAD = 0, 1, 2
_ROUNDING: Final = 1e-6
_BATCH: Final = 500_000
"""Postings looked at together: about 30 MB."""
_UNDECODABLE: Final = (ValueError, IndexError, TypeError)

Counts: TypeAlias = "NDArray[np.int64]"
Hashes: TypeAlias = "NDArray[np.uint64]"


class _ListError(Exception):
    """What is wrong with posting lists, as it is said of them."""


class Marked(NamedTuple):
    """A segment; `marks` has for each of its passages whether it is FREE, LIVE or DEAD."""

    number: int
    base: int
    average: float
    lengths: NDArray[np.uint32]
    marks: NDArray[np.uint8]


class Fault(NamedTuple):
    """What is wrong with some terms, `such_as` one."""

    what: str
    terms: int
    such_as: str


class _List(NamedTuple):
    """The posting list of a term: arrays, an entry for each posting."""

    term: int
    passages: Ids
    units: Ids
    impacts: Bytes


class Recount:
    """The counts of every term of the vocabulary; terms go by their place among its rows."""

    def __init__(self, database: Connection) -> None:
        self.database = database
        rows = database.execute("select term from terms order by number")
        self._place = {term: place for place, (term,) in enumerate(rows)}
        self._numbers = self._column("number")
        size = len(self._place)
        self._df, self._held = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
        self._of_articles = np.zeros(size, dtype=np.uint64)
        self._of_lists = np.zeros(size, dtype=np.uint64)
        self._faults: dict[str, tuple[int, str]] = {}

    def take(self, article: Inverted, words: TermNumbers, first: int) -> list[str]:
        """Counts an article, its terms numbered by `words`, whose passages are numbered from
        `first` on; terms it cannot count."""
        terms = [words.terms[number] for number in article.numbers.tolist()]
        places = np.array([self._place.get(term, -1) for term in terms], dtype=np.int64)
        known = places >= 0
        self._df[places[known]] += article.df[known]
        counted = known[article.term_of]
        hashes = _hashes(article.passage_of[counted] + np.int64(first), article.units[counted])
        np.add.at(self._of_articles, places[article.term_of[counted]], hashes)
        return [terms[at] for at in np.flatnonzero(~known)]

    def numbers_of(self, terms: Sequence[str]) -> Ids:
        """The store's numbers of these terms, 0 of one that it lacks."""
        places = [self._place.get(term, -1) for term in terms]
        found: Ids = np.append(self._numbers, 0)[places].astype(np.int32)
        return found

    def read_lists(self, segment: Marked) -> None:
        """Counts the postings of live passages in the posting lists of `segment`."""
        rows = self.database.execute(
            "select term, most, passages, impacts, frequencies, exceptions from postings "
            "where segment = ? order by term",
            (segment.number,),
        )
        lists: list[_List] = []
        postings = 0
        for number, *columns in rows:
            place = int(np.searchsorted(self._numbers, number))
            if place == len(self._numbers) or self._numbers[place] != number:
                self._fault("posting lists of no term", f"term {number}")
                continue
            try:
                lists.append(_read(place, len(segment.lengths), columns))
            except _UNDECODABLE:
                self._fault("posting lists that cannot be decoded", self._term(place))
            except _ListError as error:
                self._fault(f"posting lists that {error}", self._term(place))
            else:
                postings += len(lists[-1].passages)
                if postings >= _BATCH:
                    self._count(segment, lists)
                    lists, postings = [], 0
        if lists:
            self._count(segment, lists)

    def _count(self, segment: Marked, lists: Sequence[_List]) -> None:
        places = np.repeat([each.term for each in lists], [len(each.passages) for each in lists])
        passages, units, impacts = (
            np.concatenate(column)
            for column in ([each[part] for each in lists] for part in (1, 2, 3))
        )
        weights: Floats = np.asarray(units * UNIT, np.float64)
        lengths: Floats = np.asarray(segment.lengths[passages], np.float64)
        low = impacts < impact(weights, lengths, segment.average) * LEVELS - _ROUNDING
        for what, wrong in (
            ("impacts below the true ones", low),
            ("posting lists that have frequencies of 0", units <= 0),
        ):
            for place in np.unique(places[wrong]).tolist():
                self._fault(what, self._term(place))
        live = segment.marks[passages] == LIVE
        self._held += np.bincount(places[live], minlength=len(self._held))
        hashes = _hashes(passages[live] + np.int64(segment.base), units[live])
        np.add.at(self._of_lists, places[live], hashes)

    def faults(self) -> Iterator[Fault]:
        """What is wrong, after all articles were taken and all lists read."""
        for what, wrong in (
            ("df is not how many passages hold the term", self._column("df") != self._df),
            ("uses are not how many postings there are", self._column("uses") != self._held),
            ("posting lists differ from the text", self._of_lists != self._of_articles),
        ):
            for place in np.flatnonzero(wrong).tolist():
                self._fault(what, self._term(place))
        yield from (Fault(what, *found) for what, found in self._faults.items())

    def _column(self, name: str) -> Counts:
        rows = self.database.execute(
            f"select coalesce({name}, 0) from terms left join counts on counts.term = number "
            "order by number"
        )
        return np.fromiter((value for (value,) in rows), dtype=np.int64)

    def _term(self, place: int) -> str:
        (term,) = self.database.execute(
            "select term from terms where number = ?", [int(self._numbers[place])]
        ).fetchone()
        return str(term)

    def _fault(self, what: str, term: str) -> None:
        count, such_as = self._faults.get(what, (0, term))
        self._faults[what] = count + 1, such_as


def _read(term: int, size: int, columns: Sequence[Any]) -> _List:
    """The list in a segment of `size` passages. Raises _ListError, or one of _UNDECODABLE."""
    found = decode(*columns)
    named = found.passages
    expected = size if named is None else len(named)
    if not len(found.impacts) == len(found.frequencies) == expected:
        raise _ListError("are cut off")
    if named is not None:
        if (named[1:] <= named[:-1]).any():
            raise _ListError("do not ascend")
        if not len(named) or named[0] < 0 or named[-1] >= size:
            raise _ListError("leave their segment")
    if found.most != found.impacts.max():
        raise _ListError("have another highest impact")
    if found.exceptions:
        holding = np.flatnonzero(found.frequencies) if named is None else named
        if not np.isin(list(found.exceptions), holding).all():
            raise _ListError("have exceptions for other passages")
    passages, units = found.all()
    return _List(
        term, passages, units, found.impacts if named is not None else (found.impacts[passages])
    )


def _hashes(passages: Counts, units: Ids) -> Hashes:
    """A hash of each posting, by the finaliser of SplitMix64 (Steele, Lea, Flood, 2014)."""
    mixed = passages.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    mixed += units.astype(np.uint64) * np.uint64(0xD1B54A32D192ED03)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed ^= mixed >> np.uint64(shift)
        mixed *= np.uint64(factor)
    hashes: Hashes = mixed ^ (mixed >> np.uint64(31))
    return hashes
