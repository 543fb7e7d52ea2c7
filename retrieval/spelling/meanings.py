"""Words that news is written with, in another language: Krieg, war, війна."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Final

from retrieval.analysis.analysers import analyser
from retrieval.languages.language import FOLDER

_FILE: Final = FOLDER / "words" / "news.txt"


def in_other_words(term: str, code: str, languages: Iterable[str]) -> tuple[str, ...]:
    """The terms, in these other `languages`, of the words that mean what a word with this `term`
    does in the language `code`; none where either has no column in the table."""
    lines = _lines_with(code).get(term, ())
    return tuple(
        dict.fromkeys(
            each
            for other in languages
            if other != code
            for line in lines
            for each in (_terms(other)[line] if _terms(other) else ())
        )
    )


@cache
def _lines_with(code: str) -> Mapping[str, Sequence[int]]:
    """For each term of the language the lines of its words."""
    found: dict[str, list[int]] = {}
    for line, terms in enumerate(_terms(code)):
        for term in terms:
            found.setdefault(term, []).append(line)
    return found


@cache
def _terms(code: str) -> Sequence[tuple[str, ...]]:
    """The terms of each line in the language; none where it has no column."""
    columns, lines = _table()
    if code not in columns:
        return ()
    column, of = columns.index(code), analyser(code).terms
    return [tuple(dict.fromkeys(of(line[column]))) for line in lines]


@cache
def _table() -> tuple[tuple[str, ...], Sequence[tuple[str, ...]]]:
    """The languages of the columns, and the lines."""
    text = _FILE.read_text(encoding="utf-8")
    head, *lines = (
        tuple(map(str.strip, line.split("|"))) for line in text.splitlines() if "|" in line
    )
    return head, lines
