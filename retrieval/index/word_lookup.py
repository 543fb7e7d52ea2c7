"""The coverage's words as rows: by term, by what a misspelt one may share with them."""

from __future__ import annotations

from collections.abc import Iterable
from json import dumps
from sqlite3 import Connection
from typing import Final, NamedTuple

from retrieval.index.statistics import Statistics
from retrieval.spelling.candidates import Word
from retrieval.stored.coverage import MOST_OF_SHAPE

REMEMBERED: Final = 100
"""Terms that are looked up at once, of which it is remembered whether the coverage has them: more
are guesses at what a reader meant, none of which recurs."""
_WORD: Final = (
    "select terms.term, spelling, df, name, number from terms join counts on counts.term = number "
    "where uses > 0 and "
)
_OF_SHAPE: Final = "initial = ? and length between ? and ? "


class Known(NamedTuple):
    """A word of the coverage, and its number in the store."""

    word: Word
    number: int


_NOWHERE: Final = Known(Word("", "", 0, False), 0)
"""Stands for words that the coverage lacks, where known ones are kept."""


def known_words(
    database: Connection, statistics: Statistics, terms: Iterable[str]
) -> dict[str, Known]:
    """Those of the terms that the coverage holds, each once, in the order given."""
    recent = statistics.recent.terms
    found: dict[str, Known | None] = {term: recent.get(term) for term in terms}
    missing = [term for term, known in found.items() if known is None]
    if missing:
        rows = _words(database, "terms.term in (select value from json_each(?))", dumps(missing))
        read = dict.fromkeys(missing, _NOWHERE) | {each.word.term: each for each in rows}
        found |= read
        for term, known in read.items() if len(missing) <= REMEMBERED else ():
            recent.put(term, known, 1)
    return {term: known for term, known in found.items() if known and known.number}


def of_skeleton(database: Connection, statistics: Statistics, skeleton: str) -> list[Word]:
    """See `Words.words_of_skeleton`."""
    kept: tuple[Word, ...] | None = statistics.recent.skeletons.get(skeleton)
    if kept is None:
        rows = _words(database, "skeleton = ? and skeleton != '' order by terms.term", skeleton)
        kept = tuple(each.word for each in rows)
        statistics.recent.skeletons.put(skeleton, kept, 1 + len(kept))
    return list(kept)


def of_shape(
    database: Connection, initial: str, shortest: int, longest: int, *, names: bool
) -> list[Word]:
    """See `Words.words_of_shape`."""
    where = _OF_SHAPE + ("and name " if names else "and df > 0 ")
    most = f"order by df desc, terms.term limit {MOST_OF_SHAPE}"
    rows = _words(database, where + most, initial, shortest, longest)
    return sorted((each.word for each in rows), key=lambda word: word.term)


def _words(database: Connection, where: str, *values: object) -> list[Known]:
    rows = database.execute(_WORD + where, values)
    return [
        Known(Word(term, spelling, df, bool(name)), number)
        for term, spelling, df, name, number in rows
    ]
