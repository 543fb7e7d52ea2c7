"""A language's words, from its file beside this one; docs/adding-a-language.md says more.

English's words stand in the folder `english`; its file names its analyser alone.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any, Final

_STOP_WORDS: Final = re.compile(r'^stop_words = """([^"\\]*)"""', re.MULTILINE)
FOLDER: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """Which terms a text has: `terms` names what makes terms of words (see `analysis.analysers`),
    `keeps` the letters whose marks are not folded, "*" for all, `stop_words` what says too little
    to be searched for. Words are put together from others where there are `compounds`. Before an
    apostrophe stand words that are `elided`; `apostrophe_parts` an ending from its word."""

    terms: str
    keeps: str = ""
    compounds: bool = False
    elided: tuple[str, ...] = ()
    apostrophe_parts: bool = False
    stop_words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """How numbers are written: `decimal` and `thousands` are signs, `words` from nought on, each
    with its forms, `large` those of more."""

    decimal: str = "."
    thousands: str = ","
    words: tuple[tuple[str, ...], ...] = ()
    large: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentences:
    """What a stop does not end a sentence after: `abbreviations`, without their last stop; a
    number, where `ordinals`."""

    abbreviations: tuple[str, ...] = ()
    ordinals: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The words that days are said with, each with its forms: twelve `months`, seven `weekdays`
    from Monday, units of time, and what stands beside them.

    `at` stands before a time, `of` between its parts, `to` and `listed` between two times, as does
    `until`. Of the forms, those that are `unsure` are times after one of `at` or with a year alone,
    and those of `many` are several. `every` such day, and one after a word of the `future`, is no
    day that has been. `postposed`: since, before and the like stand behind. `year_first`: so are
    dates written. `bare_years`: a number may be a year without a word beside it. `years_ahead`: by
    how many its years are."""

    months: tuple[tuple[str, ...], ...] = ()
    weekdays: tuple[tuple[str, ...], ...] = ()
    today: tuple[str, ...] = ()
    yesterday: tuple[str, ...] = ()
    before_yesterday: tuple[str, ...] = ()
    tomorrow: tuple[str, ...] = ()
    day: tuple[str, ...] = ()
    week: tuple[str, ...] = ()
    month: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    this: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    ago: tuple[str, ...] = ()
    since: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    between: tuple[str, ...] = ()
    until: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    at: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    future: tuple[str, ...] = ()
    last_year: tuple[str, ...] = ()
    many: tuple[str, ...] = ()
    every: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    postposed: bool = False
    year_first: bool = False
    bare_years: bool = False
    years_ahead: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """How a question asks, by what it asks for: how many things, how old or large one is, and so
    on; `causes` give what "why" asks for; `courtesies` are said around a question to whoever is
    asked."""

    how_many: tuple[str, ...] = ()
    how_large: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    who: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    which: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    what: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    courtesies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Confidence:
    """What is added to the weight of an answer (see `answering.confidence`), because a language's
    words match otherwise than English's, and for a text without a word that asks."""

    bias: float = 0.0
    looked_for: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """How a text says who says something: verbs by what they say of the words, `according` before a
    name and `according_behind` after it, `as_said` before a verb and its name, `that` after a name
    and its verb, `told` at a question's end.

    `about` stands after the name in a question; `inside` are small words that names have within,
    `adverbs` stand before them and belong to none; `nobody` are papers and rules, which do not
    speak. `verb_second`: no comma ends what stands first in a sentence."""

    said: tuple[str, ...] = ()
    claimed: tuple[str, ...] = ()
    confirmed: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    ordered: tuple[str, ...] = ()
    according: tuple[str, ...] = ()
    according_behind: tuple[str, ...] = ()
    as_said: tuple[str, ...] = ()
    that: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    adverbs: tuple[str, ...] = ()
    nobody: tuple[str, ...] = ()
    verb_second: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language by its ISO 639-1 `code`."""

    code: str
    name: str
    analysis: Analysis
    numbers: Numbers = field(default_factory=Numbers)
    sentences: Sentences = field(default_factory=Sentences)
    days: Days = field(default_factory=Days)
    questions: Questions = field(default_factory=Questions)
    speech: Speech = field(default_factory=Speech)
    confidence: Confidence = field(default_factory=Confidence)


_TABLES: Final = {
    "analysis": Analysis,
    "numbers": Numbers,
    "sentences": Sentences,
    "days": Days,
    "questions": Questions,
    "speech": Speech,
    "confidence": Confidence,
}


@cache
def codes() -> tuple[str, ...]:
    """The languages that have a file, in the order of their codes."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@cache
def language(code: str) -> Language:
    """The language of that code. Raises KeyError for one without a file, ValueError where a file
    has what is not read."""
    if code not in codes():
        raise KeyError(code)
    table = tomllib.loads((FOLDER / f"{code}.toml").read_text(encoding="utf-8"))
    name = table.pop("name")
    read = {each: _read(_TABLES[each], code, each, values) for each, values in table.items()}
    return Language(code=code, name=name, **read)


@cache
def stop_words(code: str) -> frozenset[str]:
    """The language's stop words, for which the rest of its file need not be read."""
    found = _STOP_WORDS.search((FOLDER / f"{code}.toml").read_text(encoding="utf-8"))
    return frozenset(_words(found.group(1))) if found else language(code).analysis.stop_words


def _read(kind: type[Any], code: str, table: str, values: dict[str, Any]) -> Any:
    unknown = values.keys() - {each.name for each in fields(kind)}
    if unknown:
        raise ValueError(f"{code}.toml: [{table}] has no {', '.join(sorted(unknown))}")
    types = {each.name: each.type for each in fields(kind)}
    return kind(**{name: _value(types[name], value) for name, value in values.items()})


def _value(kind: object, value: Any) -> Any:
    """A value as its field has it: words are parted by spaces, phrases by bars."""
    if kind == "frozenset[str]":
        return frozenset(_words(value))
    if kind == "tuple[str, ...]":
        return _words(value)
    if kind == "tuple[tuple[str, ...], ...]":
        return tuple(map(_words, value))
    return value


def _words(value: str) -> tuple[str, ...]:
    parts = value.split("|") if "|" in value else value.split()
    return tuple(" ".join(part.split()) for part in parts if part.strip())
