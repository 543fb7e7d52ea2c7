"""Words that no rule brings together (Artemivsk is Bakhmut): the world's, and a table that an
operator edits."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

from retrieval.analysis.terms import fold, terms
from retrieval.articles.tables import read_table
from retrieval.errors import TableError
from retrieval.languages.english.names import NEAR, SAME

FILE: Final = "aliases.toml"
"""The table's name in an indexed folder."""
KEYS: Final = ("same", "near")

Groups = tuple[tuple[str, ...], ...]


class Aliases:
    """Groups of words: the `same` person or place, and words `near` in meaning.

    A word may stand in several groups. Names are found by their letters, whatever their case and
    accents; words near in meaning in any of their forms.
    """

    def __init__(
        self, same: Sequence[Sequence[str]] = (), near: Sequence[Sequence[str]] = ()
    ) -> None:
        self.groups: dict[str, Groups] = {
            "same": tuple(map(tuple, same)),
            "near": tuple(map(tuple, near)),
        }
        self._same = _neighbours([[fold(name) for name in group] for group in same])
        self._near = _neighbours([[*terms(" ".join(group))] for group in near])

    @classmethod
    def read(cls, path: Path) -> Aliases:
        """The table in the TOML file at `path`: `same` and `near`, each a list of lists of words.

        Raises TableError when the file cannot be read, is not TOML or has another form.
        """
        table = read_table(path)
        if unknown := sorted(set(table) - set(KEYS)):
            raise TableError(path, f"unknown key {unknown[0]!r}; the keys are same and near")
        for key, groups in table.items():
            if not isinstance(groups, list):
                raise TableError(path, f"`{key}` must be a list of groups, each a list of words")
            for number, group in enumerate(groups, start=1):
                if reason := _refused(group):
                    raise TableError(path, f"group {number} of `{key}` {reason}")
        return cls(**table)

    @classmethod
    def from_json(cls, text: str) -> Aliases:
        """The table that `as_json` gave."""
        return cls(**json.loads(text))

    def as_json(self) -> str:
        """The groups as text."""
        return json.dumps(self.groups, ensure_ascii=False)

    def joined(self, other: Aliases) -> Aliases:
        """The groups of both."""
        mine, theirs = self.groups, other.groups
        return Aliases(*((*mine[key], *theirs[key]) for key in KEYS))

    def over(self, built_in: Aliases) -> Aliases:
        """The groups of this table, and those of `built_in` that share no word with one of its
        own: what an operator says of a name replaces what is known of it."""
        kept = (
            [group for group in built_in.groups[key] if not any(map(known, group))]
            for key, known in (("same", self.others), ("near", self._has_near))
        )
        return Aliases(*kept).joined(self)

    def _has_near(self, word: str) -> bool:
        return any(map(self.near, terms(word)))

    def others(self, word: str) -> tuple[str, ...]:
        """The other names, folded, of what `word` (as written, or folded) names."""
        return self._same.get(fold(word), ())

    def near(self, term: str) -> tuple[str, ...]:
        """The terms of the words near in meaning to those of `term`."""
        return self._near.get(term, ())


@cache
def built_in() -> Aliases:
    """The names of the world that are spelt in several ways."""
    return Aliases(SAME, NEAR)


def _neighbours(groups: Sequence[Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """For each word the others of all its groups, in the groups' order."""
    found: dict[str, dict[str, None]] = {}
    for group in groups:
        for word in group:
            found.setdefault(word, {}).update(dict.fromkeys(group))
    return {
        word: tuple(other for other in others if other != word) for word, others in found.items()
    }


def _refused(group: object) -> str | None:
    """Why `group` is no group, or None."""
    if not isinstance(group, list) or not all(isinstance(name, str) for name in group):
        return "must be a list of words in quotation marks"
    if len(group) < 2:
        return "has fewer than two words; a group says which words mean the same"
    for name in group:
        if not name.strip() or len(name.split()) != 1 or "-" in name:
            return f"has {name!r}; each name is one word, without spaces and hyphens"
    return None
