"""A larger coverage made of what is there: its articles, and altered copies of each.

    python -m tests.tools.enlarged OUT CORPUS ... [--copies 9]

Each CORPUS is JSON Lines, packed or not, and so is OUT. In a copy names are others, the same ones
throughout all copies of a round, every seventh other word is one from anywhere in the corpus,
digits are others, and the day is another one of two years around. The same corpus gives the same.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final
from zlib import crc32

Row = dict[str, Any]
"""An article as JSON Lines have it."""

_WORD: Final = re.compile(r"\d+|[^\W\d_]{4,}")
_EVERY: Final = 7
_AROUND: Final = 365  # days


class Words:
    """The words of articles, as often as they stand there, and their names, each once."""

    def __init__(self, rows: Iterable[Row]) -> None:
        found: list[str] = [each for row in rows for each in _WORD.findall(row["text"])]
        self.plain = [each for each in found if each.islower()]
        self.names = sorted({each for each in found if each[0].isupper()})

    def altered(self, text: str, number: int, chance: Random) -> str:
        """The text in other words; names are the same others wherever the `number` is the same."""

        def other(found: re.Match[str]) -> str:
            word = found[0]
            if word[0].isdigit():
                return str(chance.randrange(10 ** (len(word) - 1), 10 ** len(word)))
            if word[0].isupper():
                return self.names[crc32(f"{number} {word}".encode()) % len(self.names)]
            return word if chance.randrange(_EVERY) else chance.choice(self.plain)

        return _WORD.sub(other, text)


def rows_of(path: Path) -> list[Row]:
    """The articles of a corpus."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def written(path: Path, rows: Iterable[Row]) -> Path:
    """Those articles as a corpus at the path."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "wt", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)
    return path


def copied(rows: Iterable[Row], words: Words, number: int) -> Iterator[Row]:
    """An altered copy of each, of the round with this number."""
    for row in rows:
        chance = Random(f"{number} {row['id']}")
        said: Row = {
            name: words.altered(row[name], number, chance)
            for name in ("headline", "text")
            if name in row
        }
        if row.get("published"):
            said["published"] = moved(row["published"], chance.randrange(-_AROUND, _AROUND))
        if row.get("url"):
            said["url"] = f"{row['url'].rstrip('/')}/copy-{number}"
        yield {**row, **said, "id": f"{row['id']}-copy-{number}"}


def moved(published: object, days: int) -> str:
    """A day that is so many days later."""
    return (date.fromisoformat(str(published)[:10]) + timedelta(days=days)).isoformat()


def main() -> None:
    """Writes it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("corpus", type=Path, nargs="+")
    parser.add_argument("--copies", type=int, default=9)
    given = parser.parse_args()
    rows: Sequence[Row] = [row for path in given.corpus for row in rows_of(path)]
    words = Words(rows)
    rounds = (copied(rows, words, number) for number in range(1, given.copies + 1))
    written(given.out, (row for some in (rows, *rounds) for row in some))


if __name__ == "__main__":
    main()
