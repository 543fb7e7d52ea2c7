"""Which party a speaker belongs to, by names from a table that an operator edits."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from operator import ge
from pathlib import Path
from typing import Final, NamedTuple

from retrieval.analysis.terms import fold
from retrieval.articles.tables import read_table
from retrieval.errors import TableError, UnknownPartyError
from retrieval.languages.english.speaking.governments import COUNTRIES

FILE: Final = "speakers.toml"
"""The table's name in an indexed folder."""
SIDES, OTHERS, VAGUE = KEYS = ("sides", "others", "vague")
"""Parties that readers ask about; others; and those whose names count where no other stands."""
_WORD: Final = re.compile(r"\w+(?:[-.&]\w+)*")
_PREPOSITION: Final = re.compile(r"\b(?:of|in|for|from|at|with|by|on|to|near|who)\b", re.IGNORECASE)
_JOINT: Final = re.compile(r"\b(?:and|or)\b|,|/", re.IGNORECASE)
_POSSESSIVE: Final = re.compile(r"['’‘]s?\b")
_LONGEST_CODE: Final = 4  # letters of a name in capitals that is read as written: US, WHO

Names = Mapping[str, Mapping[str, Sequence[str]]]


class _Match(NamedTuple):
    """A name found in a speaker: its party, how many words it has, where it begins."""

    party: str
    words: int
    at: int


class _Name(NamedTuple):
    """A name, folded, which of its words have capitals, and whose it is; `vague` counts last."""

    words: tuple[str, ...]
    capitals: tuple[bool, ...]
    party: str
    vague: bool


class Parties:
    """The names of each party's speakers, by key and party.

    The `countries` that are given with theirs are parties too, so far as `names` leaves their names
    to them.
    """

    def __init__(
        self, names: Names | None = None, *, countries: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        self.names = {key: dict((names or {}).get(key, {})) for key in KEYS}
        self.countries = countries or {}
        self._by_first: dict[str, list[_Name]] = {}
        for key, parties in self.names.items():
            for party, written in parties.items():
                for name in (*written, party) if key == SIDES else written:
                    self._add(name, party, vague=key == VAGUE)
        mine = {entry.words for entries in self._by_first.values() for entry in entries}
        for country, written in self.countries.items():
            for name in (*written, country):
                if tuple(map(_word, _WORD.findall(_plain(name)))) not in mine:
                    self._add(name, country)
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry.words))

    def _add(self, name: str, party: str, *, vague: bool = False) -> None:
        words = _WORD.findall(_plain(name))
        if words:
            capitals = tuple(word[0].isupper() for word in words)
            found = _Name(tuple(map(_word, words)), capitals, party, vague)
            self._by_first.setdefault(found.words[0], []).append(found)

    @classmethod
    def read(cls, path: Path) -> Parties:
        """The table in the TOML file at `path`. Raises TableError."""
        table = read_table(path)
        if reason := _refused(table):
            raise TableError(path, reason)
        return cls(table)

    @classmethod
    def from_json(cls, text: str) -> Parties:
        """The table that `as_json` gave."""
        return cls(json.loads(text))

    def as_json(self) -> str:
        """The names as text."""
        return json.dumps(self.names, ensure_ascii=False)

    def joined(self, other: Parties) -> Parties:
        """The names of both."""
        names: dict[str, dict[str, Sequence[str]]] = {}
        for key in KEYS:
            mine, theirs = self.names[key], other.names[key]
            names[key] = {
                party: (*mine.get(party, ()), *theirs.get(party, ())) for party in (*mine, *theirs)
            }
        return Parties(names)

    @property
    def all(self) -> tuple[str, ...]:
        """The parties, as the table names them."""
        return tuple(dict.fromkeys(party for key in KEYS for party in self.names[key]))

    def with_countries(self) -> Parties:
        """These, and all countries with their people, capitals and governments."""
        return Parties(self.names, countries=COUNTRIES)

    def known(self, written: str) -> str:
        """The party that a person means by `written`. Raises UnknownPartyError."""
        for party in self.all:
            if party.casefold() == written.strip().casefold():
                return party
        side = self.side(written)
        if side is None:
            raise UnknownPartyError(written, self.all)
        return side

    def side(self, speaker: str) -> str | None:
        """The side that a person means by `speaker`, in any case; None for no side."""
        party = self.of(speaker) or self.of(speaker.title())
        if party is None or party in self.names[SIDES]:
            return party
        return party if party in self.countries and party not in self.all else None

    def country(self, speaker: str) -> str | None:
        """The country that a person means by `speaker`, whatever the table makes of its names."""
        return _countries().side(speaker) if self.countries else None

    def is_of(self, speaker: str, party: str) -> bool:
        """Whether `speaker` belongs to the party, or to the country of that name."""
        if self.of(speaker) == party:
            return True
        return party in self.countries and party not in self.all and self.country(speaker) == party

    def of(self, speaker: str) -> str | None:
        """The party of `speaker`; None where no name of any party stands in it, or of two.

        The longest name wins, and one before the first preposition over one after it: Ukraine's
        ambassador to the United Nations is Ukraine's.
        """
        preposition = _PREPOSITION.search(speaker)
        edge = preposition.start() if preposition and preposition.start() else len(speaker)
        sure: list[_Match] = []
        vague: list[_Match] = []
        for match, is_vague in self._matches(speaker):
            (vague if is_vague else sure).append(match)
        for matches in (sure, vague):
            near = [match for match in matches if match.at < edge] or matches
            if near:
                return _longest(near, speaker) or None
        return None

    def _matches(self, speaker: str) -> Iterator[tuple[_Match, bool]]:
        """The names in `speaker`, at each place the longest."""
        found = [(word.group(), word.start()) for word in _WORD.finditer(_plain(speaker))]
        words = [_word(written) for written, _ in found]
        capital = [not written[0].islower() for written, _ in found]
        place = 0
        while place < len(words):
            for name in self._by_first.get(words[place], ()):
                end = place + len(name.words)
                if tuple(words[place:end]) == name.words and all(
                    map(ge, capital[place:end], name.capitals)
                ):
                    yield _Match(name.party, end - place, found[place][1]), name.vague
                    place = end - 1
                    break
            place += 1


@cache
def _countries() -> Parties:
    return Parties(countries=COUNTRIES)


def _longest(matches: Sequence[_Match], speaker: str) -> str | None:
    """The party of the longest name, of equals the first; None where two parties speak."""
    longest = max(match.words for match in matches)
    best = [match for match in matches if match.words == longest]
    first = best[0]
    for other in best[1:]:
        between = speaker[first.at : other.at]
        if other.party != first.party and _JOINT.search(between):
            return None
    return first.party


def _plain(text: str) -> str:
    """The text with spaces for what marks a possessive, so that places stay the same."""
    return _POSSESSIVE.sub(lambda match: " " * len(match.group()), text)


def _word(written: str) -> str:
    code = written.isupper() and 2 <= len(written) <= _LONGEST_CODE
    return written if code else fold(written)


def _refused(table: Mapping[str, object]) -> str | None:
    """Why the table cannot be used, or None."""
    if unknown := sorted(set(table) - set(KEYS)):
        return f"unknown key {unknown[0]!r}; the keys are {', '.join(KEYS[:-1])} and {KEYS[-1]}"
    for key, parties in table.items():
        if not isinstance(parties, dict):
            return f'`{key}` must be a table of parties, each a line such as Party = ["name"]'
        for party, names in parties.items():
            if not _WORD.search(_plain(party)):
                return f"{party!r} of `{key}` holds no word; name the party"
            if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
                return f"{party!r} of `{key}` must be a list of names in quotation marks"
            if empty := next((name for name in names if not _WORD.search(_plain(name))), None):
                return f"{party!r} of `{key}` has {empty!r}, which holds no word"
    return None
