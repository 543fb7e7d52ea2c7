"""What a reindex skipped, bounded for each file, in the order of paths and lines."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

MOST_OF_A_KIND: Final = 3
"""Files of a kind that is not read that are named."""
MOST: Final = 100
"""Lines of one file that are named; of further ones only the number is given, so that a huge file
of rubbish costs neither memory nor an endless list."""


_LONGEST: Final = 1_000
"""Letters of a reason."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file, or a line of one, that was not indexed, and the `reason`. Of one `kind` of files,
    such as `.pdf`, few are named."""

    path: str
    reason: str
    kind: str = field(default="", kw_only=True, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Unread(Skipped):
    """What could not be read at the absolute path `where`, so that nothing in it is known to be
    gone. `perhaps`: only if articles are known from there; else all may be as it should."""

    where: str = ""
    perhaps: bool = False

    @classmethod
    def at(cls, path: Path, reason: str, *, perhaps: bool = False) -> Unread:
        """The file or folder at `path`."""
        return cls(printable(path), reason, str(path.absolute()), perhaps)


def printable(path: Path | str) -> str:
    """The path as a person can read it, on one line, whatever its bytes."""
    text = path.as_posix() if isinstance(path, Path) else path
    return on_one_line(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))


def on_one_line(text: str) -> str:
    """The text without what breaks a line or a terminal."""
    if text.isprintable():
        return text
    return "".join(
        each if each.isprintable() else each.encode("unicode_escape").decode() for each in text
    )


def _shortened(reason: str) -> str:
    """The reason without the middle of what it quotes, if that is long."""
    most = _LONGEST // 2
    return reason if len(reason) <= _LONGEST else f"{reason[:most]} ... {reason[-most:]}"


class Skips:
    """Collects what was skipped."""

    def __init__(self) -> None:
        self._named: list[tuple[str, int, Skipped]] = []
        self._lines: Counter[str] = Counter()
        self._kinds: Counter[tuple[str, str]] = Counter()

    def add(self, skipped: Skipped) -> None:
        """Takes a file, or a line of one, whose path is `big.jsonl:17`."""
        kind = skipped.kind
        skipped = Skipped(on_one_line(skipped.path), _shortened(on_one_line(skipped.reason)))
        if kind:
            self._kinds[kind, skipped.reason] += 1
            if self._kinds[kind, skipped.reason] > MOST_OF_A_KIND:
                return
        file, _, line = skipped.path.rpartition(":")
        if not file or not line.isdecimal():
            self._named.append((skipped.path, 0, skipped))
            return
        self._lines[file] += 1
        if self._lines[file] <= MOST:
            self._named.append((file, int(line), skipped))

    def all(self) -> tuple[Skipped, ...]:
        """Files and lines in order; last of a file, how many more of its lines were skipped; last
        of all, how many more files of a kind."""
        more = [
            (file, 2**63, Skipped(file, f"{count - MOST} more of its lines cannot be indexed"))
            for file, count in self._lines.items()
            if count > MOST
        ]
        more += [
            ("\U0010ffff", 0, Skipped(f"{count - MOST_OF_A_KIND} more files *{kind}", reason))
            for (kind, reason), count in self._kinds.items()
            if count > MOST_OF_A_KIND
        ]
        ordered = sorted([*self._named, *more], key=lambda each: each[:2])
        return tuple(skipped for _, _, skipped in ordered)
