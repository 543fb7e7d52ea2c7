"""Countries and places named in a question, as other languages name them: Kiew, Київ, 基辅."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from retrieval.analysis.analysers import analyser
from retrieval.analysis.frequent_terms import term_frequency
from retrieval.analysis.terms import fold
from retrieval.languages.detection import DEFAULT
from retrieval.languages.language import FOLDER
from retrieval.spelling.countries import kin

NAME: Final = 1.0
"""What another language's name of a place counts."""
PART: Final = 0.6
"""What a word counts of such a name of several words."""
THEIRS: Final = 0.5
"""What a place's name counts for its people's, and the other way about."""

_FILES: Final[tuple[Path, ...]] = (
    FOLDER / "places" / "places.txt",
    FOLDER / "places" / "countries.txt",
)
_LATIN_ALIKE: Final = frozenset(
    "de fr es it pt nl pl cs sk hr bs sr ro hu sv da no fi et lt ca tr id vi".split()
)
"""Languages that write a place as English does where its line has no other name of it."""
_ENDING: Final = 3
"""Letters of a name that cases change, at most."""


class _Names(NamedTuple):
    """A place in one language: its names, and what is theirs who live there."""

    names: tuple[str, ...]
    theirs: tuple[str, ...]


class _Asked(NamedTuple):
    """A name in the language of a question: its terms, its line, and whether it is the people's."""

    written: str
    terms: tuple[str, ...]
    place: int
    theirs: bool


def also_named(
    words: Mapping[str, str], code: str, languages: Iterable[str]
) -> dict[str, dict[str, float]]:
    """For those of a question's words, by term, that name a place in the language `code`, the terms
    that name it in other `languages`, and what each counts."""
    others = [each for each in languages if each != code]
    found: dict[str, dict[str, float]] = {}
    terms = list(words)
    for at, term in enumerate(terms):
        for name in _asked(code).get(term, ()):
            of_name = terms[at : at + len(name.terms)]
            if tuple(of_name) == name.terms and _means(name, words[term], term, code):
                for each in of_name:
                    found.setdefault(each, {}).update(_counted(name, others))
    return found


def english_name(name: str, code: str) -> str | None:
    """What English calls the place, or its people, that is called `name` in the language, in any of
    its cases; None for no place."""
    terms = tuple(analyser(code).terms(name))
    for found in _asked(code).get(terms[0], ()) if terms else ():
        if found.terms == terms and _means(found, name, terms[0], code):
            return _named(found.place, DEFAULT).names[0]
    return None


def _means(name: _Asked, word: str, term: str, code: str) -> bool:
    """Whether the `word` is that name, in any case, rather than one that begins alike."""
    if len(name.terms) > 1 or analyser(code).letters_a_word != 1:
        return True
    if name.written[0].isupper() and word[0].islower() and term_frequency(word, term, code):
        return False
    one, other = fold(word), fold(name.written)
    alike = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    return alike is None or alike >= max(2, len(one) - _ENDING, len(other) - _ENDING)


def _counted(name: _Asked, others: Sequence[str]) -> dict[str, float]:
    found: dict[str, float] = {}
    for code in others:
        place = _named(name.place, code)
        for written, theirs in (*_each(place.names, False), *_each(place.theirs, True)):
            terms = analyser(code).terms(written)
            counts = NAME if theirs == name.theirs else THEIRS
            for term in terms:
                found[term] = max(found.get(term, 0.0), counts * (PART if terms[1:] else 1.0))
                if code == DEFAULT and not place.theirs and not terms[1:]:
                    for other in kin(term):
                        found.setdefault(other, THEIRS)
    return found


def _each(names: Sequence[str], theirs: bool) -> Iterator[tuple[str, bool]]:
    return ((name, theirs) for name in names)


def _named(place: int, code: str) -> _Names:
    names = dict(map(_field, _places()[place].split("; ")))
    alike = names[DEFAULT] if code in _LATIN_ALIKE else _Names((), ())
    return names.get(code, alike)


@cache
def _asked(code: str) -> Mapping[str, list[_Asked]]:
    """The names of places in the language, by their first term."""
    found: dict[str, list[_Asked]] = {}
    for place in range(len(_places())):
        names = _named(place, code)
        for written, theirs in (*_each(names.names, False), *_each(names.theirs, True)):
            if terms := tuple(analyser(code).terms(written)):
                found.setdefault(terms[0], []).append(_Asked(written, terms, place, theirs))
    return found


@cache
def _places() -> Sequence[str]:
    """A line for each place, with its names by language: read, when one is asked for, in a tenth of
    the memory of all names."""
    return [
        line
        for path in _FILES
        for line in path.read_text(encoding="utf-8").splitlines()
        if line and line[0] != "#"
    ]


def _field(field: str) -> tuple[str, _Names]:
    code, _, written = field.partition(" ")
    names, _, theirs = written.partition(" / ")
    return code, _Names(_listed(names), _listed(theirs))


def _listed(names: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in names.split(",") if name.strip())
