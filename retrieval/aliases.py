"""Names that no rule brings together (Artemivsk is Bakhmut), from a table an operator edits."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path

from retrieval.analysis import fold
from retrieval.errors import NutgrafError


class AliasFileError(NutgrafError):
    """The alias table at `path` cannot be used, for `reason`."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class Aliases:
    """Groups of words that mean the same person or place; a word may be in several groups."""

    def __init__(self, groups: Iterable[Sequence[str]] = ()) -> None:
        """Each group is the names of one thing, the most usual first; case and accents are free."""
        self._groups: dict[str, dict[str, None]] = {}
        for group in groups:
            folded = [fold(name) for name in group]
            for name in folded:
                self._groups.setdefault(name, {}).update(dict.fromkeys(folded))

    @classmethod
    def read(cls, path: Path) -> Aliases:
        """The table in the TOML file at `path`: its `same`, a list of lists of words.

        Raises AliasFileError when the file cannot be read, is not TOML or has another form.
        """
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise AliasFileError(path, f"cannot be read ({error.strerror})") from error
        except ValueError as error:
            raise AliasFileError(path, f"not TOML: {_one_line(error)}") from error
        if unknown := sorted(set(table) - {"same"}):
            raise AliasFileError(path, f"unknown key {unknown[0]!r}; the only key is `same`")
        groups = table.get("same", [])
        if not isinstance(groups, list):
            raise AliasFileError(path, "`same` must be a list of groups, each a list of words")
        for number, group in enumerate(groups, start=1):
            if reason := _refused(group):
                raise AliasFileError(path, f"group {number} of `same` {reason}")
        return cls(groups)

    def others(self, word: str) -> tuple[str, ...]:
        """The other words, folded, of the groups that `word` (as written, or folded) is in."""
        folded = fold(word)
        return tuple(other for other in self._groups.get(folded, ()) if other != folded)


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


def _one_line(error: ValueError) -> str:
    return " ".join(str(error).split())
