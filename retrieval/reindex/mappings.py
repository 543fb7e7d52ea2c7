"""Which fields of records were read as what, once for each kind of file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mapping:
    """The `rows` of the file `path`, and of others of its kind, `files` in all, were read by these
    `fields`, such as `headline=title text=content`; the end of `cut` of them is missing."""

    path: str
    fields: str
    rows: int
    cut: int = 0
    files: int = 1


class Mappings:
    """Counts what was read by which fields: of a file, the fields of its first row stand for all;
    of files with the same fields, the first stands for all."""

    def __init__(self) -> None:
        self._fields: dict[str, str] = {}  # of a file
        self._first: dict[str, str] = {}  # of fields, the file
        self._counts: dict[str, tuple[int, int, int]] = {}  # of fields: rows, cut, files

    def add(self, path: str, fields: str, *, cut: bool) -> None:
        """Takes a row of a file that was read by these fields."""
        new = path not in self._fields
        fields = self._fields.setdefault(path, fields)
        self._first.setdefault(fields, path)
        rows, short, files = self._counts.get(fields, (0, 0, 0))
        self._counts[fields] = rows + 1, short + cut, files + new

    def all(self) -> tuple[Mapping, ...]:
        """What was counted, by files."""
        found = [
            Mapping(self._first[fields], fields, *counts) for fields, counts in self._counts.items()
        ]
        return tuple(sorted(found, key=lambda each: each.path))
