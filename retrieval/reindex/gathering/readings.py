"""Which files an operator says something of, and what."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from retrieval.articles.conversion.command import command_of
from retrieval.articles.reading import AS_IT_IS, Described, Reading
from retrieval.reindex.patterns import parsed


class Readings:
    """What is said of files by path or pattern; where two say something of a file, the first.

    Raises MissingPathError for what can be no name.
    """

    def __init__(self, coverage: Iterable[Described]) -> None:
        self._said = [(parsed(each.path), each.reading) for each in coverage]

    def converts(self, file: Path) -> bool:
        """Whether a command makes plain text of the file."""
        return command_of(file, self.of(file).convert) is not None

    def of(self, file: Path) -> Reading:
        """How the file is to be read."""
        if not self._said:
            return AS_IT_IS
        path = str(file.absolute())
        return next((said for named, said in self._said if named.covers(path)), AS_IT_IS)
