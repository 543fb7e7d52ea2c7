"""`PYTHON -m tests.tools.sizes`: what a plain install puts on the disk, the largest first.

Of the environment of that PYTHON: nutgraf and what it needs, as they lie there, with what pip has
compiled of them. pip does not count, which Python itself puts into an environment, nor what else is
installed there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

_BLOCK = 512
_NEEDED = re.compile(r"([\w.-]+)(?:\[([\w,-]+)\])?[^;]*(?:;(.*))?")
_EXTRA = re.compile(r"extra == ['\"]([\w-]+)['\"]")


def sizes(name: str = "nutgraf") -> dict[str, int]:
    """The bytes on the disk of a distribution and of each that it needs, by their names."""
    return {each.name: on_disk(each) for each in needed(name) if each.name != "pip"}


def needed(name: str) -> Iterator[Distribution]:
    """The distribution and what it needs; what is not installed is not needed here."""
    left, met = [(name, frozenset[str]())], set()
    while left:
        wanted = left.pop()
        if wanted in met:
            continue
        met.add(wanted)
        try:
            found = distribution(wanted[0])
        except PackageNotFoundError:
            continue  # of another system, or another Python
        if not any(each == wanted[0] and extras != wanted[1] for each, extras in met):
            yield found
        left += [each for line in found.requires or () for each in _wanted(line, wanted[1])]


def _wanted(line: str, extras: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    match = _NEEDED.match(line)
    assert match, line
    of = _EXTRA.search(match[3] or "")
    if of is None or of[1] in extras:
        key = re.sub(r"[-_.]+", "-", match[1]).lower()
        yield key, frozenset((match[2] or "").split(",")) - {""}


def on_disk(of: Distribution) -> int:
    """The bytes that its files take."""
    paths = (Path(str(of.locate_file(each))) for each in of.files or ())
    return sum(path.stat().st_blocks * _BLOCK for path in paths if path.is_file())


def main() -> None:
    """The table."""
    found = sorted(sizes().items(), key=lambda each: -each[1])
    for name, size in found:
        print(f"{size / 2**20:6.1f} MB  {name}")
    print(f"{sum(size for _, size in found) / 2**20:6.1f} MB  in all, {len(found)} packages")


if __name__ == "__main__":
    main()
